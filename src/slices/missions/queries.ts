import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { isId } from '../../platform/ids.ts'
import { dayOf, type Instant } from '../../platform/time.ts'
import { compareContacts } from './evidence.ts'
import type {
  MissionAccreditationsTable,
  MissionContactsTable,
  MissionReferencesTable,
  MissionsTable,
} from './tables.ts'
import { townOf } from './towns.ts'
import {
  type Contact,
  type ContactKind,
  EUROPEAN_UNION,
  type Mission,
  type MissionType,
} from './types.ts'

/** A mission with its current contacts, or `undefined`. */
export async function findMission(db: Db, id: string): Promise<Mission | undefined> {
  const missions = await findMissionsById(db, [id])
  return missions.get(id)
}

/**
 * Missions by the ids asked for; unknown ids are left out. In place of one that was merged stands the one
 * that it was merged into, under its own id.
 */
export async function findMissionsById(db: Db, ids: string[]): Promise<Map<string, Mission>> {
  const known = ids.filter(isId)
  if (known.length === 0) return new Map()
  const asked = await db
    .selectFrom('missions')
    .select(['id', 'merged_into'])
    .where('id', 'in', known)
    .execute()
  const kept = [...new Set(asked.map(({ id, merged_into }) => merged_into ?? id))]
  if (kept.length === 0) return new Map()
  const rows = await db.selectFrom('missions').selectAll().where('id', 'in', kept).execute()
  const missions = new Map((await withDetails(db, rows)).map((mission) => [mission.id, mission]))
  return new Map(
    asked.flatMap(({ id, merged_into }) => {
      const mission = missions.get(merged_into ?? id)
      return mission ? [[id, mission] as const] : []
    }),
  )
}

/** The mission itself, or the one that it was merged into. */
function keptId(db: Db, id: string) {
  return db
    .selectFrom('missions')
    .select((select) => select.fn.coalesce('merged_into', 'id').as('id'))
    .where('id', '=', id)
}

/** Whether letters may go to this address of a mission at this moment: it may be lost, or the mission closed. */
export async function isMissionEmail(db: Db, id: string, email: string): Promise<boolean> {
  const [row] = await askIsEmail(db, { id, email })
  return row !== undefined
}

const askIsEmail = prepared<{ id: string; email: string }, { id: string }>((db, slot) =>
  db
    .selectFrom('mission_contacts')
    .innerJoin('missions', 'missions.id', 'mission_contacts.mission_id')
    .select('mission_contacts.id')
    .where('mission_id', '=', keptId(db, slot('id')))
    .where('missions.closed_on', 'is', null)
    .where('kind', '=', 'email')
    .where('value', '=', slot('email'))
    .where('valid_until', 'is', null)
    .where('bounced_at', 'is', null)
    .limit(1),
)

/**
 * The e-mail address that a letter to this mission goes to now: the newest that mail does not come back
 * from. `undefined` when there is none, or the mission has closed.
 */
