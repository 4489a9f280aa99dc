/**
 * Moderation: what people at the desk decide on what readers send, and the ten seconds in which they
 * can take it back.
 *
 * An item is a kind and an id; this room knows nothing of what stands behind them. Whoever owns the
 * items says what a decision does (`carryOut`), and leaves out of its lists what is pending.
 */
export { carryOut, type Effects } from './carry-out.ts'
export { decideItems, undoDecisions } from './decide.ts'
export { migrations as moderationMigrations } from './migrations.ts'
export { listPendingItems, listStanding } from './queries.ts'
export { decisionsDue } from './topics.ts'
export {
  type Decision,
  type Item,
  type ItemKind,
  itemKinds,
  MAX_BATCH,
  type Verdict,
} from './types.ts'
