import type { Db } from '../../platform/db/database.ts'
import type { Day, Instant } from '../../platform/time.ts'
import type { Money } from './money.ts'

/** PayPal and Patreon report what arrives; a transfer and other links do not. */
export type WayKind = 'paypal' | 'patreon' | 'bank' | 'link'

export const wayKinds: readonly WayKind[] = ['paypal', 'patreon', 'bank', 'link']

export interface BankAccount {
  holder: string
  /** Without spaces. */
  iban: string
  bic?: string
  /** What the giver should write on the transfer. */
  remittance?: string
}

/** What a way to give says in one language. */
export interface WayTexts {
  /** On the link; the kind's own name when missing. */
  label?: string
  /** A sentence or two below it, plain text. */
  note?: string
}

/** What else is done in the transaction of a change, when there was one. */
export type Also = (tx: Db) => Promise<void>

/** What the operator decides of a way to give. */
export interface WayInput {
  /** Short and lasting, for commands and totals: `paypal`, `bank-eur`. */
  name: string
  kind: WayKind
  /** Where the link leads, `https:`; not for a bank account. */
  address?: string
  account?: BankAccount
  /** Currency of what Patreon reports, when it does not say so itself. */
  currency?: string
  /** By language of the interface. */
  texts: Record<string, WayTexts>
}

export interface Way extends WayInput {
  id: string
  /** Since when it is offered; undefined while it is switched off. */
  switchedOnAt?: Instant
}

/** A way as a page shows it, in one language. */
export interface OfferedWay {
  name: string
  kind: WayKind
  label?: string
  note?: string
  address?: string
  account?: BankAccount
}

/** What counts towards a goal: money that arrived, or what is promised each month. */
export type GoalBasis = 'received' | 'monthly'

export interface Goal extends Money {
  basis: GoalBasis
  /** Money that arrived earlier does not count. */
  startsOn: Day
  endsOn?: Day
}

export interface GoalProgress extends Goal {
  reachedMinor: number
  /** When the last of it was reported, or the goal was set. */
  asOf: Instant
}

/** Everything that the pages show, read in one go. */
export interface Giving {
  /** The operator's own words in the reader's language. */
  ask?: string
  ways: OfferedWay[]
  goal?: GoalProgress
}

/** What arrived by one way in one month, after what was returned. */
export interface MonthTotal extends Money {
  way: string
  /** `YYYY-MM` */
  month: string
  count: number
  returnedMinor: number
}

/** What is promised each month by one way. */
export interface PledgeTotal extends Money {
  way: string
  count: number
  /** When the last change was reported. */
  changedAt: Instant
}

/** What became of a report: a repeated one changes nothing, an irrelevant one is not kept. */
export type Reception = 'taken' | 'repeated' | 'irrelevant'

export const MAX_NAME_CHARS = 40
export const MAX_ADDRESS_CHARS = 500
export const MAX_LABEL_CHARS = 60
export const MAX_NOTE_CHARS = 400
export const MAX_ASK_CHARS = 800
/** Limits of the SEPA QR code (EPC069-12). */
export const MAX_HOLDER_CHARS = 70
export const MAX_REMITTANCE_CHARS = 140