export async function findMissionEmail(db: Db, id: string): Promise<string | undefined> {
  const rows = await db
    .selectFrom('mission_contacts')
    .innerJoin('missions', 'missions.id', 'mission_contacts.mission_id')
    .selectAll('mission_contacts')
    .where('mission_id', '=', keptId(db, id))
    .where('missions.closed_on', 'is', null)
    .where('kind', '=', 'email')
    .where('valid_until', 'is', null)
    .where('bounced_at', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map(toContact).sort(compareContacts)[0]?.value
}

/** Missions of a state that stand in, or are accredited to, one of the states given. */
export async function listCandidates(
  db: Db,
  sendingState: string,
  states: string[],
): Promise<Mission[]> {
  const rows = await db
    .selectFrom('missions')
    .selectAll()
    .where('sending_state', '=', sendingState)
    .where('gone_at', 'is', null)
    .where('closed_on', 'is', null)
    .where((where) =>
      where.or([
        where('receiving_state', 'in', states),
        where.exists(
          where
            .selectFrom('mission_accreditations')
            .select('mission_accreditations.id')
            .whereRef('mission_accreditations.mission_id', '=', 'missions.id')
            .where('mission_accreditations.state', 'in', states)
            .where('mission_accreditations.valid_until', 'is', null),
        ),
      ]),
    )
    .orderBy('id')
    .execute()
  return withDetails(db, rows)
}

/** All missions of a state that are there, by the state in which they stand. */
export async function listMissionsOf(db: Db, sendingState: string): Promise<Mission[]> {
  const rows = await db
    .selectFrom('missions')
    .selectAll()
    .where('sending_state', '=', sendingState)
    .where('gone_at', 'is', null)
    .where('closed_on', 'is', null)
    .orderBy('receiving_state')
    .orderBy('id')
    .execute()
  return withDetails(db, rows)
}

/** Missions of a state with their places alone, of those types that may answer though not accredited. */
export async function listPlaces(
  db: Db,
  sendingState: string,
  types: readonly MissionType[],
): Promise<Mission[]> {
  const rows = await db
    .selectFrom('missions')
    .selectAll()
    .where('sending_state', '=', sendingState)
    .where('type', 'in', types)
    .where('gone_at', 'is', null)
    .where('closed_on', 'is', null)
    .orderBy('id')
    .execute()
  const toUnion = await db
    .selectFrom('mission_accreditations')
    .innerJoin('missions', 'missions.id', 'mission_accreditations.mission_id')
    .select(['mission_accreditations.mission_id', 'mission_accreditations.state'])
    .where('missions.sending_state', '=', sendingState)
    .where('mission_accreditations.state', '=', EUROPEAN_UNION)
    .where('mission_accreditations.valid_until', 'is', null)
    .execute()
  return rows.map((row) =>
    toMission(row, {
      contacts: [],
      accreditations: toUnion.filter(({ mission_id }) => mission_id === row.id),
      references: [],
    }),
  )
}

/** How much is known of the missions of one state. */
export interface SendingStateCounts {
  sendingState: string
  missions: number
  /** Those with a current e-mail address. */
  withEmail: number
}

/** Every state of which a mission is known, by code. */
export async function countBySendingState(db: Db): Promise<SendingStateCounts[]> {
  const rows = await db
    .selectFrom('missions')
    .leftJoin(
      (from) =>
        from
          .selectFrom('mission_contacts')
          .select('mission_id')
          .distinct()
          .where('kind', '=', 'email')
          .where('valid_until', 'is', null)
          .where('bounced_at', 'is', null)
          .as('reachable'),
      (join) => join.onRef('reachable.mission_id', '=', 'missions.id'),
    )
    .select((select) => [
      'missions.sending_state',
      select.fn.countAll<number>().as('missions'),
      select.fn.count<number>('reachable.mission_id').as('with_email'),
    ])
    .where('missions.gone_at', 'is', null)
    .where('missions.closed_on', 'is', null)
    .groupBy('missions.sending_state')
    .orderBy('missions.sending_state')
    .execute()
  return rows.map((row) => ({
    sendingState: row.sending_state,
    missions: Number(row.missions),
    withEmail: Number(row.with_email),
  }))
}

/** A mission that is in the lists. */
export async function findMissionRecord(db: Db, id: string) {
  return db
    .selectFrom('missions')
    .selectAll()
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirst()
}

export async function insertContact(db: Db, contact: MissionContactsTable): Promise<void> {
  await db.insertInto('mission_contacts').values(contact).execute()
}

/** Notes that a source speaks of a mission; once is enough. */
export async function insertReference(db: Db, reference: MissionReferencesTable): Promise<void> {
  await db
    .insertInto('mission_references')
    .values(reference)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ends the current contacts of a kind, except the one given. */
export async function markContactsReplaced(
  db: Db,
  {
    missionId,
    kind,
    keptId,
    at,
  }: { missionId: string; kind: ContactKind; keptId: string; at: Instant },
): Promise<void> {
  await db
    .updateTable('mission_contacts')
    .set({ valid_until: at })
    .where('mission_id', '=', missionId)
    .where('kind', '=', kind)
    .where('id', '<>', keptId)
    .where('valid_until', 'is', null)
    .execute()
}

/** Missions with what is known of them now. */
export async function withDetails(db: Db, rows: Selectable<MissionsTable>[]): Promise<Mission[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [contacts, accreditations, references] = [
    await db
      .selectFrom('mission_contacts')
      .selectAll()
      .where('mission_id', 'in', ids)
      .where('valid_until', 'is', null)
      .orderBy('position')
      .execute(),
    await db
      .selectFrom('mission_accreditations')
      .select(['mission_id', 'state'])
      .where('mission_id', 'in', ids)
      .where('valid_until', 'is', null)
      .execute(),
    await db
      .selectFrom('mission_references')
      .select(['mission_id', 'source', 'reference', 'source_date'])
      .where('mission_id', 'in', ids)
      .execute(),
  ]
  const contactsOf = Map.groupBy(contacts, ({ mission_id }) => mission_id)
  const accreditationsOf = Map.groupBy(accreditations, ({ mission_id }) => mission_id)
  const referencesOf = Map.groupBy(references, ({ mission_id }) => mission_id)
  return rows.map((row) =>
    toMission(row, {
      contacts: contactsOf.get(row.id) ?? [],
      accreditations: accreditationsOf.get(row.id) ?? [],
      references: referencesOf.get(row.id) ?? [],
    }),
  )
}

interface Details {
  contacts: Selectable<MissionContactsTable>[]
  accreditations: Pick<MissionAccreditationsTable, 'state'>[]
  references: { source: string; reference: string; source_date: string | null }[]
}

function toMission(row: Selectable<MissionsTable>, details: Details): Mission {
  const own = details.references.find(
    ({ source, reference }) => source === row.source && reference === row.reference,
  )
  return {
    id: row.id,
    sendingState: row.sending_state,
    receivingState: row.receiving_state,
    type: row.type,
    name: row.name ?? undefined,
    city: row.city ? townOf(row.receiving_state, row.city) : undefined,
    latitude: row.latitude_e6 === null ? undefined : row.latitude_e6 / 1e6,
    longitude: row.longitude_e6 === null ? undefined : row.longitude_e6 / 1e6,
    closedOn: row.closed_on ?? undefined,
    accreditedTo: [...new Set(details.accreditations.map(({ state }) => state))].sort(),
    sources: new Set(details.references.map(({ source }) => source)).size,
    source: row.source,
    sourceDate: (row.described_at ? row.source_date : own?.source_date) ?? undefined,
    // Nothing may be sent to a mission that has closed, whoever asks.
    contacts: row.closed_on
      ? []
      : withoutRepeats(details.contacts.map(toContact).sort(compareContacts)),
  }
}

export function toContact(row: Selectable<MissionContactsTable>): Contact {
  return {
    id: row.id,
    kind: row.kind,
    value: row.value,
    source: row.source,
    sourceDate: row.source_date ?? undefined,
    confirmedOn: row.confirmed_on ?? undefined,
    bouncedAt: row.bounced_at ?? undefined,
    closed: row.bounced_at
      ? {
          as: row.closed_as ?? 'dead',
          since: row.closed_on ?? dayOf(row.bounced_at),
          words: row.closed_words ?? undefined,
        }
      : undefined,
    validFrom: row.valid_from,
  }
}

/** Two sources that say the same are one line for a reader. */
function withoutRepeats(contacts: Contact[]): Contact[] {
  const seen = new Set<string>()
  return contacts.filter(({ kind, value }) => {
    const key = `${kind} ${value.toLowerCase()}`
    return !seen.has(key) && seen.add(key)
  })
}
