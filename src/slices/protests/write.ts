import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { together } from '../../platform/db/together.ts'
import type { Deps } from '../../platform/deps.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { newId } from '../../platform/ids.ts'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '../../platform/time.ts'
import type { LetterText } from '../appeals/index.ts'
import { type CheckedLetter, checkLetter, isTicked } from './check-letter.ts'
import { confirmationCode, hashCode } from './confirmation/code.ts'
import { findHoldRules, hostsIn } from './holds/find-rules.ts'
import { dueAfter } from './move.ts'
import { countLettersByPerson, insertEvents, insertLetters, markMailedAgain } from './queries.ts'
import { findRecipient } from './recipient.ts'
import type { LetterBody } from './schemas.ts'
import type { LettersTable } from './tables.ts'
import { confirmationAsked } from './topics.ts'
import { CONSENT_VERSION, MAX_LETTERS_PER_ADDRESS_AND_DAY } from './types.ts'

type LetterRow = Selectable<LettersTable>

/** Whoever sends the same form again later than this has probably not found the mail. */
const MAIL_AGAIN_AFTER_MS = HOUR_MS

interface Writing {
  /** `letters` are the texts that writers may have started from. */
  appeal: { id: string; country: string; letters: readonly LetterText[] }
  form: Readonly<LetterBody>
  /** Language of the mails to the writer. */
  language: string
  /** How many letters with this text came from the writer's network within the hour. */
  countCopies?: (text: string) => number
}

/**
 * Keeps a supporter's letter and asks for confirmation by mail.
 *
 * Letter and mail job are saved together. The same form sent twice makes one letter and one mail;
 * an address gets a few such mails a day at most, and beyond that nothing is kept. The answer
 * is the same in all these cases, so that it tells nobody who has written before.
 *
 * @returns what is wrong with the form, or undefined when the letter was taken
 */
export async function writeLetter(
  deps: Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'outbox' | 'secrets'>,
  writing: Writing,
): Promise<FieldErrors | undefined> {
  const { appeal, form } = writing
  const recipient = await findRecipient(deps.reader, appeal.country, form)
  if ('problems' in recipient) {
    const checked = checkLetter(form, undefined)
    return { ...recipient.problems, ...('problems' in checked ? checked.problems : {}) }
  }
  const checked = checkLetter(form, recipient.email)
  if ('problems' in checked) return checked.problems

  const row = { ...sealedRow(deps, writing, checked.letter), mission_id: recipient.missionId }
  await keepLetter(deps, row)
  return undefined
}

/** Keeps letters that come at the same moment in one transaction: letters, what happened, mail jobs. */
const keepLetter = together<LetterRow, void, Pick<Deps, 'db' | 'outbox'>>(
  async ({ db, outbox }, rows) => {
    await db.transaction().execute(async (tx) => {
      const inserted = await insertLetters(tx, await withinLimit(tx, rows))
      const kept = rows.filter(({ id }) => inserted.has(id))
      await insertEvents(tx, kept.map(submission))
      const again = await mailAgain(
        tx,
        rows.filter(({ id }) => !inserted.has(id)),
      )
      const ids = [...inserted, ...again]
      const [first, ...also] = ids.map((letterId) => ({ letterId, isReminder: false }))
      if (first) await outbox.publish(tx, confirmationAsked, first, { also })
    })
    return rows.map(() => undefined)
  },
)

/** Leaves out what goes beyond the number that one address may write in a day. */
async function withinLimit(tx: Db, rows: readonly LetterRow[]): Promise<LetterRow[]> {
  const people = rows.flatMap(({ person_hash }) => person_hash ?? [])
  const since = addMs(rows[0]?.created_at ?? '', -DAY_MS)
  const written = await countLettersByPerson(tx, people, since)
  return rows.filter(({ person_hash }) => {
    const before = written.get(person_hash ?? '') ?? 0
    written.set(person_hash ?? '', before + 1)
    return before < MAX_LETTERS_PER_ADDRESS_AND_DAY
  })
}

/** Of forms that were sent again, the letters whose first mail left long ago. */
async function mailAgain(tx: Db, rows: readonly LetterRow[]): Promise<string[]> {
  const ids: string[] = []
  for (const { content_hash, created_at: now } of rows) {
    const before = addMs(now, -MAIL_AGAIN_AFTER_MS)
    const id = content_hash && (await markMailedAgain(tx, content_hash, { now, before }))
    if (id) ids.push(id)
  }
  return ids
}

function sealedRow(
  { config, clock, secrets }: Pick<Deps, 'config' | 'clock' | 'secrets'>,
  { appeal, form, language, countCopies }: Writing,
  { content, canonicalAddress }: CheckedLetter,
) {
  const id = newId()
  const now = clock.now()
  const isOffered = appeal.letters.some((letter) => letter.language === form.lang)
  const letterLanguage = isOffered && form.lang ? form.lang : language
  const whole = [appeal.id, form.mission, form.from, form.display, letterLanguage, canonicalAddress]
  return {
    id,
    appeal_id: appeal.id,
    mission_id: form.mission,
    country: appeal.country,
    reader_country: form.from,
    language,
    letter_language: letterLanguage,
    state: 'unconfirmed' as const,
    state_at: now,
    due_at: dueAfter('unconfirmed', now) ?? null,
    attempts: 0,
    display: form.display,
    held_for:
      findHoldRules({
        subject: content.subject,
        text: content.text,
        templates: appeal.letters,
        knownHosts: () => hostsIn(`${config.publicUrl} ${JSON.stringify(appeal)}`),
        copies: countCopies?.(content.text) ?? 1,
      }).join(' ') || null,
    sealed: secrets.seal(JSON.stringify(content), id),
    person_hash: secrets.hash('letter-person', canonicalAddress),
    content_hash: secrets.hash(
      'letter-content',
      JSON.stringify([...whole, content.name, content.subject, content.text]),
    ),
    code_hash: hashCode(secrets, confirmationCode(secrets, id)),
    mailed_at: now,
    asked_at: null,
    reminded_at: null,
    // News would need an address to go to.
    follow_at: isTicked(form.follow) && form.display !== 'organisation' ? now : null,
    consent_version: CONSENT_VERSION,
    consent_at: now,
    created_at: now,
    confirmed_at: null,
    warned_at: null,
    erased_at: null,
  }
}

function submission(letter: { id: string; created_at: Instant }) {
  return {
    letter_id: letter.id,
    id: newId(),
    event: 'submitted' as const,
    from_state: 'draft' as const,
    to_state: 'unconfirmed' as const,
    at: letter.created_at,
    cause: null,
    words: null,
  }
}
