import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Also } from '../add-contact.ts'
import { insertPastDescription, markPrivateContactsEnded } from '../description/queries.ts'
import { findMissionEmail } from '../queries.ts'
import { contactAdded, missionsMerged } from '../topics.ts'
import { holdMissions, moveMission } from './queries.ts'
import { requireMission } from './require.ts'

/**
 * Makes two entries one mission: contacts with their history, accreditations and sources of the first become the
 * second's, and the first is in no list any more. Links to it lead to the second, and an import that speaks of
 * it speaks of the second. The fact `missions.merged` takes its letters along. Of an honorary consul's contacts
 * the web site alone stays in use.
 *
 * @throws AppError `not_found` no such mission
 * @throws AppError `invalid`   they are one already, or missions of two states
 * @throws AppError `conflict`  one of them was merged in the meantime
 */
export async function mergeMissions(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { id, intoId }: { id: string; intoId: string },
  also: Also = async () => {},
): Promise<void> {
  if (id === intoId) throw new AppError('invalid', 'missions.merge_with_itself')
  await db.transaction().execute(async (tx) => {
    const [double, kept] = [await requireMission(tx, id), await requireMission(tx, intoId)]
    if (double.sending_state !== kept.sending_state) {
      throw new AppError('invalid', 'missions.merge_of_two_states')
    }
    if (!(await holdMissions(tx, [id, intoId]))) {
      throw new AppError('conflict', 'missions.merged_meanwhile')
    }
    const at = clock.now()
    await insertPastDescription(tx, double, at)
    await moveMission(tx, { id, intoId, at })
    if (kept.type === 'honorary_consulate') await markPrivateContactsEnded(tx, intoId, at)
    await outbox.publish(tx, missionsMerged, { missionId: id, intoId })
    if (await findMissionEmail(tx, intoId)) {
      await outbox.publish(tx, contactAdded, { missionId: intoId, kind: 'email' })
    }
    await also(tx)
  })
}
