import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { isZone } from '../../../platform/time-zone.ts'
import { findOfficeHours } from './find-hours.ts'
import { type EnteredHours, hoursOf, type OfficeHours } from './office-hours.ts'
import { deleteHours, saveHours } from './queries.ts'

/** Longest source of office hours, in characters. */
export const MAX_HOURS_SOURCE_CHARS = 300

const MINUTES_OF_A_DAY = 24 * 60

/**
 * Enters when the office of a mission is open, which from then on stands in place of the defaults. What is
 * left out keeps its default.
 *
 * @param also what is written in the same transaction: the audit log
 * @returns the hours as they are now
 * @throws AppError `not_found` no such mission
 * @throws AppError `invalid`   an unknown zone, or hours in which nobody is there
 */
export async function setOfficeHours(
  { db }: Pick<Deps, 'db'>,
  missionId: string,
  { source = '', ...given }: Partial<EnteredHours>,
  also: (tx: Db, before: OfficeHours) => Promise<void> = async () => {},
): Promise<OfficeHours> {
  const found = await findOfficeHours(db, missionId)
  if (!found) throw new AppError('not_found', 'protests.mission_unknown', { mission: missionId })
  const hours = { ...hoursOf(found.mission), ...given }
  if (!isZone(hours.zone))
    throw new AppError('invalid', 'protests.hours_zone', { zone: hours.zone })
  const { opensAt, closesAt, weekdays } = hours
  const isDay = 0 <= opensAt && opensAt < closesAt && closesAt <= MINUTES_OF_A_DAY
  const areDays = weekdays.length > 0 && weekdays.every((day) => day >= 1 && day <= 7)
  if (!isDay || !areDays) throw new AppError('invalid', 'protests.hours_empty')
  await db.transaction().execute(async (tx) => {
    await saveHours(tx, missionId, { ...hours, source: source.trim() })
    await also(tx, found.hours)
  })
  return hours
}

/**
 * Forgets what was entered: what is usual in the country holds again.
 *
 * @throws AppError `not_found` no such mission
 * @throws AppError `conflict`  nobody had entered hours, or they were forgotten before
 */
export async function resetOfficeHours(
  { db }: Pick<Deps, 'db'>,
  missionId: string,
  also: (tx: Db, before: OfficeHours, after: OfficeHours) => Promise<void> = async () => {},
): Promise<void> {
  const found = await findOfficeHours(db, missionId)
  if (!found) throw new AppError('not_found', 'protests.mission_unknown', { mission: missionId })
  await db.transaction().execute(async (tx) => {
    if (!(await deleteHours(tx, missionId))) {
      throw new AppError('conflict', 'protests.hours_usual_already')
    }
    await also(tx, found.hours, hoursOf(found.mission))
  })
}
