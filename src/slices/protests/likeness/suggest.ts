import type { Appeal } from '../../appeals/index.ts'
import { wordsOf } from './sketch.ts'

/** Something that the appeal says, as it says it. */
export interface Fact {
  kind: 'event' | 'demand'
  text: string
  language: string
}

const MAX_FACTS = 3
/** Shorter words say nothing about what is spoken of. */
const MIN_CHARS = 4

/**
 * Facts of the appeal that a letter does not speak of yet: the latest event first, then demands and
 * older events in turn. A fact counts as spoken of when most of its longer words stand in the letter.
 */
export function suggestFacts(
  { events, demands }: Pick<Appeal, 'events' | 'demands'>,
  text: string,
): Fact[] {
  const spoken = new Set(wordsOf(text))
  const latest = events
    .toSorted((a, b) => b.happenedOn.localeCompare(a.happenedOn))
    .map((event): Fact => ({ kind: 'event', ...event.text }))
  const asked = demands.map((demand): Fact => ({ kind: 'demand', ...demand.text }))
  const turns = Array.from({ length: Math.max(latest.length, asked.length) }, (_, index) => [
    latest[index],
    asked[index],
  ])
  const facts = turns.flat().filter((fact) => fact !== undefined)
  return facts.filter((fact) => !isSpokenOf(spoken, fact.text)).slice(0, MAX_FACTS)
}

function isSpokenOf(spoken: ReadonlySet<string>, fact: string): boolean {
  const words = wordsOf(fact).filter((word) => word.length >= MIN_CHARS)
  return words.filter((word) => spoken.has(word)).length > words.length / 2
}
