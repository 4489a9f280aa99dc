/** A stretch of text that both versions have, or one of them alone. */
export interface Stretch {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Texts that differ in more places than this are shown as replaced. */
const MAX_EDITS = 800

/**
 * Compares two texts word by word: the shortest way from one to the other, by the greedy algorithm
 * of E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 */
export function compareWords(before: string, after: string): Stretch[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middleA = a.slice(start, a.length - end)
  const middleB = b.slice(start, b.length - end)
  const middle = shortestWay(middleA, middleB) ?? [
    ...middleA.map((text) => ({ kind: 'removed' as const, text })),
    ...middleB.map((text) => ({ kind: 'added' as const, text })),
  ]
  const same = (words: string[]) => words.map((text) => ({ kind: 'same' as const, text }))
  return joined([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))])
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}

/** Undefined when there are too many edits. `reached[k]` is how far in `a` diagonal k has come. */
function shortestWay(a: string[], b: string[]): Stretch[] | undefined {
  const trace: Map<number, number>[] = []
  let reached = new Map([[1, 0]])
  for (let edits = 0; edits <= MAX_EDITS; edits += 1) {
    trace.push(new Map(reached))
    const next = new Map(reached)
    for (let k = -edits; k <= edits; k += 2) {
      let x = comesFromAbove(next, k, edits) ? (next.get(k + 1) ?? 0) : (next.get(k - 1) ?? 0) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1
      next.set(k, x)
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace)
    }
    reached = next
  }
  return undefined
}

function comesFromAbove(reached: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (reached.get(k - 1) ?? 0) < (reached.get(k + 1) ?? 0))
}

function walkBack(a: string[], b: string[], trace: Map<number, number>[]): Stretch[] {
  const way: Stretch[] = []
  let [x, y] = [a.length, b.length]
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits] ?? new Map<number, number>()
    const k = x - y
    const before = comesFromAbove(reached, k, edits) ? k + 1 : k - 1
    const fromX = reached.get(before) ?? 0
    const fromY = fromX - before
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x -= 1
      y -= 1
      way.push({ kind: 'same', text: a[x] ?? '' })
    }
    if (edits === 0) break
    if (x === fromX) way.push({ kind: 'added', text: b[y - 1] ?? '' })
    else way.push({ kind: 'removed', text: a[x - 1] ?? '' })
    ;[x, y] = [fromX, fromY]
  }
  return way.reverse()
}

function joined(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const { kind, text } of stretches) {
    const last = result.at(-1)
    if (last?.kind === kind) last.text += text
    else result.push({ kind, text })
  }
  return result
}
