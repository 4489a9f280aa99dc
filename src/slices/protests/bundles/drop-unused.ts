import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { listAppealsShowing } from '../../appeals/index.ts'
import { dropPicture } from '../../media/index.ts'
import { listAppealsPhotographed } from './photo-queries.ts'

/**
 * Takes away a picture that has lost its last use. One that an appeal brings, or that stands with what was
 * handed in, stays; one that is gone may come again.
 */
export async function dropUnused(
  { tx, clock, outbox }: { tx: Db } & Pick<Deps, 'clock' | 'outbox'>,
  pictureId: string,
): Promise<void> {
  if ((await listAppealsUsing(tx, [pictureId])).length > 0) return
  await dropPicture({ tx, outbox }, pictureId, { at: clock.now(), isBarred: false })
}

/** Appeals that bring one of these pictures, or show one with what was handed in for them, by id. */
export async function listAppealsUsing(db: Db, pictureIds: readonly string[]): Promise<string[]> {
  const found = await listAppealsPhotographed(db, pictureIds)
  for (const id of pictureIds) found.push(...(await listAppealsShowing(db, id)))
  return [...new Set(found)]
}
