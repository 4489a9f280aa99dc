import { isCountry } from '../../../platform/countries.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { dayOf } from '../../../platform/time.ts'
import type { Also } from '../add-contact.ts'
import { tidy } from '../import/fields.ts'
import { insertReference } from '../queries.ts'
import { EUROPEAN_UNION, MAX_SOURCE_CHARS } from '../types.ts'
import { insertAccreditation, listAccreditations, markAccreditationEnded } from './queries.ts'
import { requireMission } from './require.ts'

interface AccreditationChoice {
  missionId: string
  /** A country, or `EU`. */
  state: string
}

/**
 * Says that a mission is accredited to a state: from now on it answers for readers there.
 *
 * @throws AppError `not_found` no such mission
 * @throws AppError `invalid`   no such state, or no source
 * @throws AppError `conflict`  it is accredited there already
 */
export async function addAccreditation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { missionId, state, source }: AccreditationChoice & { source: string },
  also: Also = async () => {},
): Promise<void> {
  const named = tidy(source)
  if (named === '' || named.length > MAX_SOURCE_CHARS) {
    throw new AppError('invalid', 'missions.contact_without_source')
  }
  if (!isCountry(state) && state !== EUROPEAN_UNION) {
    throw new AppError('invalid', 'missions.unknown_country', { code: state })
  }
  await db.transaction().execute(async (tx) => {
    const { reference } = await requireMission(tx, missionId)
    const known = await listAccreditations(tx, missionId)
    if (known.some((each) => each.state === state && each.validUntil === undefined)) {
      throw new AppError('conflict', 'missions.accredited_already')
    }
    const at = clock.now()
    const source_date = dayOf(at)
    await insertReference(tx, { source: named, reference, mission_id: missionId, source_date })
    const row = { id: newId(), mission_id: missionId, state, source: named, reference }
    await insertAccreditation(tx, { ...row, valid_from: at, valid_until: null })
    await also(tx)
  })
}

/**
 * Says that a mission is not accredited to a state any more, whoever said that it is.
 *
 * @throws AppError `not_found` no such mission
 * @throws AppError `conflict`  it was not accredited there
 */
export async function endAccreditation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { missionId, state }: AccreditationChoice,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await requireMission(tx, missionId)
    if ((await markAccreditationEnded(tx, { missionId, state, at: clock.now() })) === 0) {
      throw new AppError('conflict', 'missions.accreditation_ended_meanwhile')
    }
    await also(tx)
  })
}
