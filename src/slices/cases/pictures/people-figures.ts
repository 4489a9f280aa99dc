import type { Counts } from '../fold/counts.ts'
import { type Custody, custodies } from '../fold/person-state.ts'
import type { Range } from '../fold/ranges.ts'

/** More figures than these are no longer told apart; from here on one stands for several people. */
const MAX_FIGURES = 200
/** How many people one figure may stand for: numbers that a reader can multiply. */
const SCALES = [1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 50_000]

/** Figures of one kind in a row; `people` is what they stand for. */
export interface FigureGroup {
  kind: Custody
  people: Range
  /** Set where only a word was reported. */
  word?: 'many' | 'some'
  figures: number
}

export interface PeopleFigures {
  /** How many people one figure stands for. */
  scale: number
  groups: FigureGroup[]
  /** There may be more people than are drawn. */
  isOpen: boolean
}

/**
 * One figure for each person the case is known to be about, in groups by where they are. Of a range,
 * the lower bound is drawn: those of whom it is certain. Who is left over of the whole stands at the
 * end as unknown, so that the row never has fewer people than are known, nor more.
 */
export function peopleFigures({ total, custody, words }: Counts): PeopleFigures {
  const certain = custodies.filter((kind) => kind !== 'unknown')
  const drawn = certain.reduce((sum, kind) => sum + custody[kind].atLeast, 0)
  const left = Math.max(0, total.atLeast - drawn)
  const scale = SCALES.find((each) => total.atLeast / each <= MAX_FIGURES) ?? total.atLeast
  const figuresOf = (people: number) => (people === 0 ? 0 : Math.max(1, Math.round(people / scale)))
  const known = certain
    .filter((kind) => custody[kind].atLeast > 0)
    .map((kind) => ({
      kind,
      people: custody[kind],
      word: words.get(kind),
      figures: figuresOf(custody[kind].atLeast),
    }))
  const rest = { kind: 'unknown' as const, people: { atLeast: left }, figures: figuresOf(left) }
  return {
    scale,
    groups: left > 0 ? [...known, rest] : known,
    isOpen: total.atMost === undefined || total.atMost > total.atLeast,
  }
}
