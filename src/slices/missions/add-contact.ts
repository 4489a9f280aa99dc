import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { newId } from '../../platform/ids.ts'
import { dayOf, type Instant, isDay } from '../../platform/time.ts'
import { markContactEnded } from './edit/queries.ts'
import { requireMission } from './edit/require.ts'
import { isEmail, readPhones, readWebsites, tidy } from './import/fields.ts'
import { insertContact, insertReference, markContactsReplaced } from './queries.ts'
import { contactAdded } from './topics.ts'
import { type ContactKind, MAX_CONTACT_CHARS, MAX_SOURCE_CHARS } from './types.ts'

/** A contact that a person enters. */
export interface NewContact {
  missionId: string
  kind: ContactKind
  value: string
  /** Who or what says so: "telephone call with the embassy". */
  source: string
  /** `YYYY-MM-DD`, when somebody has made sure. */
  confirmedOn?: string
  /** Ends the other contacts of this kind; otherwise they stay beside it. */
  replaces?: boolean
  /** The contact that this one stands in place of. */
  replacesId?: string
}

/** What else is done in the transaction of an edit, when it changed something. */
export type Also = (tx: Db) => Promise<void>

/**
 * Adds a way to reach a mission, dated today. With it goes the fact `missions.contact_added`, on which letters
 * that waited for an address leave.
 *
 * @returns the contact's id
 * @throws AppError `not_found` no such mission
 * @throws AppError `invalid`   no source, a day that does not exist, or a value that is none of its kind
 * @throws AppError `conflict`  the contact that it should replace has ended in the meantime
 */
export async function addContact(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  contact: NewContact,
  also: Also = async () => {},
): Promise<string> {
  const { missionId, kind, replaces } = contact
  const checked = requireRight(contact)
  return db.transaction().execute(async (tx) => {
    const { reference } = await requireMission(tx, missionId)
    const at = clock.now()
    await endReplaced(tx, contact, at)
    const id = newId()
    const { source } = checked
    const source_date = dayOf(at)
    await insertReference(tx, { source, reference, mission_id: missionId, source_date })
    await insertContact(tx, {
      ...checked,
      id,
      mission_id: missionId,
      kind,
      position: 0,
      // The mission's own key keeps the contact with it when the directory is exported and imported.
      reference,
      source_date,
      bounced_at: null,
      closed_as: null,
      closed_on: null,
      closed_words: null,
      valid_from: at,
      valid_until: null,
    })
    if (replaces) await markContactsReplaced(tx, { missionId, kind, keptId: id, at })
    await outbox.publish(tx, contactAdded, { missionId, kind })
    await also(tx)
    return id
  })
}

async function endReplaced(
  tx: Db,
  { missionId, replacesId }: NewContact,
  at: Instant,
): Promise<void> {
  if (replacesId === undefined) return
  if (!(await markContactEnded(tx, { missionId, contactId: replacesId, at }))) {
    throw new AppError('conflict', 'missions.contact_ended_meanwhile')
  }
}

/** All that is wrong with a contact, by its field; undefined when nothing is. */
export function checkContact({
  kind,
  value,
  source,
  confirmedOn,
}: Omit<NewContact, 'missionId'>): FieldErrors | undefined {
  const errors: FieldErrors = {}
  if (readValue(kind, value) === undefined) {
    errors.value = { key: 'missions.contact_bad_value', values: { kind, value: tidy(value) } }
  }
  const { length } = tidy(source)
  if (length === 0 || length > MAX_SOURCE_CHARS) {
    errors.source = { key: 'missions.contact_without_source' }
  }
  if (confirmedOn !== undefined && !isDay(confirmedOn)) {
    errors.confirmed = { key: 'missions.contact_bad_day', values: { day: confirmedOn } }
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

function requireRight(contact: NewContact) {
  const { kind, value, source, confirmedOn } = contact
  const [wrong] = Object.values(checkContact(contact) ?? {})
  if (wrong) throw new AppError('invalid', wrong.key, wrong.values)
  const read = { value: readValue(kind, value) ?? '', source: tidy(source) }
  return { ...read, confirmed_on: confirmedOn ?? null }
}

/** Undefined when the text is none of its kind. */
function readValue(kind: ContactKind, text: string): string | undefined {
  const value = tidy(text)
  const [website] = kind === 'website' ? readWebsites(value).values : [value]
  const isRight = {
    email: isEmail(value),
    phone: readPhones(value).values.length === 1,
    fax: readPhones(value).values.length === 1,
    website: website !== undefined,
    address: value.length > 0,
  }[kind]
  return isRight && value.length <= MAX_CONTACT_CHARS ? (website ?? value) : undefined
}
