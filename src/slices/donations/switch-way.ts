import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { findWay, markSwitchedOff, markSwitchedOn } from './queries.ts'
import { donationsChanged } from './topics.ts'
import type { Also } from './types.ts'

/**
 * Offers a way again, or no longer, on `/donate/` and on every appeal, old ones included.
 * Money that still arrives by a way switched off is counted.
 *
 * @returns whether it was different before
 * @throws AppError `not_found` there is no such way
 */
export async function switchWay(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  name: string,
  direction: 'on' | 'off',
  also: Also = async () => {},
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await findWay(tx, name))) {
      throw new AppError('not_found', 'donations.no_such_way', { name })
    }
    const isChanged =
      direction === 'on'
        ? await markSwitchedOn(tx, name, clock.now())
        : await markSwitchedOff(tx, name)
    if (!isChanged) return false
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
    return true
  })
}
