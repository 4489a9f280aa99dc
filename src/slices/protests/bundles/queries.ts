import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LetterState } from '../fate.ts'
import { toLetter } from '../queries.ts'
import type { BundlesTable, HandInsTable } from '../tables.ts'
import type { Letter } from '../types.ts'
import { findPhotos } from './photo-queries.ts'
import { type Bundle, handInRemarks, type PublicHandIn, type RecordedHandIn } from './types.ts'

const bundleableStates = ['ready', 'waiting_address'] as const satisfies readonly LetterState[]

export async function insertBundle(db: Db, row: Insertable<BundlesTable>): Promise<void> {
  await db.insertInto('bundles').values(row).execute()
}

export async function insertBundleLetters(
  db: Db,
  bundleId: string,
  letterIds: string[],
): Promise<void> {
  const rows = letterIds.map((id) => ({ bundle_id: bundleId, letter_id: id }))
  await db.insertInto('bundle_letters').values(rows).execute()
}

/** Returns false when the bundle was handed in or undone already. */
export async function markBundle(
  db: Db,
  id: string,
  changes: { handed_in_at: Instant } | { undone_at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bundles')
    .set(changes)
    .where('id', '=', id)
    .where('handed_in_at', 'is', null)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertHandIn(db: Db, row: Insertable<HandInsTable>): Promise<void> {
  await db.insertInto('hand_ins').values(row).execute()
}

/** Bundles of a mission that was merged go along, and what happened with them. */
export async function moveBundlesTo(
  tx: Db,
  { missionId, intoId }: { missionId: string; intoId: string },
): Promise<void> {
  const moved = { mission_id: intoId }
  await tx.updateTable('bundles').set(moved).where('mission_id', '=', missionId).execute()
  await tx.updateTable('hand_ins').set(moved).where('mission_id', '=', missionId).execute()
}

/** Letters that could be bundled, those that have waited longest first. */
export async function listBundleable(
  db: Db,
  { appealId, missionId, limit }: { appealId: string; missionId: string; limit: number },
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', 'in', bundleableStates)
    .where('mission_id', '=', missionId)
    .where('appeal_id', '=', appealId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/** Letters of a bundle that are in a state. */
export async function listBundleLetters(
  db: Db,
  bundleId: string,
  state: LetterState,
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .innerJoin('bundle_letters', 'bundle_letters.letter_id', 'letters.id')
    .selectAll('letters')
    .where('bundle_letters.bundle_id', '=', bundleId)
    .where('letters.state', '=', state)
    .orderBy('letters.id')
    .execute()
  return rows.map(toLetter)
}

export async function findBundle(db: Db, id: string): Promise<Bundle | undefined> {
  const [bundle] = await bundlesWith(db, (query) => query.where('bundles.id', '=', id))
  return bundle
}

/** Bundles that were not undone, the newest first. */
export async function listBundles(db: Db, limit: number): Promise<Bundle[]> {
  return bundlesWith(db, (query) =>
    query.where('bundles.undone_at', 'is', null).orderBy('bundles.id', 'desc').limit(limit),
  )
}

/** Which appeal an attempt is about. */
export async function findHandIn(
  db: Db,
  id: string,
): Promise<{ bundleId: string; appealId: string } | undefined> {
  const row = await db
    .selectFrom('hand_ins')
    .innerJoin('bundles', 'bundles.id', 'hand_ins.bundle_id')
    .select(['bundles.id', 'bundles.appeal_id'])
    .where('hand_ins.id', '=', id)
    .executeTakeFirst()
  return row && { bundleId: row.id, appealId: row.appeal_id }
}

/** Attempts to hand letters of an appeal in, the latest first. */
export async function listPublicHandIns(
  db: Db,
  appealId: string,
  limit: number,
): Promise<PublicHandIn[]> {
  const rows = await askPublic(db, { appealId })
  return rows.slice(0, limit).map((row) => ({
    id: row.id,
    missionId: row.mission_id,
    on: row.happened_on,
    outcome: row.outcome,
    letters: Number(row.letters ?? 0),
    isReplyPromised: row.remarks.split(' ').includes('reply_promised'),
  }))
}

type PublicRow = Selectable<HandInsTable> & { letters: number | string | bigint | null }

/** Without a limit: SQLite would sort a few rows in a table of its own, which takes ten times as long. */
const askPublic = prepared<{ appealId: string }, PublicRow>((db, slot) =>
  db
    .selectFrom('hand_ins')
    .innerJoin('bundles', 'bundles.id', 'hand_ins.bundle_id')
    .selectAll('hand_ins')
    .select(({ selectFrom, fn }) =>
      selectFrom('bundle_letters')
        // In this order: SQLite would go through everything that was ever handed in.
        .crossJoin('letters')
        .whereRef('letters.id', '=', 'bundle_letters.letter_id')
        .whereRef('bundle_letters.bundle_id', '=', 'bundles.id')
        // As a literal, because SQLite would weigh its partial indexes anew for each parameter.
        .where('letters.state', '=', sql.lit('handed_in' as const))
        .select(fn.countAll().as('letters'))
        .as('letters'),
    )
    .where('bundles.appeal_id', '=', slot('appealId'))
    .orderBy('hand_ins.happened_on', 'desc')
    .orderBy('hand_ins.id', 'desc'),
)

/** Attempts to hand a bundle in, the first one first. */
export async function listHandIns(db: Db, bundleId: string): Promise<RecordedHandIn[]> {
  const rows = await db
    .selectFrom('hand_ins')
    .selectAll()
    .where('bundle_id', '=', bundleId)
    .orderBy('id')
    .execute()
  const photos = await findPhotos(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    photo: photos.get(row.id),
    on: row.happened_on,
    outcome: row.outcome,
    remarks: handInRemarks.filter((remark) => row.remarks.split(' ').includes(remark)),
    note: row.note,
    recordedBy: row.recorded_by,
  }))
}

/** As many queues as somebody can choose from. */
const MAX_QUEUES = 100

/** Letters of one appeal that wait for one mission. */
export interface BundleableQueue {
  appealId: string
  missionId: string
  letters: number
}

/**
 * Appeals and missions with letters that could be bundled, the longest queues first.
 *
 * Each state is counted along its index, in the order of which its groups come, without a table of them.
 * A mission has an address or has none, so that a queue is in one of the two; while it changes from
 * one to the other, the shorter part of a queue may be missing from the count among very many.
 */
export async function countBundleable(db: Db): Promise<BundleableQueue[]> {
  const parts = await Promise.all(bundleableStates.map((state) => listLongestQueues(db, state)))
  const queues = new Map<string, BundleableQueue>()
  for (const queue of parts.flat()) {
    const key = `${queue.missionId} ${queue.appealId}`
    const letters = queue.letters + (queues.get(key)?.letters ?? 0)
    queues.set(key, { ...queue, letters })
  }
  return [...queues.values()].sort((a, b) => b.letters - a.letters).slice(0, MAX_QUEUES)
}

async function listLongestQueues(db: Db, state: LetterState): Promise<BundleableQueue[]> {
  const rows = await db
    .selectFrom('letters')
    .select(['mission_id', 'appeal_id'])
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', state)
    .groupBy(['mission_id', 'appeal_id'])
    .orderBy('letters', 'desc')
    .orderBy('mission_id')
    .orderBy('appeal_id')
    .limit(MAX_QUEUES)
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    appealId: row.appeal_id,
    letters: Number(row.letters),
  }))
}

