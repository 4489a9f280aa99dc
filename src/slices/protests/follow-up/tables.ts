import type { Instant } from '../../../platform/time.ts'

/** Somebody who wants to hear how it goes on; kept apart from their letters, which are forgotten. */
export interface FollowersTable {
  id: string
  appeal_id: string
  language: string
  /** Keyed hash of the canonical address: the same person hears once, whatever they wrote. */
  person_hash: string
  /** The address, sealed with the row's id as context. */
  sealed_email: string
  created_at: Instant
  /** From then on the row is deleted; null as long as there may be more to tell. */
  forget_at: Instant | null
}

/** What a person has been told, or is about to be. */
export interface FollowUpsTable {
  id: string
  person_hash: string
  /** The event, change or case that was the cause. */
  cause_id: string
  appeal_id: string
  created_at: Instant
  sent_at: Instant | null
}

declare module '../../../platform/db/database.ts' {
  interface Database {
    followers: FollowersTable
    follow_ups: FollowUpsTable
  }
}
