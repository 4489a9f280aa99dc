import type { Deps } from '../../../platform/deps.ts'
import type { Appeal } from '../../appeals/index.ts'
import { createShelves } from './shelf.ts'
import { countAgreeing, likenessOf, SKETCH_BYTES, sketchOf } from './sketch.ts'
import { type Fact, suggestFacts } from './suggest.ts'

/** How much of a letter is its writer's own. It is a nudge: nothing is ever held up by it. */
export interface Likeness {
  /** Wordings that it shares with the offered text or with the letter most like it, from 0 to 1. */
  share: number
  /** Letters about the appeal that share most of their wordings with it. */
  alike: number
  /** What it could speak of besides. */
  facts: Fact[]
}

/** Sharing more than this, two letters say the same. */
const ALIKE = 0.5

/** Compares letters with the others of their appeal; undefined for a text without words. */
export function createComparison({
  reader,
  clock,
  secrets,
}: Pick<Deps, 'reader' | 'clock' | 'secrets'>) {
  const shelfOf = createShelves(clock)

  return async (
    appeal: Pick<Appeal, 'id' | 'letters' | 'events' | 'demands'>,
    text: string,
  ): Promise<Likeness | undefined> => {
    const sketch = sketchOf(secrets, text)
    if (!sketch) return undefined
    const { bytes, letters } = await shelfOf(reader, appeal.id)
    let nearest = 0
    let alike = 0
    for (let offset = 0; offset < letters * SKETCH_BYTES; offset += SKETCH_BYTES) {
      const share = likenessOf(countAgreeing(sketch, bytes, offset))
      if (share > nearest) nearest = share
      if (share > ALIKE) alike += 1
    }
    const offered = appeal.letters.map(({ text: other }) => {
      const others = sketchOf(secrets, other)
      return others ? likenessOf(countAgreeing(sketch, others, 0)) : 0
    })
    return { share: Math.max(nearest, ...offered), alike, facts: suggestFacts(appeal, text) }
  }
}
