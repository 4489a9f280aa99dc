import type { Instant } from '../../platform/time.ts'

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

declare module '../../platform/db/database.ts' {
  interface Database {
    mailbox: MailboxTable
  }
}
