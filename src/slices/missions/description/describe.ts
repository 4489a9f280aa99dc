import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import type { Also } from '../add-contact.ts'
import { insertAccreditation, listAccreditations, markAccreditationEnded } from '../edit/queries.ts'
import { requireMission } from '../edit/require.ts'
import { findMissionEmail } from '../queries.ts'
import type { MissionsTable } from '../tables.ts'
import { addressLost, contactAdded, missionDescribed } from '../topics.ts'
import { foldName } from '../towns.ts'
import { checkDescription, type DescriptionInput, readDescription, type Said } from './check.ts'
import {
  insertPastDescription,
  markDescribed,
  markPrivateContactsEnded,
  saveReference,
  versionOfRecord,
} from './queries.ts'

/**
 * Says anew what a mission is, its name, where it stands, or that it has closed. What was said before stays
 * in its history, and no import changes what the desk has said; contacts and accreditations that imports bring still
 * come in.
 *
 * When it moves to another state, its accreditation to the state where it stands moves along. One that has closed
 * answers for nobody: the fact `missions.address_lost` makes its letters wait and tells their writers; one that
 * is there again gets its letters by `missions.contact_added`. Of an honorary consul, who is a private person as a
 * rule, only the web site stays. The same said twice changes nothing.
 *
 * @returns what has to be changed, or undefined when it was taken
 * @throws AppError `not_found` no such mission
 * @throws AppError `conflict`  somebody, or an import, has changed it since `version`
 */
export async function describeMission(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { missionId, ...input }: DescriptionInput & { missionId: string },
  also: Also = async () => {},
): Promise<FieldErrors | undefined> {
  return db.transaction().execute(async (tx) => {
    const was = await requireMission(tx, missionId)
    const at = clock.now()
    const said = readDescription(input)
    const errors = checkDescription(said, was, at)
    if (errors) return errors
    if (isSaidAlready(said, was)) return undefined
    if (versionOfRecord(was) !== input.version) throw describedMeanwhile()

    const emailBefore = await findMissionEmail(tx, missionId)
    await writeDescription(tx, was, { said, at, staysAccredited: input.staysAccredited })
    const email = await findMissionEmail(tx, missionId)
    await outbox.publish(tx, missionDescribed, { missionId })
    if (emailBefore && !email) await outbox.publish(tx, addressLost, { missionId, hasOther: false })
    if (!emailBefore && email) await outbox.publish(tx, contactAdded, { missionId, kind: 'email' })
    await also(tx)
    return undefined
  })
}

interface Describing {
  said: Said
  at: Instant
  staysAccredited: boolean
}

async function writeDescription(
  tx: Db,
  was: Selectable<MissionsTable>,
  describing: Describing,
): Promise<void> {
  const { said, at } = describing
  await insertPastDescription(tx, was, at)
  const changes = { ...said, ...placeAfter(was, said), described_at: at }
  if (!(await markDescribed(tx, was, changes))) throw describedMeanwhile()
  const { source, source_date } = said
  await saveReference(tx, { source, reference: was.reference, mission_id: was.id, source_date })
  if (said.receiving_state !== was.receiving_state) await moveAccreditation(tx, was, describing)
  if (said.type === 'honorary_consulate' && was.type !== said.type) {
    await markPrivateContactsEnded(tx, was.id, at)
  }
}

function describedMeanwhile(): AppError {
  return new AppError('conflict', 'missions.described_meanwhile')
}

function isSaidAlready(said: Said, was: Selectable<MissionsTable>): boolean {
  return (Object.keys(said) as (keyof Said)[]).every((column) => said[column] === was[column])
}

/** Coordinates in another town are wrong; of the new place nobody knows them yet. */
function placeAfter(was: Selectable<MissionsTable>, said: Said): Partial<MissionsTable> {
  const isThere =
    said.receiving_state === was.receiving_state &&
    foldName(said.city ?? '') === foldName(was.city ?? '')
  return isThere ? {} : { latitude_e6: null, longitude_e6: null }
}

/** A mission that served the state where it stood serves the one where it stands now. */
async function moveAccreditation(
  tx: Db,
  { id, reference, receiving_state }: Selectable<MissionsTable>,
  { said, at, staysAccredited }: Describing,
): Promise<void> {
  const known = await listAccreditations(tx, id)
  const serves = (state: string) =>
    known.some((each) => each.state === state && each.validUntil === undefined)
  if (!serves(receiving_state)) return
  if (!staysAccredited) {
    await markAccreditationEnded(tx, { missionId: id, state: receiving_state, at })
  }
  if (serves(said.receiving_state)) return
  const { source, receiving_state: state } = said
  const row = { id: newId(), mission_id: id, state, source, reference }
  await insertAccreditation(tx, { ...row, valid_from: at, valid_until: null })
}
