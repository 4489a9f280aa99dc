import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { recordAct } from '../../accounts/index.ts'
import { announceNames } from '../consent/announce.ts'
import { sealNames } from '../names.ts'
import { findGroup, findPerson } from '../queries.ts'
import { type LocalTexts, limits } from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { checkNames } from './add-person.ts'
import { touchCase } from './announce.ts'
import { checkTexts, requireTexts } from './check.ts'
import { checkCase, type NewCase } from './open-case.ts'
import { updateCase, updatePerson } from './queries.ts'

/**
 * Puts title, time zone and reminder of a case right. Key and country stay what they are.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case is closed
 * @throws AppError `invalid` title, time zone or number of days cannot be
 */
export async function changeCase(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  { caseId, ...input }: Pick<NewCase, 'titles' | 'zone' | 'quietDays'> & { caseId: string },
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const { key: name, country, zone, quietDays } = await requireOwnCase(tx, actor, caseId)
    const settings = checkCase({ country, ...input })
    await touchCase({ tx, outbox }, caseId, at)
    await updateCase(tx, caseId, settings)
    const subject = { kind: 'case', id: caseId, name }
    const change = { before: { zone, quietDays }, after: settings }
    await recordAct(tx, { at, actor, act: 'cases.act_changed', subject, ...change })
  })
}

export interface PersonChange {
  personId: string
  /** In place of all ways of writing the name; left out, they stay. An empty list forgets the name. */
  names?: readonly string[]
  pseudonyms?: LocalTexts
  roles: LocalTexts
  groupId?: string
}

/**
 * Puts right what a person is called, and which group they are one of. What happened to them is said
 * by events alone.
 *
 * @throws AppError `not_found` no such person in a case of the actor's organisation
 * @throws AppError `conflict` the case is closed
 * @throws AppError `invalid` a text is missing or too long, or the group is not one of this case
 */
export async function changePerson(
  { db, clock, outbox, secrets }: RecordDeps & Pick<Deps, 'secrets'>,
  actor: Recorder,
  { personId, names, pseudonyms = {}, roles, groupId }: PersonChange,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const person = await findPerson(tx, personId)
    if (!person) throw new AppError('not_found', 'cases.not_found')
    const { caseId } = person
    const { key: name } = await requireOwnCase(tx, actor, caseId)
    await touchCase({ tx, outbox }, caseId, at)
    if (groupId !== undefined && (await findGroup(tx, groupId))?.caseId !== caseId) {
      throw new AppError('invalid', 'cases.group_unknown')
    }
    await updatePerson(tx, personId, {
      ...(names && { sealed_names: sealNames(secrets, personId, checkNames(names)) }),
      pseudonyms: JSON.stringify(checkTexts(pseudonyms, limits.nameChars)),
      roles: JSON.stringify(requireTexts(roles, limits.nameChars)),
      group_id: groupId ?? null,
    })
    // Also what is written in place of the name is remembered, and may have told too much.
    await announceNames({ tx, outbox }, personId)
    const subject = { kind: 'case', id: caseId, name }
    const after = { person: person.key, isNameChanged: names !== undefined }
    await recordAct(tx, { at, actor, act: 'cases.act_person_changed', subject, after })
  })
}
