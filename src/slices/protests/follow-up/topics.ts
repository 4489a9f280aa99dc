import { topic } from '../../../platform/outbox/outbox.ts'
import type { Milestone } from '../../cases/index.ts'

/** Somebody who asked for it is to be told of a milestone. */
export const followUpDue = topic<{ id: string; followerId: string; milestone: Milestone }>(
  'protests.follow_up_due',
)
