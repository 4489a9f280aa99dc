import type { Selectable } from 'kysely'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Instant } from '../../platform/time.ts'
import type { PicturesTable } from './tables.ts'
import type { Picture } from './types.ts'

const Sizes = Compile(Type.Array(Type.Integer()))

/** Pictures by id, without those that were taken away. */
export async function findPictures(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Picture>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('pictures')
    .selectAll()
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, toPicture(row)]))
}

/** The newest first. */
export async function listPictures(db: Db): Promise<Picture[]> {
  const rows = await db
    .selectFrom('pictures')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toPicture)
}

/** The picture that was made of this very file, or is it. */
export async function findPictureOf(
  db: Db,
  { contentHash, originalHash }: { contentHash: string; originalHash: string },
): Promise<(Picture & { removedAt?: Instant; barredAt?: Instant }) | undefined> {
  const row = await db
    .selectFrom('pictures')
    .selectAll()
    .where((where) =>
      where.or([
        where('content_hash', '=', contentHash),
        where('original_hash', '=', originalHash),
      ]),
    )
    // One that stands comes before one that was taken away.
    .orderBy((order) => order.case().when('removed_at', 'is', null).then(0).else(1).end())
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const { removed_at, barred_at } = row
  return {
    ...toPicture(row),
    removedAt: removed_at ?? undefined,
    barredAt: barred_at ?? undefined,
  }
}

/** A picture in whatever state. */
export async function findPictureFiles(
  db: Db,
  id: string,
): Promise<Pick<Picture, 'hash' | 'widths'> | undefined> {
  const row = await db.selectFrom('pictures').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPicture(row)
}

/** Whether a picture with these files stands. */
export async function isPictureKept(db: Db, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('pictures')
    .select('id')
    .where('content_hash', '=', hash)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Returns undefined when the same picture stands already. */
export async function insertPicture(
  db: Db,
  { originalHash, ...picture }: Omit<Picture, 'id'> & { originalHash: string },
): Promise<Picture | undefined> {
  const row = {
    id: newId(),
    content_hash: picture.hash,
    original_hash: originalHash,
    alt: picture.alt,
    width: picture.width,
    height: picture.height,
    sizes: JSON.stringify(picture.widths),
    credit: picture.credit ?? null,
    source: picture.source ?? null,
    licence: picture.licence ?? null,
    created_at: picture.createdAt,
    removed_at: null,
    barred_at: null,
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('pictures')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('content_hash').where('removed_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? toPicture(row) : undefined
}

/** Returns false when there is no such picture, or no longer. */
export async function markPictureRemoved(
  db: Db,
  id: string,
  { at, isBarred }: { at: Instant; isBarred: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pictures')
    .set({ removed_at: at, barred_at: isBarred ? at : null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toPicture(row: Selectable<PicturesTable>): Picture {
  return {
    id: row.id,
    hash: row.content_hash,
    alt: row.alt,
    width: row.width,
    height: row.height,
    widths: Sizes.Parse(JSON.parse(row.sizes)),
    credit: row.credit ?? undefined,
    source: row.source ?? undefined,
    licence: row.licence ?? undefined,
    createdAt: row.created_at,
  }
}
