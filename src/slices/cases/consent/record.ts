import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { type Day, dayOf } from '../../../platform/time.ts'
import { type NameUse, nameUses } from '../../../platform/veil/veil.ts'
import { recordAct } from '../../accounts/index.ts'
import { findPerson } from '../queries.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from '../record/access.ts'
import { announceNames } from './announce.ts'
import { insertConsent } from './queries.ts'
import { type AgreedBy, agreedByAll, consentLimits } from './types.ts'

type ConsentDeps = RecordDeps & Pick<Deps, 'secrets'>

export interface NewConsent {
  personId: string
  agreedBy: AgreedBy
  agreedOn: Day
  word: string
  uses: readonly NameUse[]
  until?: Day
  holdsAfterRelease: boolean
}

/**
 * Writes down that somebody may be named, for some uses and perhaps until a day. It takes the place
 * of what was recorded before. Names appear from the commit on, in every process.
 *
 * @throws AppError `not_found` no such person in a case of the actor's organisation
 * @throws AppError `invalid` nobody's word, no use, or a day that cannot be
 */
export async function giveConsent(
  deps: ConsentDeps,
  actor: Recorder,
  input: NewConsent,
): Promise<void> {
  const today = dayOf(deps.clock.now())
  const isKnown = input.uses.every((use) => nameUses.includes(use))
  if (!isKnown || input.uses.length === 0) throw new AppError('invalid', 'cases.consent_no_use')
  if (input.agreedOn > today) throw new AppError('invalid', 'cases.consent_in_future')
  if (input.until !== undefined && input.until < today) {
    throw new AppError('invalid', 'cases.consent_over')
  }
  await append(deps, actor, { ...input, kind: 'given' })
}

/**
 * The switch: from the commit of this on the name appears nowhere, in every process, whatever was
 * agreed before. Works on closed cases too, and may be done again.
 *
 * @throws AppError `not_found` no such person in a case of the actor's organisation
 * @throws AppError `invalid` nobody's word
 */
export async function withdrawConsent(
  deps: ConsentDeps,
  actor: Recorder,
  input: { personId: string; agreedBy: AgreedBy; word: string },
): Promise<void> {
  const agreedOn = dayOf(deps.clock.now())
  const rest = { agreedOn, uses: [], holdsAfterRelease: false, kind: 'withdrawn' } as const
  await append(deps, actor, { ...input, ...rest })
}

async function append(
  { db, clock, outbox, secrets }: ConsentDeps,
  actor: Recorder,
  { personId, kind, until, word, ...input }: NewConsent & { kind: 'given' | 'withdrawn' },
): Promise<void> {
  const at = clock.now()
  if (!agreedByAll.includes(input.agreedBy)) throw new AppError('invalid', 'cases.consent_nobody')
  const said = word.trim()
  if (said === '' || said.length > consentLimits.wordChars) {
    throw new AppError('invalid', 'cases.consent_word_missing', { max: consentLimits.wordChars })
  }
  await db.transaction().execute(async (tx) => {
    const person = await findPerson(tx, personId)
    if (!person) throw new AppError('not_found', 'cases.not_found')
    const { key: name } = await requireOwnCase(tx, actor, person.caseId)
    const version = await announceNames({ tx, outbox }, personId)
    const id = newId()
    await insertConsent(tx, {
      id,
      person_id: personId,
      version,
      kind,
      agreed_by: input.agreedBy,
      agreed_on: input.agreedOn,
      sealed_word: secrets.seal(said, id),
      uses: JSON.stringify(input.uses),
      until_on: until ?? null,
      holds_after_release: input.holdsAfterRelease ? 1 : 0,
      recorded_at: at,
      recorded_by: actor?.memberId ?? null,
    })
    // Whose name it is stands in no log; the key of the person does.
    const act = kind === 'given' ? 'cases.act_consent_given' : 'cases.act_consent_withdrawn'
    const subject = { kind: 'case', id: person.caseId, name }
    const after = { person: person.key, uses: input.uses, agreedBy: input.agreedBy, until }
    await recordAct(tx, { at, actor, act, subject, after })
  })
}
