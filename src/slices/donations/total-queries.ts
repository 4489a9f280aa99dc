import { type ExpressionBuilder, sql } from 'kysely'
import type { Database, Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import type { Day, Instant } from '../../platform/time.ts'
import type { MonthTotal, PledgeTotal } from './types.ts'

/** Sorts behind every beginning: an end that does not say which promise it ends means the last. */
const LATEST = '9999'

/** Keyed hashes that tell one report, and one matter reported, from another. */
export interface ReportHashes {
  report: string
  matter: string
}

/** Returns false when this report, or another one of the same matter, was taken before. */
export async function insertReport(db: Db, hashes: ReportHashes, at: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('donation_reports')
    .values({ report_hash: hashes.report, matter_hash: hashes.matter, received_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

interface Movement {
  paymentHash: string
  wayId: string
  currency: string
  amountMinor: number
  at: Instant
}

/** Notes what was paid; a refund that came first is waiting in the row. */
export async function upsertPayment(
  db: Db,
  { paymentHash, wayId, currency, amountMinor, paidOn, at }: Movement & { paidOn: Day },
): Promise<void> {
  const paid = { amount_minor: amountMinor, paid_on: paidOn, currency, reported_at: at }
  const row = await db
    .insertInto('donation_payments')
    .values({ payment_hash: paymentHash, way_id: wayId, returned_minor: 0, ...paid })
    .onConflict((conflict) => conflict.column('payment_hash').doUpdateSet(paid))
    .returning('returned_minor')
    .executeTakeFirstOrThrow()
  const kept = keptOf(amountMinor, Number(row.returned_minor))
  await addToDay(db, { currency, paidOn, amountMinor: kept, at })
}

/** Notes what was returned, also when the payment has not been reported yet. */
export async function upsertReturn(
  db: Db,
  { paymentHash, wayId, currency, amountMinor, at }: Movement,
): Promise<void> {
  const row = await db
    .insertInto('donation_payments')
    .values({
      payment_hash: paymentHash,
      way_id: wayId,
      currency,
      amount_minor: null,
      returned_minor: amountMinor,
      paid_on: null,
      reported_at: at,
    })
    .onConflict((conflict) =>
      conflict.column('payment_hash').doUpdateSet((eb) => ({
        returned_minor: eb('donation_payments.returned_minor', '+', amountMinor),
        reported_at: at,
      })),
    )
    .returning(['amount_minor', 'returned_minor', 'currency', 'paid_on'])
    .executeTakeFirstOrThrow()
  if (row.amount_minor === null || row.paid_on === null) return
  // What the statement itself returned, so that two refunds at once cannot count alike.
  const paid = Number(row.amount_minor)
  const returned = Number(row.returned_minor)
  const difference = keptOf(paid, returned) - keptOf(paid, returned - amountMinor)
  const day = { currency: row.currency, paidOn: row.paid_on }
  await addToDay(db, { ...day, amountMinor: difference, at })
}

async function addToDay(
  db: Db,
  day: { currency: string; paidOn: Day; amountMinor: number; at: Instant },
): Promise<void> {
  const { currency, paidOn, amountMinor, at } = day
  await db
    .insertInto('donation_days')
    .values({ currency, paid_on: paidOn, kept_minor: amountMinor, reported_at: at })
    .onConflict((conflict) =>
      conflict.columns(['currency', 'paid_on']).doUpdateSet((eb) => ({
        kept_minor: eb('donation_days.kept_minor', '+', amountMinor),
        reported_at: at,
      })),
    )
    .execute()
}

/** A payment that was refunded and then also reversed is gone once, not twice. */
function keptOf(paidMinor: number, returnedMinor: number): number {
  return returnedMinor === 0 ? paidMinor : Math.max(0, paidMinor - returnedMinor)
}

interface PledgeReport {
  pledgeHash: string
  wayId: string
  currency: string
  amountMinor: number
  beganAt: string
  at: Instant
}

/** A promise begins. What is known of the same promise already is newer and stays. */
export async function insertPledge(db: Db, report: PledgeReport): Promise<void> {
  const { pledge_hash, ...rest } = pledgeRow(report)
  await db
    .insertInto('donation_pledges')
    .values({ pledge_hash, ...rest })
    .onConflict((conflict) =>
      conflict
        .column('pledge_hash')
        .doUpdateSet(rest)
        .where('donation_pledges.began_at', '<', report.beganAt),
    )
    .execute()
}

/** A promise has changed. It is not revived once it has ended. */
export async function upsertPledge(db: Db, report: PledgeReport): Promise<void> {
  const { pledge_hash, ...rest } = pledgeRow(report)
  await db
    .insertInto('donation_pledges')
    .values({ pledge_hash, ...rest })
    .onConflict((conflict) =>
      conflict
        .column('pledge_hash')
        .doUpdateSet(rest)
        .where((eb) => eb.or([isOlder(eb, report), isSameAndRunning(eb, report)])),
    )
    .execute()
}

/** A promise has ended, unless the same person has begun a new one since. */
export async function upsertEndedPledge(db: Db, report: PledgeReport): Promise<void> {
  const { pledge_hash, ...rest } = { ...pledgeRow(report), ended_at: report.at }
  await db
    .insertInto('donation_pledges')
    .values({ pledge_hash, ...rest })
    .onConflict((conflict) =>
      conflict
        .column('pledge_hash')
        .doUpdateSet({ ended_at: report.at, reported_at: report.at })
        .where('donation_pledges.ended_at', 'is', null)
        .where('donation_pledges.began_at', '<=', report.beganAt || LATEST),
    )
    .execute()
}

/** By way, currency and month, the newest month first; refunds belong to the month of payment. */
export async function listMonthTotals(db: Db): Promise<MonthTotal[]> {
  const rows = await db
    .selectFrom('donation_payments')
    .innerJoin('ways_to_give', 'ways_to_give.id', 'donation_payments.way_id')
    .select((eb) => [
      'ways_to_give.name as way',
      'donation_payments.currency as currency',
      sql<string>`substr(donation_payments.paid_on, 1, 7)`.as('month'),
      eb.fn.countAll().as('payments'),
      eb.fn.sum(keptMinor()).as('kept'),
      eb.fn.sum('donation_payments.returned_minor').as('returned'),
    ])
    .where('donation_payments.amount_minor', 'is not', null)
    .groupBy(['way', 'currency', 'month'])
    .orderBy('month', 'desc')
    .orderBy('way')
    .orderBy('currency')
    .execute()
  return rows.map(({ way, currency, month, payments, kept, returned }) => ({
    way,
    currency,
    month,
    amountMinor: Number(kept),
    count: Number(payments),
    returnedMinor: Number(returned),
  }))
}

/** What is promised each month, by way and currency. */
export async function listPledgeTotals(db: Db): Promise<PledgeTotal[]> {
  const rows = await db
    .selectFrom('donation_pledges')
    .innerJoin('ways_to_give', 'ways_to_give.id', 'donation_pledges.way_id')
    .select((eb) => [
      'ways_to_give.name as way',
      'donation_pledges.currency as currency',
      eb.fn.countAll().as('pledges'),
      eb.fn.sum('donation_pledges.amount_minor').as('promised'),
      eb.fn.max('donation_pledges.reported_at').as('changedAt'),
    ])
    .where('donation_pledges.ended_at', 'is', null)
    .where('donation_pledges.amount_minor', '>', 0)
    .groupBy(['way', 'currency'])
    .orderBy('way')
    .orderBy('currency')
    .execute()
  return rows.map(({ way, currency, pledges, promised, changedAt }) => ({
    way,
    currency,
    amountMinor: Number(promised),
    count: Number(pledges),
    changedAt,
  }))
}

/** What arrived in a currency since a day, and when the last of it was reported. */
export async function sumReceived(
  db: Db,
  { currency, from, until }: { currency: string; from: Day; until?: Day },
): Promise<{ amountMinor: number; reportedAt?: Instant }> {
  const [row] = await askReceived(db, { currency, from, until })
  return { amountMinor: Number(row?.kept ?? 0), reportedAt: row?.reportedAt ?? undefined }
}

interface Received {
  kept: number | string | bigint | null
  reportedAt: Instant | null
}

const askReceived = prepared<{ currency: string; from: Day; until?: Day }, Received>((db, slot) => {
  const until = slot('until')
  const query = db
    .selectFrom('donation_days')
    .select((eb) => [
      eb.fn.sum('donation_days.kept_minor').as('kept'),
      eb.fn.max('donation_days.reported_at').as('reportedAt'),
    ])
    .where('currency', '=', slot('currency'))
    .where('paid_on', '>=', slot('from'))
  return until === undefined ? query : query.where('paid_on', '<=', until)
})

/** What is promised each month in a currency, and when that last changed. */
export async function sumPledged(
  db: Db,
  currency: string,
): Promise<{ amountMinor: number; reportedAt?: Instant }> {
  const row = await db
    .selectFrom('donation_pledges')
    .select((eb) => [
      sql<number | string | null>`sum(case when ended_at is null then amount_minor else 0 end)`.as(
        'promised',
      ),
      eb.fn.max('donation_pledges.reported_at').as('reportedAt'),
    ])
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow()
  return { amountMinor: Number(row.promised ?? 0), reportedAt: row.reportedAt ?? undefined }
}

/** The same as `keptOf`. */
function keptMinor() {
  return sql<number>`case
    when donation_payments.returned_minor = 0 then donation_payments.amount_minor
    when donation_payments.returned_minor >= donation_payments.amount_minor then 0
    else donation_payments.amount_minor - donation_payments.returned_minor end`
}

type PledgeExpressions = ExpressionBuilder<Database, 'donation_pledges'>

function isOlder(eb: PledgeExpressions, { beganAt }: PledgeReport) {
  return eb('donation_pledges.began_at', '<', beganAt)
}

function isSameAndRunning(eb: PledgeExpressions, { beganAt }: PledgeReport) {
  return eb.and([
    eb('donation_pledges.began_at', '=', beganAt),
    eb('donation_pledges.ended_at', 'is', null),
  ])
}

function pledgeRow({ pledgeHash, wayId, currency, amountMinor, beganAt, at }: PledgeReport) {
  return {
    pledge_hash: pledgeHash,
    way_id: wayId,
    currency,
    amount_minor: amountMinor,
    began_at: beganAt,
    ended_at: null,
    reported_at: at,
  }
}
