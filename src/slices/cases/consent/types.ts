import type { Day, Instant } from '../../../platform/time.ts'
import type { NameUse } from '../../../platform/veil/veil.ts'

/** Who may agree for somebody who cannot be asked. */
export const agreedByAll = ['person', 'family', 'lawyer'] as const
export type AgreedBy = (typeof agreedByAll)[number]

/** One line of the history of a name: it may be shown from now on, or no longer. */
export interface ConsentRecord {
  personId: string
  kind: 'given' | 'withdrawn'
  /** Who agreed, or who wants it taken back. */
  agreedBy: AgreedBy
  agreedOn: Day
  /** Who says so, and how they know: "her sister, by phone". */
  word: string
  /** What the name may be used for; empty when withdrawn. */
  uses: readonly NameUse[]
  /** The last day on which it holds. */
  until?: Day
  /** Otherwise the name gives way to initials once the person is free. */
  holdsAfterRelease: boolean
  recordedAt: Instant
}

export const consentLimits = { wordChars: 300 } as const
