import type { Day } from '../../../platform/time.ts'
import type { NameUse } from '../../../platform/veil/veil.ts'
import type { Custody } from '../fold/person-state.ts'
import type { ConsentRecord } from './types.ts'

/** Out of reach of those who held them, as far as known: then initials are the default. */
const releasedCustodies: readonly Custody[] = ['free', 'deported']

/**
 * What a name may be used for on a day. The last record counts alone: a later consent takes the place
 * of an earlier one, and a withdrawal ends all.
 */
export function standingUses(
  history: readonly ConsentRecord[],
  { day, custody = 'unknown' }: { day: Day; custody?: Custody },
): readonly NameUse[] {
  const last = history.at(-1)
  if (!last || last.kind === 'withdrawn') return []
  if (last.until !== undefined && last.until < day) return []
  if (releasedCustodies.includes(custody) && !last.holdsAfterRelease) return []
  return last.uses
}
