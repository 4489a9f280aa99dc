import type { Config } from '../../../platform/config.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { listAppealsShowing } from '../../appeals/index.ts'
import { dropPicture, findPictures } from '../../media/index.ts'
import { listAppealsPhotographed } from './photo-queries.ts'

/**
 * Takes away a picture that has lost its last use. One that an appeal brings, that stands with what was
 * handed in, or in place of the site's name, stays; one that is gone may come again.
 */
export async function dropUnused(
  { tx, config, clock, outbox }: { tx: Db } & Pick<Deps, 'config' | 'clock' | 'outbox'>,
  pictureId: string,
): Promise<void> {
  if ((await listAppealsUsing(tx, [pictureId])).length > 0) return
  if (await isLogoAmong(tx, config, [pictureId])) return
  await dropPicture({ tx, outbox }, pictureId, { at: clock.now(), isBarred: false })
}

/** Appeals that bring one of these pictures, or show one with what was handed in for them, by id. */
export async function listAppealsUsing(db: Db, pictureIds: readonly string[]): Promise<string[]> {
  const found = await listAppealsPhotographed(db, pictureIds)
  for (const id of pictureIds) found.push(...(await listAppealsShowing(db, id)))
  return [...new Set(found)]
}

/** Whether one of these pictures stands in place of the site's name. */
export async function isLogoAmong(
  db: Db,
  { logo }: Pick<Config, 'logo'>,
  pictureIds: readonly string[],
): Promise<boolean> {
  if (!logo) return false
  const pictures = await findPictures(db, pictureIds)
  return [...pictures.values()].some(({ hash }) => logo.path.includes(hash))
}

/** What a draft brought that was thrown away. Harmless to do twice. */
export async function dropLeftPictures(
  { db, config, clock, outbox }: Pick<Deps, 'db' | 'config' | 'clock' | 'outbox'>,
  { pictureIds }: { pictureIds: readonly string[] },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const id of pictureIds) await dropUnused({ tx, config, clock, outbox }, id)
  })
}
