import { type Day, dayOf } from '../../../platform/time.ts'
import { object, parseObject, text } from '../json.ts'
import { type Money, readAmount, readCurrency } from '../money.ts'

/** What a report of PayPal says about money, and nothing about who gave it. */
export interface PaypalReport extends Money {
  /** PayPal's id of the report; the same in every delivery. */
  reportId: string
  kind: 'payment' | 'return'
  /** PayPal's id of what happened: the payment, or the refund. */
  matterId: string
  paymentId: string
  happenedOn: Day
}

/** Both generations of PayPal's interface: captures (2) and sales (1). */
const kinds: Record<string, PaypalReport['kind']> = {
  'PAYMENT.CAPTURE.COMPLETED': 'payment',
  'PAYMENT.SALE.COMPLETED': 'payment',
  'PAYMENT.CAPTURE.REFUNDED': 'return',
  'PAYMENT.SALE.REFUNDED': 'return',
  'PAYMENT.CAPTURE.REVERSED': 'return',
  'PAYMENT.SALE.REVERSED': 'return',
}

/** Reads a report; undefined when it is not about money that came or went, or not readable. */
export function readPaypalReport(body: Buffer): PaypalReport | undefined {
  const report = parseObject(body.toString('utf8'))
  const kind = Object.hasOwn(kinds, text(report.event_type)) && kinds[text(report.event_type)]
  const resource = object(report.resource)
  const reportId = text(report.id)
  const money = readMoney(object(resource.amount))
  if (!kind || !reportId || !money) return undefined

  const ownId = text(resource.id)
  const paymentId = kind === 'payment' ? ownId : paymentOf(resource)
  const matterId = ownId || reportId
  const happenedOn = readDay(text(resource.create_time)) ?? readDay(text(report.create_time))
  if (!paymentId || !happenedOn) return undefined
  return { reportId, kind, matterId, paymentId, happenedOn, ...money }
}

/** Refunds of the first generation are negative, those of the second are not. */
function readMoney(amount: Record<string, unknown>): Money | undefined {
  const currency = readCurrency(text(amount.currency_code) || text(amount.currency))
  if (!currency) return undefined
  const amountMinor = readAmount(text(amount.value) || text(amount.total), currency)
  return amountMinor ? { currency, amountMinor: Math.abs(amountMinor) } : undefined
}

/** The payment that a refund belongs to: named outright, linked to, or the resource itself. */
function paymentOf(resource: Record<string, unknown>): string {
  const named = text(resource.sale_id) || text(resource.capture_id)
  if (named) return named
  const links = Array.isArray(resource.links) ? resource.links.map(object) : []
  for (const { href } of links) {
    const id = /\/(?:captures|capture|sale)\/([\w-]{1,50})(?:\/|$)/.exec(text(href))?.[1]
    if (id) return id
  }
  return text(resource.id)
}

function readDay(instant: string): Day | undefined {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? undefined : dayOf(new Date(ms).toISOString())
}
