import type { Deps } from '../../../platform/deps.ts'
import { type AppealPlace, listPublicAppeals, listPublicPlaces } from '../../appeals/index.ts'
import { indexAppeals } from './index-appeals.ts'

const BATCH_SIZE = 200

/**
 * Puts every appeal that names somebody into the index anew, after it has changed who may be named.
 * Others are only read.
 */
export async function reindexNamed(deps: Pick<Deps, 'db' | 'reader' | 'veils'>): Promise<void> {
  const anybody = await deps.veils.forEverybody()
  if (anybody.isEmpty) return
  let after: AppealPlace | undefined
  for (;;) {
    const places = await listPublicPlaces(deps.reader, { after, limit: BATCH_SIZE })
    if (places.length === 0) return
    const appeals = await listPublicAppeals(
      deps.reader,
      places.map(({ id }) => id),
    )
    const naming = appeals.filter((appeal) => anybody.all(appeal.texts) !== appeal.texts)
    if (naming.length > 0) {
      await indexAppeals(
        deps,
        naming.map(({ id }) => id),
      )
    }
    after = places.at(-1)
  }
}
