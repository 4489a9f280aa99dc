import type { Db } from '../../../platform/db/database.ts'
import { isUniqueViolation } from '../../../platform/db/errors.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Veil } from '../../../platform/veil/veil.ts'
import { listPublicAppeals } from '../../appeals/index.ts'
import { type SearchDocument, toDocument } from './document.ts'
import { positionsOf } from './positions.ts'
import {
  deleteDocument,
  findDocument,
  findLastPosition,
  insertDocument,
  markIndexed,
} from './queries.ts'
import { veiledAppeal } from './veiled-appeal.ts'
import { wordIndexOf } from './word-index.ts'

/** Of those who index appeals of one day at the same moment, one succeeds in each round. */
const MAX_TRIES = 50

/**
 * Brings the index up to date with these appeals: what is public can be found by its present
 * texts, what is not public cannot be found, and nobody by a name that is not to be shown. Doing it again changes nothing.
 */
export async function indexAppeals(
  { db, veils }: Pick<Deps, 'db' | 'veils'>,
  ids: string[],
): Promise<void> {
  const veil = await veils.for('pages')
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.transaction().execute((tx) => indexWithin(tx, veil, ids))
      return
    } catch (error) {
      // Another process took the same position at the same moment; the next one is free.
      if (!isUniqueViolation(error) || attempt === MAX_TRIES) throw error
    }
  }
}

async function indexWithin(tx: Db, veil: Veil, ids: string[]): Promise<void> {
  const appeals = await listPublicAppeals(tx, ids)
  for (const appeal of appeals) await putDocument(tx, toDocument(veiledAppeal(veil, appeal)))
  const isPublic = new Set(appeals.map(({ id }) => id))
  for (const id of ids) if (!isPublic.has(id)) await removeDocument(tx, id)
}

async function putDocument(tx: Db, document: SearchDocument): Promise<void> {
  const { appealId, publishedOn, changedAt } = document
  const known = await findDocument(tx, appealId)
  if (known) {
    if (!(await markIndexed(tx, appealId, changedAt))) return
    await wordIndexOf(tx).put(tx, known.position, document)
    return
  }
  const day = positionsOf(publishedOn, publishedOn)
  const last = await findLastPosition(tx, day)
  const position = last === undefined ? day.from : last + 1
  await insertDocument(tx, { position, appealId, changedAt })
  await wordIndexOf(tx).put(tx, position, document)
}

async function removeDocument(tx: Db, appealId: string): Promise<void> {
  const known = await findDocument(tx, appealId)
  if (!known) return
  await wordIndexOf(tx).remove(tx, known.position)
  await deleteDocument(tx, appealId)
}
