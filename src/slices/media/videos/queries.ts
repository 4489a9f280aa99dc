import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LinkedVideosTable } from '../tables.ts'
import type { VideoLink, WatchedVideo } from '../types.ts'

export async function insertVideo(
  db: Db,
  { kind, host, videoId }: VideoLink,
  { at, nextCheckAt }: { at: Instant; nextCheckAt: Instant },
): Promise<void> {
  await db
    .insertInto('linked_videos')
    .values({
      id: newId(),
      kind,
      host,
      video_id: videoId,
      noted_at: at,
      next_check_at: nextCheckAt,
      checked_at: null,
      missing_since: null,
      silent_since: null,
      unavailable_since: null,
    })
    .onConflict((conflict) => conflict.columns(['host', 'video_id']).doNothing())
    .execute()
}

/** Since when readers are told that the video is gone, if they are. */
export async function findUnavailableSince(
  db: Db,
  { host, videoId }: Pick<VideoLink, 'host' | 'videoId'>,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('linked_videos')
    .select('unavailable_since')
    .where('host', '=', host)
    .where('video_id', '=', videoId)
    .executeTakeFirst()
  return row?.unavailable_since ?? undefined
}

/** Those whose time to be checked has come, the longest due first. */
export async function listDueVideos(db: Db, now: Instant, limit: number): Promise<WatchedVideo[]> {
  const rows = await db
    .selectFrom('linked_videos')
    .selectAll()
    .where('next_check_at', '<=', now)
    .orderBy('next_check_at')
    .limit(limit)
    .execute()
  return rows.map(toVideo)
}

export async function listVideos(db: Db): Promise<WatchedVideo[]> {
  const rows = await db.selectFrom('linked_videos').selectAll().orderBy('id', 'desc').execute()
  return rows.map(toVideo)
}

/** Returns false when another worker has taken it. */
export async function claimVideo(
  db: Db,
  { id, nextCheckAt }: Pick<WatchedVideo, 'id' | 'nextCheckAt'>,
  leaseUntil: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('linked_videos')
    .set({ next_check_at: leaseUntil })
    .where('id', '=', id)
    .where('next_check_at', '=', nextCheckAt)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateVideo(
  db: Db,
  { id, nextCheckAt, checkedAt, missingSince, silentSince, unavailableSince }: WatchedVideo,
): Promise<void> {
  await db
    .updateTable('linked_videos')
    .set({
      next_check_at: nextCheckAt,
      checked_at: checkedAt ?? null,
      missing_since: missingSince ?? null,
      silent_since: silentSince ?? null,
      unavailable_since: unavailableSince ?? null,
    })
    .where('id', '=', id)
    .execute()
}

function toVideo(row: Selectable<LinkedVideosTable>): WatchedVideo {
  return {
    id: row.id,
    kind: row.kind,
    host: row.host,
    videoId: row.video_id,
    nextCheckAt: row.next_check_at,
    checkedAt: row.checked_at ?? undefined,
    missingSince: row.missing_since ?? undefined,
    silentSince: row.silent_since ?? undefined,
    unavailableSince: row.unavailable_since ?? undefined,
  }
}
