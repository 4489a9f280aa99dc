import type { LetterState, PauseKind, StateCounts } from '../../protests/index.ts'

/** Columns of the board; each letter is in exactly one, so that a row adds up. */
export const columns = [
  'asked',
  'waiting',
  'no_address',
  'on_hold',
  'bundled',
  'gone',
  'failed',
  'taken_back',
] as const
type Column = (typeof columns)[number]

/** Which states a column counts. */
export const statesOf: Readonly<Record<Column, readonly LetterState[]>> = {
  asked: ['unconfirmed'],
  waiting: ['ready', 'sending', 'deferred'],
  no_address: ['waiting_address'],
  on_hold: ['on_hold'],
  bundled: ['bundled'],
  gone: ['accepted', 'final', 'handed_in'],
  failed: ['bounced', 'refused'],
  taken_back: ['withdrawn', 'lapsed'],
}

export function countIn(counts: StateCounts, column: Column): number {
  return statesOf[column].reduce((sum, state) => sum + (counts[state] ?? 0), 0)
}

/** Where the letters of one appeal or mission are listed. */
export function lettersPath(kind: PauseKind, id: string): string {
  return `/desk/letters/${kind}s/${id}`
}
