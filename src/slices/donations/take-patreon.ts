import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { type PatreonReport, readPatreonReport } from './patreon/read-report.ts'
import { isFromPatreon } from './patreon/verify.ts'
import { findWayOfKind } from './queries.ts'
import { totalMoved } from './topics.ts'
import { insertPledge, insertReport, upsertEndedPledge, upsertPledge } from './total-queries.ts'
import type { Reception } from './types.ts'

type PatreonDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'outbox' | 'secrets' | 'log'>

/** What each change does to the row of its promise. */
const writes: Record<PatreonReport['change'], typeof insertPledge> = {
  begun: insertPledge,
  changed: upsertPledge,
  ended: upsertEndedPledge,
}

/** Where neither Patreon nor the operator says otherwise. */
const DEFAULT_CURRENCY = 'USD'

/**
 * Takes a report of Patreon: a monthly promise was made, changed or ended. The same bytes count
 * once; a promise that has ended is not revived by reports that come late.
 *
 * @throws AppError `not_found` Patreon is not set up here
 * @throws AppError `forbidden` the report is not Patreon's, or was altered
 */
export async function takePatreonReport(
  { config, db, clock, outbox, secrets, log }: PatreonDeps,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Reception> {
  const secret = config.patreonWebhookSecret
  const way = secret ? await findWayOfKind(db, 'patreon') : undefined
  if (!secret || !way) throw new AppError('not_found', 'donations.unknown_webhook')
  if (!isFromPatreon(secret, headers['x-patreon-signature'], body)) {
    log.warn({ reason: 'signature' }, 'a report in the name of Patreon was refused')
    throw new AppError('forbidden', 'donations.report_refused')
  }
  const event = headers['x-patreon-event']
  const report = readPatreonReport(event, body)
  if (!report) return 'irrelevant'

  // Patreon gives its reports no number, so their bytes stand for them.
  const bytes = createHash('sha256').update(body).digest('base64url')
  const hash = secrets.hash('donations.report', `patreon ${event} ${bytes}`)
  const pledgeHash = secrets.hash('donations.pledge', `patreon ${report.pledgeId}`)
  const { change, amountMinor, beganAt, currency = way.currency ?? DEFAULT_CURRENCY } = report
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    if (!(await insertReport(tx, { report: hash, matter: hash }, at))) return 'repeated'
    const pledge = { pledgeHash, wayId: way.id, currency, amountMinor, beganAt, at }
    await writes[change](tx, pledge)
    await outbox.publish(tx, totalMoved, {})
    return 'taken'
  })
}
