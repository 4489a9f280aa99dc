import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Database, Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { parseStored } from './schemas.ts'
import type { CaseEventsTable, CaseGroupsTable, CasesTable, PeopleTable } from './tables.ts'
import type {
  Case,
  CaseDemand,
  CaseEvent,
  DemandChange,
  DemandState,
  Group,
  Ledger,
  Person,
  Precision,
} from './types.ts'

export async function findCase(db: Db, id: string): Promise<Case | undefined> {
  const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toCase(row)
}

/** Whether it is public or not. */
export async function findCaseByKey(db: Db, key: string): Promise<Case | undefined> {
  const [row] = await askByKey(db, { key })
  return row && toCase(row)
}

const askByKey = prepared<{ key: string }, Selectable<CasesTable>>((db, slot) =>
  db.selectFrom('cases').selectAll().where('key', '=', slot('key')),
)

/** Cases of one organisation, or of the one that runs the site, the newest first. */
export async function listCases(
  db: Db,
  { organisationId, beforeId, limit }: CaseListOptions,
): Promise<Case[]> {
  let query = db.selectFrom('cases').selectAll()
  query =
    organisationId === undefined
      ? query.where('organisation_id', 'is', null)
      : query.where('organisation_id', '=', organisationId)
  if (beforeId !== undefined) query = query.where('id', '<', beforeId)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toCase)
}

interface CaseListOptions {
  /** Left out for cases of the organisation that runs the site. */
  organisationId?: string
  beforeId?: string
  limit: number
}

/** The first in the order in which they were begun, because two keys may be alike without names. */
export async function listPublicKeys(db: Db): Promise<{ id: string; key: string }[]> {
  return db
    .selectFrom('cases')
    .select(['id', 'key'])
    .where('published_at', 'is not', null)
    .orderBy('id')
    .execute()
}

/** Keys of every case, of whichever organisation, in their order. */
export async function listCaseKeys(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('cases').select('key').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

/** Public cases, the newest first. */
export async function listPublicCases(
  db: Db,
  { beforeId, limit }: Pick<CaseListOptions, 'beforeId' | 'limit'>,
): Promise<Case[]> {
  let query = db.selectFrom('cases').selectAll().where('published_at', 'is not', null)
  if (beforeId !== undefined) query = query.where('id', '<', beforeId)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toCase)
}

/**
 * Everything recorded of a case, in a handful of queries however much it is.
 *
 * @param known events of this case that were read before; events never change, so they are not read again
 */
export async function findLedger(
  db: Db,
  id: string,
  known: readonly CaseEvent[] = [],
): Promise<Ledger | undefined> {
  const found = await findCase(db, id)
  if (!found) return undefined
  const [people, groups, events, demands, changes] = await Promise.all([
    listPeople(db, id),
    listGroups(db, id),
    known.length > 0 ? listFurtherEvents(db, id, known) : listEvents(db, id),
    listDemands(db, id),
    listChanges(db, id),
  ])
  return { case: found, people, groups, events, demands, changes }
}

export async function listPeople(db: Db, caseId: string): Promise<Person[]> {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map(toPerson)
}

export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPerson(row)
}

/** Everybody whose name is known to the desk, in all cases. */
export async function listNamedPeople(db: Db): Promise<Person[]> {
  const rows = await db.selectFrom('people').selectAll().where(isNamed).orderBy('id').execute()
  return rows.map(toPerson)
}

/** Whose name is known, or was. */
function isNamed(eb: ExpressionBuilder<Database, 'people'>) {
  return eb.or([eb('sealed_names', 'is not', null), eb('sealed_former_names', 'is not', null)])
}

/** Sealed names of people whose name is known, of one person, one case or of all. */
export async function listSealedNames(
  db: Db,
  { caseId, personId }: { caseId?: string; personId?: string } = {},
): Promise<{ personId: string; sealed: string | null; sealedFormer: string | null }[]> {
  let query = db
    .selectFrom('people')
    .select(['id', 'sealed_names', 'sealed_former_names'])
    .where(isNamed)
  if (caseId !== undefined) query = query.where('case_id', '=', caseId)
  if (personId !== undefined) query = query.where('id', '=', personId)
  const rows = await query.orderBy('id').execute()
  return rows.map((row) => ({
    personId: row.id,
    sealed: row.sealed_names,
    sealedFormer: row.sealed_former_names,
  }))
}

export async function findGroup(db: Db, id: string): Promise<Group | undefined> {
  const row = await db.selectFrom('case_groups').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toGroup(row)
}

async function listGroups(db: Db, caseId: string): Promise<Group[]> {
  const rows = await db
    .selectFrom('case_groups')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map(toGroup)
}

async function listEvents(db: Db, caseId: string): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('case_events')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map(toEvent)
}

/** So many events that are not known are read one by one; of more, all. */
const MAX_FURTHER = 100

/** The same as `listEvents`, with known ones as they are. */
async function listFurtherEvents(
  db: Db,
  caseId: string,
  known: readonly CaseEvent[],
): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('case_events')
    .select('id')
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  const events = new Map(known.map((event) => [event.id, event]))
  const missing = rows.flatMap(({ id }) => (events.has(id) ? [] : id))
  if (missing.length > MAX_FURTHER) return listEvents(db, caseId)
  const further =
    missing.length === 0
      ? []
      : await db.selectFrom('case_events').selectAll().where('id', 'in', missing).execute()
  for (const event of further.map(toEvent)) events.set(event.id, event)
  return rows.flatMap(({ id }) => events.get(id) ?? [])
}

async function listDemands(db: Db, caseId: string): Promise<CaseDemand[]> {
  const rows = await db
    .selectFrom('case_demands')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    texts: parseStored.texts(row.texts),
    addressees: parseStored.addressees(row.addressees),
  }))
}

async function listChanges(db: Db, caseId: string): Promise<DemandChange[]> {
  const rows = await db
    .selectFrom('case_demand_changes')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    demandId: row.demand_id,
    addressee: row.addressee,
    state: row.state as DemandState,
    changedOn: row.changed_on,
    eventId: row.event_id ?? undefined,
    texts: parseStored.texts(row.texts),
    sources: parseStored.sources(row.sources),
    recordedAt: row.recorded_at,
  }))
}

function toCase(row: Selectable<CasesTable>): Case {
  return {
    id: row.id,
    key: row.key,
    country: row.country,
    titles: parseStored.texts(row.titles),
    zone: row.zone,
    quietDays: row.quiet_days,
    version: row.version,
    organisationId: row.organisation_id ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    publishedAt: row.published_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
  }
}

function toGroup(row: Selectable<CaseGroupsTable>): Group {
  return {
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    labels: parseStored.texts(row.labels),
  }
}

function toPerson(row: Selectable<PeopleTable>): Person {
  return {
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    pseudonyms: parseStored.texts(row.pseudonyms),
    roles: parseStored.texts(row.roles),
    groupId: row.group_id ?? undefined,
    hasNames: row.sealed_names !== null || row.sealed_former_names !== null,
  }
}

function toEvent(row: Selectable<CaseEventsTable>): CaseEvent {
  return {
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    kind: parseStored.kind(row.kind),
    when: {
      on: row.happened_on,
      time: row.happened_time ?? undefined,
      precision: row.precision as Precision,
    },
    about: parseStored.about(row.about),
    details: parseStored.details(row.details),
    sources: parseStored.sources(row.sources),
    correctsId: row.corrects_id ?? undefined,
    recordedAt: row.recorded_at,
  }
}
