import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { isId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import { compareContacts } from '../evidence.ts'
import { toContact, withDetails } from '../queries.ts'
import type { MissionAccreditationsTable, MissionContactsTable } from '../tables.ts'
import { quartersOf } from '../towns.ts'
import { type Contact, contactKinds, type Mission } from '../types.ts'

/** A contact as it was and is. */
export interface ContactRecord extends Contact {
  /** Unset while it is in use. */
  validUntil?: Instant
}

/** A state that a mission was or is accredited to, as one source says. */
export interface Accreditation {
  id: string
  state: string
  source: string
  validFrom: Instant
  validUntil?: Instant
}

/** All contacts that a mission ever had: those in use first, by kind and the best first, then the others. */
export async function listContactHistory(db: Db, missionId: string): Promise<ContactRecord[]> {
  const rows = await db
    .selectFrom('mission_contacts')
    .selectAll()
    .where('mission_id', '=', missionId)
    .orderBy('valid_until', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute()
  const records = rows.map((row) => ({
    ...toContact(row),
    validUntil: row.valid_until ?? undefined,
  }))
  const isPast = ({ validUntil }: ContactRecord) => Number(validUntil !== undefined)
  const rank = ({ kind }: ContactRecord) => contactKinds.indexOf(kind)
  const [current, past] = [0, 1].map((each) => records.filter((record) => isPast(record) === each))
  return [
    ...(current ?? []).sort((a, b) => rank(a) - rank(b) || compareContacts(a, b)),
    ...(past ?? []),
  ]
}

/** The states that a mission was or is accredited to, those in force first. */
export async function listAccreditations(db: Db, missionId: string): Promise<Accreditation[]> {
  const rows = await db
    .selectFrom('mission_accreditations')
    .selectAll()
    .where('mission_id', '=', missionId)
    .orderBy('state')
    .orderBy('id')
    .execute()
  const isPast = (row: Selectable<MissionAccreditationsTable>) => Number(row.valid_until !== null)
  return rows
    .sort((a, b) => isPast(a) - isPast(b))
    .map((row) => ({
      id: row.id,
      state: row.state,
      source: row.source,
      validFrom: row.valid_from,
      validUntil: row.valid_until ?? undefined,
    }))
}

/** Ends a contact. Returns what it was; undefined when it had ended already, or is another mission's. */
export async function markContactEnded(
  tx: Db,
  { missionId, contactId, at }: { missionId: string; contactId: string; at: Instant },
): Promise<Selectable<MissionContactsTable> | undefined> {
  return tx
    .updateTable('mission_contacts')
    .set({ valid_until: at })
    .where('id', '=', contactId)
    .where('mission_id', '=', missionId)
    .where('valid_until', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

export async function insertAccreditation(
  tx: Db,
  row: Selectable<MissionAccreditationsTable>,
): Promise<void> {
  await tx.insertInto('mission_accreditations').values(row).execute()
}

/** Ends everything that says a mission is accredited to a state. Returns how many sources said so. */
export async function markAccreditationEnded(
  tx: Db,
  { missionId, state, at }: { missionId: string; state: string; at: Instant },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('mission_accreditations')
    .set({ valid_until: at })
    .where('mission_id', '=', missionId)
    .where('state', '=', state)
    .where('valid_until', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Keeps others from merging either of two missions meanwhile. Returns false when one is gone. */
export async function holdMissions(tx: Db, ids: readonly [string, string]): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('missions')
    .set({ merged_into: null })
    .where('id', 'in', ids)
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 2n
}

/** Makes everything that is known of one mission known of another, and takes the first off the lists. */
export async function moveMission(
  tx: Db,
  { id, intoId, at }: { id: string; intoId: string; at: Instant },
): Promise<void> {
  for (const table of [
    'mission_references',
    'mission_descriptions',
    'mission_accreditations',
    'mission_contacts',
    'mission_replies',
  ] as const) {
    await tx.updateTable(table).set({ mission_id: intoId }).where('mission_id', '=', id).execute()
  }
  await tx
    .updateTable('missions')
    .set({ merged_into: intoId })
    .where('merged_into', '=', id)
    .execute()
  await tx
    .updateTable('missions')
    .set({ merged_into: intoId, gone_at: at })
    .where('id', '=', id)
    .execute()
}

/** Missions with an e-mail address that mail comes back from, and no other; the newest report first. */
export async function listUnreachable(db: Db, limit: number): Promise<Mission[]> {
  const bouncing = await db
    .selectFrom('mission_contacts')
    .innerJoin('missions', 'missions.id', 'mission_contacts.mission_id')
    .selectAll('missions')
    .where('mission_contacts.kind', '=', 'email')
    .where('mission_contacts.valid_until', 'is', null)
    .where('mission_contacts.bounced_at', 'is not', null)
    .where('missions.gone_at', 'is', null)
    .where('missions.closed_on', 'is', null)
    .orderBy('mission_contacts.bounced_at', 'desc')
    .limit(limit)
    .execute()
  const rows = [...new Map(bouncing.map((row) => [row.id, row])).values()]
  const missions = await withDetails(db, rows)
  return missions.filter(
    ({ contacts }) => !contacts.some(({ kind, bouncedAt }) => kind === 'email' && !bouncedAt),
  )
}

/** What is looked for; everything that is left out fits. */
export interface MissionSearch {
  sendingState?: string
  /** Where the building stands. */
  receivingState?: string
  /** Part of the name, the town as a source or a reader calls it, or a contact in use. */
  text?: string
  /** Last mission of the page before. */
  afterId?: string
  limit: number
}

/** Missions that fit, by sender and host. */
export async function searchMissions(
  db: Db,
  { sendingState, receivingState, text = '', afterId, limit }: MissionSearch,
): Promise<Mission[]> {
  let query = db.selectFrom('missions').selectAll().where('gone_at', 'is', null)
  if (sendingState) query = query.where('sending_state', '=', sendingState)
  if (receivingState) query = query.where('receiving_state', '=', receivingState)
  if (text !== '') query = query.where(({ or }) => or([mentions(text), ...quarters(text)]))
  if (afterId !== undefined && isId(afterId)) {
    query = query.where(sql<boolean>`(sending_state, receiving_state, id) > (
      select sending_state, receiving_state, id from missions where id = ${afterId})`)
  }
  const rows = await query
    .orderBy('sending_state')
    .orderBy('receiving_state')
    .orderBy('id')
    .limit(limit)
    .execute()
  return withDetails(db, rows)
}

/** Who looks for London finds what a source says is in the City of Westminster. */
function quarters(text: string) {
  return quartersOf(text).map(
    ({ state, names }) =>
      sql<boolean>`(receiving_state = ${state} and city in (${sql.join(names)}))`,
  )
}

/** SQLite compares without case in ASCII alone, so the words are looked for in both their usual forms. */
function mentions(text: string) {
  const words = text.replace(/[\\%_]/g, '\\$&')
  const patterns = [...new Set([words, capitalised(words)])].map((each) => `%${each}%`)
  const isLike = (column: string) =>
    sql.join(
      patterns.map((each) => sql`lower(${sql.ref(column)}) like lower(${each}) escape '\\'`),
      sql` or `,
    )
  return sql<boolean>`(${isLike('name')} or ${isLike('city')} or id in (
    select mission_id from mission_contacts
    where valid_until is null and (${isLike('value')})))`
}

function capitalised(words: string): string {
  return words.replace(/^./u, (letter) => letter.toUpperCase())
}
