import { setImmediate as turn } from 'node:timers/promises'
import type { Deps } from '../../../platform/deps.ts'
import type { Veil } from '../../../platform/veil/veil.ts'
import { type AppealPlace, listPublicAppeals, listPublicPlaces } from '../../appeals/index.ts'
import { findNamesVersion, openNames } from '../../cases/index.ts'
import { indexAppeals } from './index-appeals.ts'
import { listPossiblyNaming } from './possibly-naming.ts'

type ReindexDeps = Pick<Deps, 'db' | 'reader' | 'veils' | 'secrets'>

/** So that readers wait for a few hundredths of a second at most. */
const BATCH_SIZE = 40
/** How many are looked at out of turn. */
const MAX_FIRST = 2000

/**
 * Puts every appeal that names somebody into the index anew, after it has changed who may be named.
 * Others are only read. Those that the index itself knows under the name of `personId` come first:
 * going through all takes seconds for each ten thousand appeals, and is left to the last of several
 * changes.
 */
export async function reindexNamed(
  deps: ReindexDeps,
  { version, personId }: { version: number; personId?: string },
): Promise<void> {
  const anybody = await deps.veils.forEverybody()
  if (anybody.isEmpty) return
  if (personId !== undefined) await reindexFirst(deps, anybody, personId)
  let after: AppealPlace | undefined
  while (version >= (await findNamesVersion(deps.reader))) {
    const places = await listPublicPlaces(deps.reader, { after, limit: BATCH_SIZE })
    if (places.length === 0) return
    await reindexAmong(
      deps,
      anybody,
      places.map(({ id }) => id),
    )
    after = places.at(-1)
  }
}

async function reindexFirst(deps: ReindexDeps, anybody: Veil, personId: string): Promise<void> {
  const { reader, secrets } = deps
  const all = await openNames({ db: reader, secrets }, { personId })
  const { names = [], former = [] } = all.get(personId) ?? {}
  const ids = await listPossiblyNaming(reader, [...names, ...former], { limit: MAX_FIRST })
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    await reindexAmong(deps, anybody, ids.slice(from, from + BATCH_SIZE))
  }
}

async function reindexAmong(deps: ReindexDeps, anybody: Veil, ids: string[]): Promise<void> {
  // On SQLite nothing here waits for anything outside of this process, which has readers to serve.
  await turn()
  const appeals = await listPublicAppeals(deps.reader, ids)
  const naming = appeals.filter(({ texts }) => anybody.all(texts) !== texts)
  if (naming.length === 0) return
  await indexAppeals(
    deps,
    naming.map(({ id }) => id),
  )
}
