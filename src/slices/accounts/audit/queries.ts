import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { ActsTable } from '../tables.ts'

/** One act at the desk, as it was written down. */
export interface Act {
  id: string
  at: Instant
  actorId?: string
  actorName?: string
  /** A message of the catalogues. */
  act: string
  subject: { kind: string; id: string; name?: string }
  /** JSON text. */
  before?: string
  after?: string
}

export interface ActFilter {
  actorId?: string
  act?: string
  /** First and last day (UTC). */
  from?: Day
  to?: Day
}

export async function insertAct(tx: Db, row: Insertable<ActsTable>): Promise<void> {
  await tx.insertInto('acts').values(row).execute()
}

/** Acts in one organisation, the newest first; before the act `beforeId`, when it is given. */
export async function listActs(
  db: Db,
  organisationId: string,
  { filter, beforeId, limit }: { filter: ActFilter; beforeId?: string; limit: number },
): Promise<Act[]> {
  const { actorId, act, from, to } = filter
  let query = db.selectFrom('acts').selectAll().where('organisation_id', '=', organisationId)
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId)
  if (act !== undefined) query = query.where('act', '=', act)
  if (from !== undefined) query = query.where('at', '>=', `${from}T00:00:00.000Z`)
  if (to !== undefined) query = query.where('at', '<=', `${to}T23:59:59.999Z`)
  if (beforeId !== undefined) query = query.where('id', '<', beforeId)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toAct)
}

/** Kinds of acts that there are in one organisation. */
export async function listActKinds(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('acts')
    .select('act')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .orderBy('act')
    .execute()
  return rows.map(({ act }) => act)
}

function toAct(row: Selectable<ActsTable>): Act {
  return {
    id: row.id,
    at: row.at,
    actorId: row.actor_id ?? undefined,
    actorName: row.actor_name ?? undefined,
    act: row.act,
    subject: {
      kind: row.subject_kind,
      id: row.subject_id,
      name: row.subject_name ?? undefined,
    },
    before: row.before_value ?? undefined,
    after: row.after_value ?? undefined,
  }
}
