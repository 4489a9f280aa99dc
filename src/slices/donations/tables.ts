import type { Day, Instant } from '../../platform/time.ts'
import type { GoalBasis, WayKind } from './types.ts'

export interface WaysToGiveTable {
  id: string
  name: string
  kind: WayKind
  /** Place in the order shown; equal ones by name. */
  position: number
  /** JSON: address, account, currency. */
  details: string
  /** JSON of `WayTexts` by language. */
  texts: string
  switched_on_at: Instant | null
  created_at: Instant
}

/** The operator's words above the ways, one row for each language. */
export interface DonationAsksTable {
  language: string
  text: string
}

/** The newest row without `ended_at` is the goal that counts. */
export interface DonationGoalsTable {
  id: string
  amount_minor: number
  currency: string
  basis: GoalBasis
  starts_on: Day
  ends_on: Day | null
  set_at: Instant
  ended_at: Instant | null
}

/**
 * Reports that were taken, so that none counts twice. Keyed hashes only: neither the payment
 * service's numbers nor anything of a giver is kept.
 */
export interface DonationReportsTable {
  /** Of the report itself: the service's own id, or its bytes where it has none. */
  report_hash: string
  /** Of what it reports: a payment or refund counts once, however many reports tell of it. */
  matter_hash: string
  received_at: Instant
}

/** One payment with what was returned of it. The amount is missing while only a refund is known. */
export interface DonationPaymentsTable {
  payment_hash: string
  way_id: string
  currency: string
  amount_minor: number | null
  returned_minor: number
  /** `YYYY-MM-DD`; the hour would say more than a total needs. */
  paid_on: Day | null
  reported_at: Instant
}

/** What arrived on a day less what was returned of it, so that a page need not add up payments. */
export interface DonationDaysTable {
  currency: string
  paid_on: Day
  kept_minor: number
  reported_at: Instant
}

/** One standing promise; ended ones stay, so that a late report does not revive them. */
export interface DonationPledgesTable {
  pledge_hash: string
  way_id: string
  currency: string
  /** For one month. */
  amount_minor: number
  /** When it began, as Patreon says; empty when it does not. Tells a new promise from an old one. */
  began_at: string
  ended_at: Instant | null
  reported_at: Instant
}

declare module '../../platform/db/database.ts' {
  interface Database {
    ways_to_give: WaysToGiveTable
    donation_asks: DonationAsksTable
    donation_goals: DonationGoalsTable
    donation_reports: DonationReportsTable
    donation_payments: DonationPaymentsTable
    donation_days: DonationDaysTable
    donation_pledges: DonationPledgesTable
  }
}
