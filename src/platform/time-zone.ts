import { distanceKm } from './countries.ts'
import { countryZones, zonePlaces } from './country-zones.ts'
import { DAY_MS, MINUTE_MS } from './time.ts'

const zoneOfCountry: ReadonlyMap<string, string> = new Map(countryZones)
const placesOf = Map.groupBy(
  zonePlaces.map(([code, latitude, longitude, zone]) => ({ code, latitude, longitude, zone })),
  ({ code }) => code,
)

/** Where in a country something stands, as far as that is known. */
interface Spot {
  city?: string
  latitude?: number
  longitude?: number
}

/**
 * The IANA time zone of a place, `UTC` for a country that is not known.
 *
 * In a country with several zones the nearest town of the zone database decides, or the town of that
 * name; without either it is the zone of the capital, where most offices are.
 */
export function zoneOf(country: string, { city, latitude, longitude }: Spot = {}): string {
  const ofCapital = zoneOfCountry.get(country) ?? 'UTC'
  const places = placesOf.get(country)
  if (!places) return ofCapital
  if (latitude !== undefined && longitude !== undefined) {
    const here = { latitude, longitude }
    const nearest = places.reduce((best, place) =>
      distanceKm(place, here) < distanceKm(best, here) ? place : best,
    )
    return nearest.zone
  }
  const name = city?.trim().replaceAll(' ', '_').toLowerCase()
  const namesake = places.find(({ zone }) => zone.toLowerCase().endsWith(`/${name}`))
  return namesake?.zone ?? ofCapital
}

/** Whether the text names a zone of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    return formatterOf(zone) !== undefined
  } catch {
    return false
  }
}

/** A day of the calendar that a clock on the wall shows, counted from 1970-01-01. */
export type LocalDay = number

/** The day that it is in a zone at an instant in milliseconds. */
export function localDayAt(zone: string, atMs: number): LocalDay {
  return Math.floor((atMs + offsetMs(zone, atMs)) / DAY_MS)
}

/** Weekday of a day: 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: LocalDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Month and day of a local day as `MM-DD`. */
export function monthDayOf(day: LocalDay): string {
  return new Date(day * DAY_MS).toISOString().slice(5, 10)
}

/**
 * The instant, in milliseconds, at which clocks in a zone show a minute of a day. A minute that the change
 * to summer time leaves out is the one an hour later.
 */
export function atLocalMinute(zone: string, day: LocalDay, minute: number): number {
  const wallMs = day * DAY_MS + minute * MINUTE_MS
  const guessMs = wallMs - offsetMs(zone, wallMs)
  return wallMs - offsetMs(zone, guessMs)
}

/** Offsets change at quarters of an hour only. */
const OFFSET_STEP_MS = 15 * MINUTE_MS
/** So many answers are kept; then they are forgotten together. */
const MAX_OFFSETS = 20_000

const offsets = new Map<string, number>()
const formatters = new Map<string, Intl.DateTimeFormat>()

/** How far clocks in a zone are ahead of UTC at an instant. */
function offsetMs(zone: string, atMs: number): number {
  const step = Math.floor(atMs / OFFSET_STEP_MS)
  const key = `${zone} ${step}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MAX_OFFSETS) offsets.clear()
  const offset = readOffset(zone, step * OFFSET_STEP_MS)
  offsets.set(key, offset)
  return offset
}

function readOffset(zone: string, atMs: number): number {
  const parts = formatterOf(zone).formatToParts(atMs)
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wallMs = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  return wallMs - Math.floor(atMs / 1000) * 1000
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
