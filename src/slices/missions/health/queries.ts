import type { Db } from '../../../platform/db/database.ts'
import { dayOf, type Instant } from '../../../platform/time.ts'
import type { Contact } from '../types.ts'
import type { Evidence, EvidenceKind, Health } from './fold.ts'

/** One more letter that showed something of an address. */
export async function insertEvidence(
  db: Db,
  contactId: string,
  { kind, at, words }: { kind: EvidenceKind; at: Instant; words: string },
): Promise<void> {
  await db
    .insertInto('mission_contact_evidence')
    .values({ contact_id: contactId, kind, day: dayOf(at), letters: 1, last_at: at, words })
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'kind', 'day']).doUpdateSet((eb) => ({
        letters: eb('mission_contact_evidence.letters', '+', 1),
        last_at: at,
        words,
      })),
    )
    .execute()
}

/** All evidence about a contact, the newest first. */
export async function listEvidence(db: Db, contactId: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('mission_contact_evidence')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('day', 'desc')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind, day, letters, last_at, words }) => ({
    kind,
    day,
    letters: Number(letters),
    lastAt: last_at,
    words,
  }))
}

/** The e-mail addresses among a mission's contacts, each with its evidence, the newest first. */
export async function listAddressEvidence<C extends Contact>(
  db: Db,
  contacts: readonly C[],
): Promise<Array<{ contact: C; evidence: Evidence[] }>> {
  const addresses = contacts.filter(({ kind }) => kind === 'email')
  return Promise.all(
    addresses.map(async (contact) => ({ contact, evidence: await listEvidence(db, contact.id) })),
  )
}

/** Ids of the current contacts of a mission with this e-mail address; several sources may give it. */
export async function listEmailContacts(
  db: Db,
  { missionId, email }: { missionId: string; email: string },
): Promise<string[]> {
  const kept = db
    .selectFrom('missions')
    .select((select) => select.fn.coalesce('merged_into', 'id').as('id'))
    .where('id', '=', missionId)
  const rows = await db
    .selectFrom('mission_contacts')
    .select('id')
    .where('mission_id', '=', kept)
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('valid_until', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes a contact out of use. Returns false when it was so before. */
export async function markClosed(
  db: Db,
  contactId: string,
  { health, at }: { health: Health; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mission_contacts')
    .set({
      bounced_at: at,
      closed_as: health.state === 'refusing' ? 'refusing' : 'dead',
      closed_on: health.since ?? dayOf(at),
      closed_words: health.words ?? null,
    })
    .where('id', '=', contactId)
    .where('valid_until', 'is', null)
    .where('bounced_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