/**
 * Missions with most letters in some states, those with most first.
 *
 * Grouped by state first, because that is the order of the index.
 */
export async function listMostWrittenTo(
  db: Db,
  { states, limit }: { states: readonly LetterState[]; limit: number },
): Promise<string[]> {
  const byState = db
    .selectFrom('letters')
    .select('mission_id')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', 'in', states)
    .groupBy(['state', 'mission_id'])
  const rows = await db
    .selectFrom(byState.as('by_state'))
    .select('mission_id')
    .groupBy('mission_id')
    .orderBy(({ fn }) => fn.sum('letters'), 'desc')
    .orderBy('mission_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.mission_id)
}

async function bundlesWith(
  db: Db,
  narrow: (query: ReturnType<typeof allBundles>) => ReturnType<typeof allBundles>,
): Promise<Bundle[]> {
  const rows = await narrow(allBundles(db)).execute()
  return rows.map(toBundle)
}

function allBundles(db: Db) {
  return db
    .selectFrom('bundles')
    .selectAll()
    .select(({ selectFrom, fn }) =>
      selectFrom('bundle_letters')
        .innerJoin('letters', 'letters.id', 'bundle_letters.letter_id')
        .whereRef('bundle_letters.bundle_id', '=', 'bundles.id')
        .where('letters.state', 'in', ['bundled', 'handed_in'])
        .select(fn.countAll().as('letters'))
        .as('letters'),
    )
}

function toBundle(
  row: Selectable<BundlesTable> & { letters: string | number | bigint | null },
): Bundle {
  return {
    id: row.id,
    appealId: row.appeal_id,
    missionId: row.mission_id,
    madeAt: row.made_at,
    madeBy: row.made_by,
    handedInAt: row.handed_in_at ?? undefined,
    undoneAt: row.undone_at ?? undefined,
    letters: Number(row.letters ?? 0),
  }
}
