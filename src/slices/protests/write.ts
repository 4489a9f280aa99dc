import type { Deps } from '../../platform/deps.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { newId } from '../../platform/ids.ts'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '../../platform/time.ts'
import type { LetterText } from '../appeals/index.ts'
import { type CheckedLetter, checkLetter, isTicked } from './check-letter.ts'
import { confirmationCode, hashCode } from './confirmation/code.ts'
import { findHoldRules, hostsIn } from './holds/find-rules.ts'
import { dueAfter } from './move.ts'
import { countLettersByPerson, insertEvent, insertLetter, markMailedAgain } from './queries.ts'
import { findRecipient } from './recipient.ts'
import type { LetterBody } from './schemas.ts'
import { confirmationAsked } from './topics.ts'
import { CONSENT_VERSION, MAX_LETTERS_PER_ADDRESS_AND_DAY } from './types.ts'

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
  await deps.db.transaction().execute(async (tx) => {
    const since = addMs(row.created_at, -DAY_MS)
    const written = await countLettersByPerson(tx, row.person_hash, since)
    if (written < MAX_LETTERS_PER_ADDRESS_AND_DAY && (await insertLetter(tx, row))) {
      await insertEvent(tx, submission(row))
      await deps.outbox.publish(tx, confirmationAsked, { letterId: row.id, isReminder: false })
      return
    }
    const before = addMs(row.created_at, -MAIL_AGAIN_AFTER_MS)
    const letterId = await markMailedAgain(tx, row.content_hash, { now: row.created_at, before })
    if (letterId) await deps.outbox.publish(tx, confirmationAsked, { letterId, isReminder: false })
  })
  return undefined
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
