import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'

export async function insertSketch(
  db: Db,
  { letterId, appealId, sketch }: { letterId: string; appealId: string; sketch: Uint8Array },
): Promise<void> {
  await db
    .insertInto('letter_sketches')
    .values({
      appeal_id: appealId,
      id: newId(),
      letter_id: letterId,
      sketch: Buffer.from(sketch).toString('base64'),
    })
    .execute()
}

/** Sketches of an appeal's letters behind an id, in order. */
export async function listSketches(
  db: Db,
  appealId: string,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; sketch: Uint8Array }[]> {
  const rows = await db
    .selectFrom('letter_sketches')
    .select(['id', 'sketch'])
    .where('appeal_id', '=', appealId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, sketch }) => ({ id, sketch: Buffer.from(sketch, 'base64') }))
}
