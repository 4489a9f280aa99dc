import type { Day, Instant } from '../../platform/time.ts'
import type { ReportKind } from './bounces/types.ts'
import type { ReturnUse } from './return-address.ts'

/** Messages kept with `MAIL=preview`. */
export interface MailboxTable {
  id: string
  /** Id of the message, the same in every attempt. */
  message_id: string
  /** Id of what it speaks of. */
  about: string | null
  /** The message as JSON, encrypted with the row's id as context. */
  sealed: string
  stored_at: Instant
}

/** Messages that came back and were acted upon. */
export interface MailReceiptsTable {
  /** Keyed hash of what makes the message the same when it is delivered again. */
  id: string
  use: ReturnUse
  kind: ReportKind
  received_at: Instant
}

/** Mailboxes of persons that are gone: no notice is sent to them. */
export interface MailSuppressionsTable {
  /** See `mailboxId`: a keyed hash. */
  mailbox_id: string
  suppressed_at: Instant
}

/** Messages to forged addresses: how many came on a day, and nothing else. */
export interface MailStraysTable {
  day: Day
  messages: number
}

/** Mailboxes that the demo plays to be dead. */
export interface MailboxDeathsTable {
  address: string
  died_at: Instant
}

declare module '../../platform/db/database.ts' {
  interface Database {
    mailbox: MailboxTable
    mailbox_deaths: MailboxDeathsTable
    mail_receipts: MailReceiptsTable
    mail_strays: MailStraysTable
    mail_suppressions: MailSuppressionsTable
  }
}
