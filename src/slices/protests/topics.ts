import { topic } from '../../platform/outbox/outbox.ts'

/** A letter was written, or its writer is reminded of it: the mail that asks for confirmation goes out. */
export const confirmationAsked = topic<{ letterId: string; isReminder: boolean }>(
  'protests.confirmation_asked',
)
