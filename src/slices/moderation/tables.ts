import type { Instant } from '../../platform/time.ts'
import type { ItemKind, Verdict } from './types.ts'

export interface ModerationDecisionsTable {
  id: string
  batch_id: string
  item_kind: ItemKind
  item_id: string
  verdict: Verdict
  /** What the writer is told; null once it has been carried out. */
  reason: string | null
  member_id: string
  /** The name that the member had then. */
  member_name: string
  decided_at: Instant
  effective_at: Instant
  undone_at: Instant | null
  /** When it was carried out, or found that there was nothing left to decide. */
  settled_at: Instant | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    moderation_decisions: ModerationDecisionsTable
  }
}
