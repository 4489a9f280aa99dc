import type { Deps } from '../../platform/deps.ts'
import { markBounced } from './queries.ts'

/**
 * Notes that mail to an address of a mission comes back. From then on the address is not offered for mail; it stays
 * in the directory, marked so. Newer word of it from a source, or a person, makes it usable again.
 *
 * @returns false when that was known, or the mission does not use the address now
 */
export async function recordBounce(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { missionId, email }: { missionId: string; email: string },
): Promise<boolean> {
  return markBounced(db, { missionId, email, at: clock.now() })
}
