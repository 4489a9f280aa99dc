import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { dayOf, isDay } from '../../platform/time.ts'
import { checkCurrency } from './check-way.ts'
import { insertGoal, markGoalEnded } from './queries.ts'
import { donationsChanged } from './topics.ts'
import type { Also, Goal } from './types.ts'

/**
 * Sets the one goal shown, in place of the one before. Money that arrived since `startsOn`
 * (today, when left out) counts, and only in the goal's own currency: nothing is converted.
 *
 * @throws AppError `invalid` the amount, the currency or a day cannot be used
 */
export async function setGoal(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  input: Omit<Goal, 'startsOn'> & { startsOn?: string },
  also: Also = async () => {},
): Promise<void> {
  const now = clock.now()
  const currency = checkCurrency(input.currency)
  const goal = { ...input, currency, startsOn: input.startsOn ?? dayOf(now) }
  if (!Number.isSafeInteger(goal.amountMinor) || goal.amountMinor <= 0) {
    throw new AppError('invalid', 'donations.bad_amount')
  }
  for (const day of [goal.startsOn, goal.endsOn]) {
    if (day !== undefined && !isDay(day)) throw new AppError('invalid', 'donations.bad_day')
  }
  if (goal.endsOn !== undefined && goal.endsOn < goal.startsOn) {
    throw new AppError('invalid', 'donations.goal_ends_first')
  }
  await db.transaction().execute(async (tx) => {
    await markGoalEnded(tx, now)
    await insertGoal(tx, goal, now)
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
  })
}

/** Shows no goal any more. */
export async function endGoal(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await markGoalEnded(tx, clock.now())
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
  })
}
