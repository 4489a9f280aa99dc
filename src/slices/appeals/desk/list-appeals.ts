import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { Actor } from '../../accounts/index.ts'
import { ownerOf } from './own-appeal.ts'

/** What the desk's list of appeals can be narrowed to. */
export const deskStates = ['draft', 'waiting', 'planned', 'public', 'closed', 'withdrawn'] as const
export type DeskState = (typeof deskStates)[number]

/** An appeal in the list of the desk. */
export interface DeskEntry {
  id: string
  title: string
  country: string
  state: DeskState
  editedAt: Instant
  /** A public appeal has a correction that waits for release. */
  hasCorrection: boolean
  plannedAt?: Instant
}

/** One organisation's appeals, the last edited first. `next` continues the list. */
export async function listDeskAppeals(
  db: Db,
  actor: Pick<Actor, 'organisation'>,
  { state, after, limit }: { state?: DeskState; after?: string; limit: number },
): Promise<{ entries: DeskEntry[]; next?: string }> {
  let query = db
    .selectFrom('appeals')
    .innerJoin('appeal_texts', (join) =>
      join
        .onRef('appeal_id', '=', 'appeals.id')
        .onRef('language', '=', 'appeals.original_language'),
    )
    .select(['appeals.id', 'title', 'country', 'stage', 'edited_at', 'asked_at'])
    .where('owner', '=', ownerOf(actor))
  if (state === 'waiting') query = query.where('asked_at', 'is not', null)
  else if (state === 'planned') query = query.where('appeals.id', 'in', plannedIds(db))
  else if (state !== undefined) query = query.where('stage', '=', state)
  if (after !== undefined) {
    const [editedAt = '', id = ''] = after.split('~')
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('edited_at', 'appeals.id'), '<', tuple(editedAt, id)),
    )
  }
  const rows = await query
    .orderBy('edited_at', 'desc')
    .orderBy('appeals.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const ids = shown.map(({ id }) => id)
  const [planned, corrected] = await Promise.all([plannedOf(db, ids), correctedAmong(db, ids)])
  return {
    entries: shown.map((row) => ({
      id: row.id,
      title: row.title,
      country: row.country,
      state: stateOf(row, planned.has(row.id)),
      editedAt: row.edited_at,
      hasCorrection: row.stage !== 'draft' && corrected.has(row.id),
      plannedAt: planned.get(row.id),
    })),
    next: rows.length > limit && last ? `${last.edited_at}~${last.id}` : undefined,
  }
}

/** How many appeals of the organisation wait for a second person. */
export async function countAsked(db: Db, actor: Actor): Promise<number> {
  const { asked } = await db
    .selectFrom('appeals')
    .select(({ fn }) => fn.countAll().as('asked'))
    .where('owner', '=', ownerOf(actor))
    .where('asked_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(asked)
}

function stateOf(
  { stage, asked_at }: { stage: Exclude<DeskState, 'waiting' | 'planned'>; asked_at: unknown },
  isPlanned: boolean,
): DeskState {
  if (stage !== 'draft') return stage
  if (isPlanned) return 'planned'
  return asked_at ? 'waiting' : 'draft'
}

function plannedIds(db: Db) {
  return db
    .selectFrom('appeal_releases')
    .select('appeal_id')
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
}

async function plannedOf(db: Db, ids: string[]): Promise<Map<string, Instant>> {
  if (ids.length === 0) return new Map()
  const rows = await plannedIds(db).select('release_at').where('appeal_id', 'in', ids).execute()
  return new Map(rows.map(({ appeal_id, release_at }) => [appeal_id, release_at]))
}

async function correctedAmong(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('appeal_sheets')
    .select('appeal_id')
    .where('appeal_id', 'in', ids)
    .where(({ or, eb, ref }) =>
      or([eb('released_id', 'is', null), eb('released_id', '<>', ref('head_id'))]),
    )
    .execute()
  return new Set(rows.map(({ appeal_id }) => appeal_id))
}
