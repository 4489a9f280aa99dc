import { topic } from '../../platform/outbox/outbox.ts'
import type { BounceFinding } from './bounces/types.ts'

/**
 * Something came back to the return address of a letter: a bounce, a delay, a machine's answer. The
 * words are without addresses, on one line.
 */
export const letterReturned = topic<{
  letterId: string
  /** The same for the same message, however often it is delivered to us. */
  receiptId: string
  finding: Omit<BounceFinding, 'recipient'>
}>('mail.letter_returned')

/** Somebody at a mission answered a letter, by its relay address. Only `openAnswer` reads what is sealed. */
export const letterAnswered = topic<{
  letterId: string
  /** The same for the same message, however often it is delivered to us. */
  receiptId: string
  sealed: string
}>('mail.letter_answered')
