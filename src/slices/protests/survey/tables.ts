import type { Instant } from '../../../platform/time.ts'

/** Letters of which it is to be known whether the mission answered; the row stays when the letter is erased. */
export interface LetterSurveysTable {
  letter_id: string
  opened_at: Instant
  /** When its writer was asked; null where an answer had come through here, or they want no questions. */
  asked_at: Instant | null
  asked_again_at: Instant | null
  answer: 'yes' | 'no' | null
  answered_at: Instant | null
  /** Since when the writer is asked no more. */
  ended_at: Instant | null
}

declare module '../../../platform/db/database.ts' {
  interface Database {
    letter_surveys: LetterSurveysTable
  }
}
