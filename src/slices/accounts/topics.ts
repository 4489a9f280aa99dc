import { topic } from '../../platform/outbox/outbox.ts'

/** Somebody is invited, and gets the link by mail. */
export const invitationMade = topic<{ invitationId: string; language: string }>(
  'accounts.invitationMade',
)

/** Somebody asked for a link with which to set a new password. */
export const resetAsked = topic<{ resetId: string; language: string }>('accounts.resetAsked')

/** What a member should hear of at once, in case it was somebody else. */
export type AccountChange = 'password_changed' | 'factor_added' | 'factor_removed' | 'role_changed'

/** A member's way in, or their role, was changed. */
export const accountChanged = topic<{
  memberId: string
  change: AccountChange
  language: string
}>('accounts.accountChanged')
