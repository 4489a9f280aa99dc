import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { dayOf, isDay } from '../../platform/time.ts'
import { checkCurrency } from './check-way.ts'
import type { Money } from './money.ts'
import { findWay } from './queries.ts'
import { totalMoved } from './topics.ts'
import { upsertPayment } from './total-queries.ts'

/**
 * Adds money that no payment service reports, as a sum read from the bank's statement. A
 * negative sum takes back what was recorded wrongly.
 *
 * @throws AppError `not_found` there is no such way
 * @throws AppError `invalid`   the sum is zero, or the currency or the day cannot be used
 */
export async function recordSum(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { way: name, amountMinor, currency: code, paidOn }: Money & { way: string; paidOn?: string },
): Promise<void> {
  const at = clock.now()
  const day = paidOn ?? dayOf(at)
  const currency = checkCurrency(code)
  if (!isDay(day) || day > dayOf(at)) throw new AppError('invalid', 'donations.bad_day')
  if (!Number.isSafeInteger(amountMinor) || amountMinor === 0) {
    throw new AppError('invalid', 'donations.bad_amount')
  }
  await db.transaction().execute(async (tx) => {
    const way = await findWay(tx, name)
    if (!way) throw new AppError('not_found', 'donations.no_such_way', { name })
    const sum = { paymentHash: newId(), wayId: way.id, currency, amountMinor, paidOn: day, at }
    await upsertPayment(tx, sum)
    await outbox.publish(tx, totalMoved, {})
  })
}
