import type { Db } from '../../../platform/db/database.ts'
import { positionsOf } from './positions.ts'
import { type Hit, wordIndexOf } from './word-index.ts'
import { isUnparted, wordsOf } from './words.ts'

const BATCH_SIZE = 500
const everywhere = positionsOf('0000-01-01', '9999-12-31')

/**
 * Appeals in which the index knows a word that begins as one of the name does, so that endings do
 * not matter: quickly found, most of those that name somebody, and some that do not. Each once,
 * found by the longest words first; at most `limit`.
 */
export async function listPossiblyNaming(
  db: Db,
  spellings: readonly string[],
  { limit }: { limit: number },
): Promise<string[]> {
  const ids = new Set<string>()
  for (const token of beginningsOf(spellings)) {
    const query = [{ tokens: [token], isBeginning: !isUnparted(token) }]
    for (const tier of ['t', 'w'] as const) {
      let span: { from: number; until: number } | undefined = everywhere
      while (span && ids.size < limit) {
        const hits: Hit[] = await wordIndexOf(db).find(db, {
          ...{ query, marks: [], limit: BATCH_SIZE },
          spans: [{ tier, ...span }],
        })
        for (const { appealId } of hits) ids.add(appealId)
        const last = hits.at(-1)
        span =
          last && hits.length === BATCH_SIZE
            ? { ...everywhere, until: last.position - 1 }
            : undefined
      }
    }
  }
  return [...ids].slice(0, limit)
}

const MIN_BEGINNING_CHARS = 3

/** As much of each word as all its endings have in common, the longest first. */
function beginningsOf(spellings: readonly string[]): string[] {
  const tokens = spellings.flatMap((spelling) =>
    [...wordsOf(spelling)].flatMap((word) =>
      word.tokens.map((token) => (word.isPair ? token : beginningOf(token))),
    ),
  )
  return [...new Set(tokens)].filter(isTelling).sort((a, b) => b.length - a.length)
}

function beginningOf(token: string): string {
  const ending = token.length > 5 ? 2 : token.length > 3 ? 1 : 0
  return token.slice(0, token.length - ending)
}

function isTelling(token: string): boolean {
  return token.length >= MIN_BEGINNING_CHARS || isUnparted(token)
}
