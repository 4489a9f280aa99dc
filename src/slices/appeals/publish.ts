import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Outbox } from '../../platform/outbox/outbox.ts'
import type { Instant } from '../../platform/time.ts'
import type { StoredAppeal } from './compose.ts'
import { appealPath } from './paths.ts'
import { findStoredAppeal, findWithdrawn, markChanged, markPublished } from './queries.ts'
import { findRevision, listSheets, markHeadsReleased } from './sheets/queries.ts'
import { readOriginal } from './sheets/read-sheet.ts'
import { appealChanged, appealPublished } from './topics.ts'
import type { AppealKey } from './types.ts'

/**
 * Makes a draft public, in every language it exists in.
 *
 * The fact `appeals.published` is saved with it.
 *
 * @throws AppError `not_found` no such appeal
 * @throws AppError `conflict`  it is not finished, is public already, or was withdrawn
 */
export async function publishAppeal(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  key: AppealKey,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const path = appealPath(key)
    const stored = await findStoredAppeal(tx, key)
    if (!stored) throw new AppError('not_found', 'appeals.not_found', { path })
    await requireFinished(tx, stored)
    if (!(await releaseAppeal({ tx, outbox }, stored.id, at))) {
      throw new AppError('conflict', 'appeals.already_published', { path })
    }
    await markHeadsReleased(tx, stored.id)
  })
}

/** A draft of the desk may still be unfinished. */
async function requireFinished(tx: Db, { id, key, texts }: StoredAppeal): Promise<void> {
  const [{ language }] = texts
  const sheet = (await listSheets(tx, id)).find((each) => each.language === language)
  const head = sheet && (await findRevision(tx, sheet.headId))
  const errors = head ? readOriginal(head.fields, language).errors : {}
  if (Object.keys(errors).length === 0) return
  throw new AppError('conflict', 'appeals.not_finished', { path: appealPath(key) })
}

/**
 * Makes an appeal public within a larger transaction. Returns false when it is public already.
 *
 * @throws AppError `conflict` it has been withdrawn
 */
export async function releaseAppeal(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  id: string,
  at: Instant,
): Promise<boolean> {
  if (await markPublished(tx, id, at)) {
    await outbox.publish(tx, appealPublished, { appealId: id })
    return true
  }
  const withdrawn = await findWithdrawn(tx, id)
  if (withdrawn) {
    throw new AppError('conflict', 'appeals.already_withdrawn', { path: appealPath(withdrawn) })
  }
  return false
}

/** Notes that an appeal reads differently from now on; a public one is announced. */
export async function announceChange(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  id: string,
  at: Instant,
): Promise<void> {
  if (await markChanged(tx, id, at)) await outbox.publish(tx, appealChanged, { appealId: id })
}
