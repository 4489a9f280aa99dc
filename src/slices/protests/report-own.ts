import { isCountry } from '../../platform/countries.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { addToCount } from './count-queries.ts'

/**
 * Counts a letter, call or visit that somebody says they made by themselves. Nothing about the
 * person is kept, and the number is never mixed with that of confirmed letters.
 *
 * @throws AppError `invalid` there is no such country
 */
export async function reportOwnLetter(
  { db, facts, clock }: Pick<Deps, 'db' | 'facts' | 'clock'>,
  report: { appealId: string; country: string },
): Promise<void> {
  if (!isCountry(report.country)) throw new AppError('invalid', 'protests.error_country')
  await addToCount({ db, facts }, { ...report, kind: 'self_reported', at: clock.now() })
}
