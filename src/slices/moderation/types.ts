import { type Instant, SECOND_MS } from '../../platform/time.ts'

/** What waits for a person to decide on it. This room knows no more of it than kind and id. */
export const itemKinds = ['comment', 'letter', 'correction', 'reply'] as const
export type ItemKind = (typeof itemKinds)[number]

export interface Item {
  kind: ItemKind
  id: string
}

export type Verdict = 'approved' | 'refused'

/** What somebody decided, before it has any effect or after. */
export interface Decision {
  id: string
  /** Decisions that were made by one press of a button. */
  batchId: string
  item: Item
  verdict: Verdict
  /** For whoever wrote the item. */
  reason?: string
  memberId: string
  memberName: string
  decidedAt: Instant
  /** Until then it can be taken back; nobody outside the desk sees anything of it before. */
  effectiveAt: Instant
}

/** So long a decision can be taken back. */
export const UNDO_MS = 10 * SECOND_MS

/** Items that one press of a button decides on at most. */
export const MAX_BATCH = 100
