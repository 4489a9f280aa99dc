import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { SheetFields } from './fields.ts'
import {
  findOriginalHead,
  findSheet,
  insertRevision,
  markReleasedRevision,
  moveHead,
} from './queries.ts'

/**
 * Makes what an operator brought in the newest revision, where the desk knows the language
 * already. Whoever edits it at that moment finds a conflict, and both texts.
 */
export async function noteFile(
  tx: Db,
  file: { appealId: string; language: string; fields: SheetFields; at: Instant },
): Promise<void> {
  const sheet = await findSheet(tx, file)
  if (!sheet) return
  const to = await insertRevision(tx, {
    ...{ ...file, origin: 'file', basedOn: sheet.headId },
    originalId: await findOriginalHead(tx, file.appealId, file.language),
  })
  await moveHead(tx, file, { from: sheet.headId, to })
  if (sheet.releasedId === undefined) return
  await markReleasedRevision(tx, file.appealId, { language: file.language, revisionId: to })
}
