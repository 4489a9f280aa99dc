import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { dayOf, isDay } from '../../platform/time.ts'
import { isEmail, readPhones, readWebsites, tidy } from './import/fields.ts'
import {
  findMissionRecord,
  insertContact,
  insertReference,
  markContactsReplaced,
} from './queries.ts'
import { contactAdded } from './topics.ts'
import { type ContactKind, MAX_CONTACT_CHARS } from './types.ts'

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
}

/**
 * Adds a way to reach a mission, dated today. With it goes the fact `missions.contact_added`, on which letters
 * that waited for an address leave.
 *
 * @returns the contact's id
 * @throws AppError `not_found` no such mission
 * @throws AppError `invalid`   no source, a day that does not exist, or a value that is none of its kind
 */
export async function addContact(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  contact: NewContact,
): Promise<string> {
  const { missionId, kind, confirmedOn, replaces } = contact
  const value = readValue(kind, contact.value)
  const source = tidy(contact.source)
  if (source === '') throw new AppError('invalid', 'missions.contact_without_source')
  if (confirmedOn !== undefined && !isDay(confirmedOn)) {
    throw new AppError('invalid', 'missions.contact_bad_day', { day: confirmedOn })
  }
  return db.transaction().execute(async (tx) => {
    const mission = await findMissionRecord(tx, missionId)
    if (!mission) throw new AppError('not_found', 'missions.unknown_mission', { id: missionId })
    const at = clock.now()
    const id = newId()
    const { reference } = mission
    const source_date = dayOf(at)
    await insertReference(tx, { source, reference, mission_id: missionId, source_date })
    await insertContact(tx, {
      id,
      mission_id: missionId,
      kind,
      value,
      position: 0,
      source,
      // The mission's own key keeps the contact with it when the directory is exported and imported.
      reference,
      source_date,
      confirmed_on: confirmedOn ?? null,
      bounced_at: null,
      valid_from: at,
      valid_until: null,
    })
    if (replaces) await markContactsReplaced(tx, { missionId, kind, keptId: id, at })
    await outbox.publish(tx, contactAdded, { missionId, kind })
    return id
  })
}

function readValue(kind: ContactKind, text: string): string {
  const value = tidy(text)
  const [website] = kind === 'website' ? readWebsites(value).values : [value]
  const isRight = {
    email: isEmail(value),
    phone: readPhones(value).values.length === 1,
    fax: readPhones(value).values.length === 1,
    website: website !== undefined,
    address: value.length > 0,
  }[kind]
  if (!isRight || value.length > MAX_CONTACT_CHARS) {
    throw new AppError('invalid', 'missions.contact_bad_value', { kind, value })
  }
  return website ?? value
}
