import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Also } from '../add-contact.ts'
import { insertPastDescription, markPrivateContactsEnded } from '../description/queries.ts'
import { findMissionEmail } from '../queries.ts'
import { addressLost, contactAdded, missionsMerged } from '../topics.ts'
import { holdMissions, moveMission } from './queries.ts'
import { requireMission } from './require.ts'

/**
 * Makes two entries one mission: contacts with their history, accreditations and sources of the first become the
 * second's, and the first is in no list any more. Links to it lead to the second, and an import that speaks of
 * it speaks of the second. The fact `missions.merged` takes its letters along, and says when they have no address
 * any more, because the second has closed or is an honorary consul, of whose contacts the web site alone stays in use.
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
    const before = {
      double: await findMissionEmail(tx, id),
      kept: await findMissionEmail(tx, intoId),
    }
    await insertPastDescription(tx, double, at)
    await moveMission(tx, { id, intoId, at })
    if (kept.type === 'honorary_consulate') await markPrivateContactsEnded(tx, intoId, at)
    await announceMerge({ tx, outbox }, { id, intoId, before })
    await also(tx)
  })
}

interface Merge {
  id: string
  intoId: string
  /** The addresses that letters went to. */
  before: { double?: string; kept?: string }
}

async function announceMerge(
  { tx, outbox }: { tx: Db } & Pick<Deps, 'outbox'>,
  { id, intoId, before }: Merge,
): Promise<void> {
  const email = await findMissionEmail(tx, intoId)
  const losesAddress = before.double !== undefined && email === undefined
  await outbox.publish(tx, missionsMerged, { missionId: id, intoId, losesAddress })
  if (email !== undefined) {
    await outbox.publish(tx, contactAdded, { missionId: intoId, kind: 'email' })
  } else if (before.kept !== undefined) {
    await outbox.publish(tx, addressLost, { missionId: intoId, hasOther: false })
  }
}
