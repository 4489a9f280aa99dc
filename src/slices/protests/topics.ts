import { topic } from '../../platform/outbox/outbox.ts'

/** A letter was written, or its writer is reminded of it: the mail that asks for confirmation goes out. */
export const confirmationAsked = topic<{ letterId: string; isReminder: boolean }>(
  'protests.confirmation_asked',
)

/** A person at the desk decided that a letter is not sent: its writer is told why. */
export const letterTurnedDown = topic<{ letterId: string }>('protests.letter_turned_down')

/** The mission of a waiting letter has lost its mailbox: its writer is told, once. */
export const letterStranded = topic<{ letterId: string }>('protests.letter_stranded')

/** A mission has answered a letter: its writer gets the words. */
export const replyReceived = topic<{ replyId: string }>('protests.reply_received')

/** A confirmed letter has not left for months: its writer is told, before it is taken back. */
export const departureOverdue = topic<{ letterId: string }>('protests.departure_overdue')
