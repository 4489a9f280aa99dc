import type { Selectable } from 'kysely'
import { isCountry } from '../../../platform/countries.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { addMs, DAY_MS, type Day, dayOf, type Instant, isDay } from '../../../platform/time.ts'
import { tidy } from '../import/fields.ts'
import type { MissionsTable } from '../tables.ts'
import { MAX_CITY_CHARS, MAX_NAME_CHARS, MAX_SOURCE_CHARS, type MissionType } from '../types.ts'

/** What a person types of a mission; empty where nothing is known. */
export interface DescriptionInput {
  type: MissionType
  receivingState: string
  name: string
  city: string
  /** A day; empty while the mission is there. */
  closedOn: string
  source: string
  /** The day of the source. */
  sourceDate: string
  /** Whether a mission that moves to another state serves the one that it leaves all the same. */
  staysAccredited: boolean
  /** Of the description that the person saw. */
  version: string
}

/** The same as the table keeps it. */
export type Said = Pick<
  MissionsTable,
  'type' | 'receiving_state' | 'name' | 'city' | 'closed_on' | 'source'
> & { source_date: Day }

export function readDescription(input: DescriptionInput): Said {
  return {
    type: input.type,
    receiving_state: input.receivingState,
    name: tidy(input.name) || null,
    city: tidy(input.city) || null,
    closed_on: input.closedOn || null,
    source: tidy(input.source),
    source_date: input.sourceDate,
  }
}

/** What is wrong with a description, by the name of its field; undefined when nothing is. */
export function checkDescription(
  said: Said,
  was: Selectable<MissionsTable>,
  now: Instant,
): FieldErrors | undefined {
  const { name, city, closed_on, source, source_date } = said
  const errors: FieldErrors = {}
  if (!isCountry(said.receiving_state)) {
    errors.state = { key: 'missions.describe_no_country' }
  } else if (isMovedHome(said, was)) errors.state = { key: 'missions.describe_at_home' }
  if ((name?.length ?? 0) > MAX_NAME_CHARS) errors.name = tooLong(MAX_NAME_CHARS)
  // Of some missions no source tells the town; one that is known is not unlearnt.
  if (!city && was.city) errors.city = { key: 'missions.describe_no_town' }
  if ((city?.length ?? 0) > MAX_CITY_CHARS) errors.city = tooLong(MAX_CITY_CHARS)
  if (source === '') errors.source = { key: 'missions.describe_no_source' }
  if (source.length > MAX_SOURCE_CHARS) errors.source = tooLong(MAX_SOURCE_CHARS)
  const badDate = wrongDay(source_date, now)
  if (badDate) errors.date = badDate
  const badClosing = closed_on === null ? undefined : wrongDay(closed_on, now)
  if (badClosing) errors.closed = badClosing
  return Object.keys(errors).length > 0 ? errors : undefined
}

/** A mission stands abroad, but for the ministry; a list may know another exception, as Italy's to the Holy See. */
function isMovedHome(said: Said, was: Selectable<MissionsTable>): boolean {
  const isHome = said.receiving_state === was.sending_state && said.type !== 'foreign_ministry'
  return isHome && (said.receiving_state !== was.receiving_state || said.type !== was.type)
}

function wrongDay(day: string, now: Instant) {
  if (day === '') return { key: 'missions.describe_no_day' }
  if (!isDay(day)) return { key: 'missions.contact_bad_day', values: { day } }
  // East of Greenwich it is tomorrow already.
  if (day > dayOf(addMs(now, DAY_MS))) return { key: 'missions.describe_day_to_come' }
  return undefined
}

function tooLong(limit: number) {
  return { key: 'platform.field_too_long', values: { limit } }
}
