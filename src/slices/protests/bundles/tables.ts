import type { Instant } from '../../../platform/time.ts'

/** Pictures of attempts to hand letters in, one of each. They go with their appeal. */
export interface HandInPhotosTable {
  hand_in_id: string
  /** Of the room `media`. */
  picture_id: string
  /** What is to be seen, for whoever does not see it, and in which language that is said. */
  alt: string
  language: string
  /** When somebody at the desk said that nobody in it is in danger by it, and who. */
  checked_at: Instant
  checked_by: string
}

declare module '../../../platform/db/database.ts' {
  interface Database {
    hand_in_photos: HandInPhotosTable
  }
}
