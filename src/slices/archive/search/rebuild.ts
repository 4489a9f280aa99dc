import type { Deps } from '../../../platform/deps.ts'
import { type AppealPlace, countPublicAppeals, listPublicPlaces } from '../../appeals/index.ts'
import { indexAppeals } from './index-appeals.ts'
import { listIndexedIds } from './queries.ts'
import { wordIndexOf } from './word-index.ts'

/** So that writers wait for a few hundredths of a second at most. */
const BATCH_SIZE = 20

/**
 * Puts every public appeal into the index anew, the oldest first, and takes out whatever does not
 * belong there. The site may go on meanwhile; interrupted, it can be begun again.
 *
 * @returns how many appeals can be found now
 */
export async function rebuildIndex(
  { db, reader, veils }: Pick<Deps, 'db' | 'reader' | 'veils'>,
  { onProgress, signal }: { onProgress?(done: number, total: number): void; signal?: AbortSignal },
): Promise<number> {
  const total = await countPublicAppeals(reader)
  const visited = new Set<string>()
  let after: AppealPlace | undefined
  while (!signal?.aborted) {
    const places = await listPublicPlaces(reader, { after, limit: BATCH_SIZE })
    if (places.length === 0) break
    await indexAppeals(
      { db, veils },
      places.map(({ id }) => id),
    )
    for (const { id } of places) visited.add(id)
    after = places.at(-1)
    onProgress?.(Math.min(visited.size, total), total)
  }
  if (signal?.aborted) return visited.size

  // What was not met on the way is gone, or came in behind it; each is looked at again.
  const others = (await listIndexedIds(reader)).filter((id) => !visited.has(id))
  for (let from = 0; from < others.length; from += BATCH_SIZE) {
    await indexAppeals({ db, veils }, others.slice(from, from + BATCH_SIZE))
  }
  await wordIndexOf(db).tidy(db)
  return visited.size
}
