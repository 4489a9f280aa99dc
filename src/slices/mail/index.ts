/**
 * Mail: writes messages as bytes, signs them, and hands them over in the way that `MAIL` says:
 * not at all, into the built-in mailbox, or to a mail server. It knows letters and notices,
 * and nothing of appeals, missions or supporters.
 */
export { isSameMailbox, parseAddress } from './address.ts'
export { classifyAnswer } from './bounces/judge.ts'
export type { BounceFinding } from './bounces/types.ts'
export { mailCommands } from './cli.ts'
export { composeMessage } from './compose.ts'
export { deliver, veilMessage } from './deliver.ts'
export { type Receipt, receiveMessage } from './inbox/receive.ts'
export { mailTimetables } from './jobs.ts'
export { createMailer } from './mailer.ts'
export { migrations as mailMigrations } from './migrations.ts'
export { forgetMessages } from './queries.ts'
export { openAnswer, relayAddress } from './relay.ts'
export { mailRoutes } from './routes.tsx'
export { sendNotice } from './send-notice.ts'
export { describeMailSetup } from './setup/describe-setup.ts'
export { letterAnswered, letterReturned } from './topics.ts'
export {
  ANSWERS_KEPT_DAYS,
  type Answer,
  type ComposedMessage,
  type DeferralCause,
  type HoldReason,
  type Mailer,
  type Message,
  type Outcome,
  type RefusalReason,
} from './types.ts'
