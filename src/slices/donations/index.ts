/**
 * Donations: the ways to give, the financial appeal beside every appeal, and totals.
 *
 * Nothing is fetched from a payment service before a reader follows a link. PayPal and Patreon
 * report what came in; the reports are checked here, count once, and leave amounts and dates
 * behind, nothing of a giver. The room knows nothing of appeals: every one shows the same ways.
 */

export { donationsCommands } from './cli.ts'
export { seedDemoWays } from './demo.ts'
export { findGiving } from './find-giving.ts'
export { formatIban } from './iban.ts'
export { migrations as donationsMigrations } from './migrations.ts'
export { formatMoney, type Money, readAmount } from './money.ts'
export { DonateBlock } from './pages.tsx'
export { findAsk, findGoal, listWays } from './queries.ts'
export { recordSum } from './record.ts'
export { donationsRoutes } from './routes.tsx'
export { saveAsk } from './save-ask.ts'
export { addWay, changeWay, orderWays, versionOfWay, type WayChanges } from './save-way.ts'
export { endGoal, setGoal } from './set-goal.ts'
export { switchWay } from './switch-way.ts'
export { GIVEN_FACT, GIVING_FACT } from './topics.ts'
export { listMonthTotals, listPledgeTotals } from './total-queries.ts'
export {
  type Also as AlsoDonations,
  type Giving,
  type Goal,
  type GoalProgress,
  MAX_ADDRESS_CHARS,
  MAX_ASK_CHARS,
  MAX_LABEL_CHARS,
  MAX_NAME_CHARS,
  MAX_NOTE_CHARS,
  type OfferedWay,
  type Way,
  type WayInput,
  wayKinds,
} from './types.ts'
