/** A number of people between two bounds; without `atMost` nobody knows how many at most. */
export interface Range {
  atLeast: number
  atMost?: number
}

export const NOBODY: Range = { atLeast: 0, atMost: 0 }
export const ANY: Range = { atLeast: 0 }

export function exactly(count: number): Range {
  return { atLeast: count, atMost: count }
}

export function add(a: Range, b: Range): Range {
  return rangeOf(a.atLeast + b.atLeast, upper(a) + upper(b))
}

/** What remains of a number when so many are taken away; never less than nobody. */
export function without(range: Range, count: number): Range {
  return rangeOf(Math.max(0, range.atLeast - count), Math.max(0, upper(range) - count))
}

/** Undefined when the two cannot both be true. */
export function intersect(a: Range, b: Range): Range | undefined {
  const atLeast = Math.max(a.atLeast, b.atLeast)
  const atMost = Math.min(upper(a), upper(b))
  return atLeast <= atMost ? rangeOf(atLeast, atMost) : undefined
}

/** The smallest range that allows for both. */
export function span(a: Range, b: Range): Range {
  return rangeOf(Math.min(a.atLeast, b.atLeast), Math.max(upper(a), upper(b)))
}

export function upper({ atMost }: Range): number {
  return atMost ?? Number.POSITIVE_INFINITY
}

export function rangeOf(atLeast: number, atMost: number): Range {
  return Number.isFinite(atMost) ? { atLeast, atMost } : { atLeast }
}

/**
 * Narrows parts of a whole, and the whole, by each other: no part is larger than what the others
 * leave of the whole, none smaller than what they cannot fill. Where the parts together are more
 * than the whole was said to be, the whole gives way.
 */
export function balance(
  whole: Range,
  parts: readonly Range[],
): { whole: Range; parts: Range[]; isStretched: boolean } {
  const least = parts.reduce((sum, { atLeast }) => sum + atLeast, 0)
  const most = parts.reduce((sum, part) => sum + upper(part), 0)
  const isStretched = least > upper(whole) || most < whole.atLeast
  const total = rangeOf(
    Math.min(Math.max(whole.atLeast, least), most),
    Math.max(Math.min(upper(whole), most), least),
  )
  return { whole: total, isStretched, parts: parts.map(narrow) }

  function narrow(part: Range, index: number): Range {
    const othersLeast = least - part.atLeast
    // Infinity minus itself is no number, so the others are added up anew.
    const othersMost = parts.reduce((sum, each, i) => (i === index ? sum : sum + upper(each)), 0)
    return rangeOf(
      Math.max(part.atLeast, total.atLeast - othersMost),
      Math.min(upper(part), upper(total) - othersLeast),
    )
  }
}
