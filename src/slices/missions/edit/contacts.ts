import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { dayOf } from '../../../platform/time.ts'
import { type Also, addContact } from '../add-contact.ts'
import { listContactHistory, markContactEnded } from './queries.ts'
import { requireMission } from './require.ts'

interface ContactChoice {
  missionId: string
  contactId: string
}

/**
 * Says that somebody made sure of a contact today. The old record ends and a new one with the same value
 * begins; an address that mail came back from is used again.
 *
 * @throws AppError `not_found` no such mission, or no such contact in use
 * @throws AppError `invalid`   it is not said how
 * @throws AppError `conflict`  the contact has ended in the meantime
 */
export async function confirmContact(
  deps: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { missionId, contactId, source }: ContactChoice & { source: string },
  also?: Also,
): Promise<void> {
  const contacts = await listContactHistory(deps.db, missionId)
  const contact = contacts.find(({ id }) => id === contactId)
  if (!contact) throw new AppError('not_found', 'missions.contact_unknown')
  const { kind, value } = contact
  const confirmedOn = dayOf(deps.clock.now())
  const renewed = { missionId, kind, value, source, confirmedOn, replacesId: contactId }
  await addContact(deps, renewed, also)
}

/**
 * Ends a contact that is not used any more. It stays in the history; letters to a mission without an address
 * wait. An import brings it back only when its source says so anew.
 *
 * @throws AppError `not_found` no such mission
 * @throws AppError `conflict`  it had ended already, or was never this mission's
 */
export async function endContact(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { missionId, contactId }: ContactChoice,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await requireMission(tx, missionId)
    if (!(await markContactEnded(tx, { missionId, contactId, at: clock.now() }))) {
      throw new AppError('conflict', 'missions.contact_ended_meanwhile')
    }
    await also(tx)
  })
}
