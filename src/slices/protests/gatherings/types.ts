import type { Instant } from '../../../platform/time.ts'

export const gatheringKinds = ['picket', 'hand_in'] as const
export type GatheringKind = (typeof gatheringKinds)[number]

/** People meet before a mission: to stand there, or to hand letters in. */
export interface Gathering {
  id: string
  appealId: string
  kind: GatheringKind
  startsAt: Instant
  /** IANA time zone of the place. */
  zone: string
  place: string
  note: string
  changedAt: Instant
  /** Nobody but the desk sees it before. */
  publishedAt?: Instant
  cancelledAt?: Instant
  /** How many said that they will come; nothing is known of who. */
  coming: number
  /** How many times it was changed. */
  sequence: number
}

export const MAX_PLACE_CHARS = 200
export const MAX_GATHERING_NOTE_CHARS = 500
