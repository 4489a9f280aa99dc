import type { Insertable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { HandInPhotosTable } from './tables.ts'
import type { HandInPhoto } from './types.ts'

/** Returns false when the attempt has a photo already. */
export async function insertPhoto(tx: Db, row: Insertable<HandInPhotosTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('hand_in_photos')
    .values(row)
    .onConflict((conflict) => conflict.column('hand_in_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The picture that it was, or undefined when there is none, or no longer, or another than `pictureId`. */
export async function deletePhoto(
  tx: Db,
  handInId: string,
  pictureId?: string,
): Promise<string | undefined> {
  let query = tx.deleteFrom('hand_in_photos').where('hand_in_id', '=', handInId)
  if (pictureId !== undefined) query = query.where('picture_id', '=', pictureId)
  const row = await query.returning('picture_id').executeTakeFirst()
  return row?.picture_id
}

/** Photos of these attempts, by attempt. */
export async function findPhotos(db: Db, handInIds: string[]): Promise<Map<string, HandInPhoto>> {
  if (handInIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('hand_in_photos')
    .selectAll()
    .where('hand_in_id', 'in', handInIds)
    .execute()
  return new Map(
    rows.map((row) => [
      row.hand_in_id,
      { pictureId: row.picture_id, alt: row.alt, language: row.language },
    ]),
  )
}

/** Photos of attempts about an appeal. */
export async function listPhotographed(
  db: Db,
  appealId: string,
): Promise<{ handInId: string; pictureId: string }[]> {
  return photographed(db)
    .select(['hand_ins.id as handInId', 'hand_in_photos.picture_id as pictureId'])
    .where('bundles.appeal_id', '=', appealId)
    .execute()
}

/** Appeals about which there is an attempt with one of these pictures, by id. */
export async function listAppealsPhotographed(
  db: Db,
  pictureIds: readonly string[],
): Promise<string[]> {
  if (pictureIds.length === 0) return []
  const rows = await photographed(db)
    .select('bundles.appeal_id')
    .distinct()
    .where('hand_in_photos.picture_id', 'in', pictureIds)
    .execute()
  return rows.map(({ appeal_id }) => appeal_id)
}

function photographed(db: Db) {
  return db
    .selectFrom('hand_in_photos')
    .innerJoin('hand_ins', 'hand_ins.id', 'hand_in_photos.hand_in_id')
    .innerJoin('bundles', 'bundles.id', 'hand_ins.bundle_id')
}
