import type { IncomingHttpHeaders } from 'node:http'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { PaypalCertificates } from './paypal/certificates.ts'
import { type PaypalReport, readPaypalReport } from './paypal/read-report.ts'
import { disbelievePaypal } from './paypal/verify.ts'
import { findWayOfKind } from './queries.ts'
import { totalMoved } from './topics.ts'
import { insertReport, upsertPayment, upsertReturn } from './total-queries.ts'
import type { Reception } from './types.ts'

type PaypalDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'outbox' | 'secrets' | 'log'> & {
  certificates: PaypalCertificates
}

/**
 * Takes a report of PayPal: money that arrived, or went back. Each counts once, however often
 * and in whatever order the reports come. Of the giver nothing is read or kept.
 *
 * @throws AppError `not_found`   PayPal is not set up here
 * @throws AppError `forbidden`   the report is not PayPal's, was altered, or is too old
 * @throws AppError `unavailable` PayPal's certificate could not be fetched; it will try again
 */
export async function takePaypalReport(
  deps: PaypalDeps,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Reception> {
  const { config, db, clock, outbox, log } = deps
  const webhookId = config.paypalWebhookId
  const way = webhookId ? await findWayOfKind(db, 'paypal') : undefined
  if (!webhookId || !way) throw new AppError('not_found', 'donations.unknown_webhook')

  const disbelief = await disbelievePaypal({ ...deps, webhookId }, headers, body)
  if (disbelief) {
    log.warn({ reason: disbelief }, 'a report in the name of PayPal was refused')
    throw new AppError('forbidden', 'donations.report_refused')
  }
  const report = readPaypalReport(body)
  if (!report) return 'irrelevant'

  const hashes = hashesOf(deps, report)
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    if (!(await insertReport(tx, hashes, at))) return 'repeated'
    const { currency, amountMinor, happenedOn: paidOn } = report
    const movement = { paymentHash: hashes.payment, wayId: way.id, currency, amountMinor, at }
    if (report.kind === 'payment') await upsertPayment(tx, { ...movement, paidOn })
    else await upsertReturn(tx, movement)
    await outbox.publish(tx, totalMoved, {})
    return 'taken'
  })
}

function hashesOf({ secrets }: Pick<Deps, 'secrets'>, report: PaypalReport) {
  const { reportId, kind, matterId, paymentId } = report
  return {
    report: secrets.hash('donations.report', `paypal ${reportId}`),
    matter: secrets.hash('donations.matter', `paypal ${kind} ${matterId}`),
    payment: secrets.hash('donations.payment', `paypal ${paymentId}`),
  }
}
