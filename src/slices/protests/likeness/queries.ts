import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import { newId } from '../../../platform/ids.ts'
import type { LetterSketchesTable } from '../tables.ts'

interface NewSketch {
  letterId: string
  appealId: string
  sketch: Uint8Array
}

export async function insertSketches(db: Db, sketches: readonly NewSketch[]): Promise<void> {
  if (sketches.length === 0) return
  await askInsertion(db, {
    rows: sketches.map(({ letterId, appealId, sketch }) => ({
      appeal_id: appealId,
      id: newId(),
      letter_id: letterId,
      sketch: Buffer.from(sketch).toString('base64'),
    })),
  })
}

const askInsertion = prepared<{ rows: readonly LetterSketchesTable[] }, never>((db, slot) =>
  db.insertInto('letter_sketches').values(slot('rows')),
)

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
