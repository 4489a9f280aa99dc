import { object, parseObject, text } from '../json.ts'
import { readCurrency } from '../money.ts'

/** What a report of Patreon says about one promise, and nothing about who made it. */
export interface PatreonReport {
  change: 'begun' | 'changed' | 'ended'
  /** Patreon's id of the membership (or, in the first generation, of the pledge). */
  pledgeId: string
  /** For one month, in minor units. */
  amountMinor: number
  /** Missing when Patreon does not say. */
  currency?: string
  /** When the promise began; empty when Patreon does not say. */
  beganAt: string
}

const changes: Record<string, PatreonReport['change']> = {
  create: 'begun',
  update: 'changed',
  delete: 'ended',
}

/** Reads a report; undefined when it is not about a promise, or not readable. */
export function readPatreonReport(event: unknown, body: Buffer): PatreonReport | undefined {
  const trigger = /^(?:members|members:pledge|pledges):(create|update|delete)$/.exec(text(event))
  const change = changes[trigger?.[1] ?? '']
  const report = parseObject(body.toString('utf8'))
  const data = object(report.data)
  const pledgeId = text(data.id)
  if (!change || !pledgeId) return undefined
  const attributes = object(data.attributes)
  return {
    change,
    pledgeId,
    amountMinor: change === 'ended' ? 0 : readMonthly(attributes),
    currency: readCurrency(text(attributes.currency) || currencyOfCampaign(report.included)),
    beganAt: readBeginning(attributes),
  }
}

/** Nothing is promised by somebody whose payment was declined or who has left. */
function readMonthly(attributes: Record<string, unknown>): number {
  const status = text(attributes.patron_status)
  if (status && status !== 'active_patron') return 0
  const amount =
    count(attributes.will_pay_amount_cents) ??
    count(attributes.currently_entitled_amount_cents) ??
    count(attributes.amount_cents) ??
    0
  const months = count(attributes.pledge_cadence) || 1
  return Math.round(amount / months)
}

function readBeginning(attributes: Record<string, unknown>): string {
  const said = text(attributes.pledge_relationship_start) || text(attributes.created_at)
  const ms = Date.parse(said)
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString()
}

function currencyOfCampaign(included: unknown): string {
  const others = Array.isArray(included) ? included.map(object) : []
  const campaign = others.find(({ type }) => type === 'campaign')
  return text(object(campaign?.attributes).currency)
}

function count(value: unknown): number | undefined {
  const isAmount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  return isAmount ? value : undefined
}
