import type { CaseEvent, Count, EventKind } from '../types.ts'
import { effectiveDay } from './order.ts'
import { intersect, type Range, rangeOf, span, upper } from './ranges.ts'

/** What an event says of how many of a group. */
export interface Statement {
  event: CaseEvent
  /** Left out when it says so of all of them. */
  range?: Range
  word?: Count['word']
}

export interface Combined {
  range: Range
  /** `many` or `some`, when nobody gave a number. */
  word?: Count['word']
  /** Sources say what cannot both be true; the range allows for each of them. */
  isDisputed: boolean
}

/** What the events of some kinds say of one group, in the order in which it happened. */
export function statementsOf(
  events: readonly CaseEvent[],
  kinds: readonly EventKind[],
): Statement[] {
  return events
    .filter(({ kind }) => kinds.includes(kind))
    .map((event) => {
      const count = 'group' in event.about ? event.about.count : undefined
      if (!count) return { event }
      const { atLeast, atMost, word } = count
      return { event, range: rangeOf(atLeast, atMost ?? Number.POSITIVE_INFINITY), word }
    })
}

/**
 * One range from what was said of a number that only grows. The last day on which something was said
 * counts; what was said before is a lower bound. Sources that contradict each other are not
 * reconciled: the range then reaches from the lower to the higher.
 */
export function combine(statements: readonly Statement[]): Combined | undefined {
  const counted = statements.flatMap(({ event, range, word }) =>
    range ? { event, range, word } : [],
  )
  const lastDay = counted
    .map(({ event }) => effectiveDay(event))
    .sort()
    .at(-1)
  if (lastDay === undefined) return undefined
  const isLast = ({ event }: { event: CaseEvent }) => effectiveDay(event) === lastDay
  const last = reconcile(counted.filter(isLast).map(({ range }) => range))
  const before = counted.filter((each) => !isLast(each)).map(({ range }) => range.atLeast)
  const floor = Math.max(0, ...before)
  const fits = floor <= upper(last.range)
  const range = fits
    ? rangeOf(Math.max(floor, last.range.atLeast), upper(last.range))
    : rangeOf(last.range.atLeast, Math.max(floor, upper(last.range)))
  return {
    range,
    word: counted.every(({ word }) => word) ? wordOf(counted) : undefined,
    isDisputed: last.isDisputed || !fits,
  }
}

/** `many` wins over `some`, whoever said so first. */
function wordOf(statements: readonly { word?: Count['word'] }[]): Count['word'] {
  return statements.some(({ word }) => word === 'many') ? 'many' : 'some'
}

function reconcile(ranges: readonly Range[]): { range: Range; isDisputed: boolean } {
  const [first, ...others] = ranges
  if (!first) return { range: { atLeast: 0 }, isDisputed: false }
  let common: Range | undefined = first
  for (const range of others) common = common && intersect(common, range)
  if (common) return { range: common, isDisputed: false }
  return { range: others.reduce(span, first), isDisputed: true }
}
