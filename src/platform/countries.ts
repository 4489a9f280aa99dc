import { countryPlaces } from './country-places.ts'

/** A point on the earth in degrees. */
export interface Place {
  latitude: number
  longitude: number
}

/** A state or inhabited territory, with the place where the embassies in it stand (its capital, as a rule). */
export interface Country extends Place {
  code: string
}

const countries: readonly Country[] = Object.freeze(
  countryPlaces.map(([code, latitude, longitude]) => Object.freeze({ code, latitude, longitude })),
)
const byCode: ReadonlyMap<string, Country> = new Map(countries.map((each) => [each.code, each]))

/** True for an ISO 3166-1 alpha-2 code in capitals that a reader can live in, and for XK (Kosovo). */
export function isCountry(code: string): boolean {
  return byCode.has(code)
}

/** The country with this code (capitals), or `undefined`. */
export function findCountry(code: string): Country | undefined {
  return byCode.get(code)
}

/** All countries, sorted by code. Names come from the reader's language, so a page sorts again. */
export function listCountries(): readonly Country[] {
  return countries
}

/** Distance between two points along the earth's surface, in kilometres (haversine, mean radius). */
export function distanceKm(a: Place, b: Place): number {
  const latitude = radians(b.latitude - a.latitude)
  const longitude = radians(b.longitude - a.longitude)
  const chord =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/**
 * The country a reader probably lives in, from their browser's languages alone, or `undefined`.
 *
 * It only preselects a list that the reader sees and can change. In order:
 *
 * 1. the region of the first tag that has one and is in the reader's first language (`de-AT, en-US` is AT);
 * 2. the country of the first language, when nearly all its readers live in one (`ga` is IE). Languages
 *    spread over several states (English, Spanish, French, Portuguese, Arabic, Russian, German,
 *    Dutch …) and those of peoples without a state (Kurdish, Uyghur, Tibetan …) give no answer;
 * 3. the region of any later tag, except `en-US`, which browsers put in every list.
 *
 * The reader's IP address is never consulted.
 */
export function guessCountry(acceptLanguage: string | undefined): string | undefined {
  const tags = readTags(acceptLanguage ?? '')
  const language = tags[0]?.language
  if (language === undefined) return undefined

  return (
    tags.find((tag) => tag.language === language && tag.region)?.region ??
    homeOf(language) ??
    tags.find((tag) => tag.region && !(tag.language === 'en' && tag.region === 'US'))?.region
  )
}

const EARTH_RADIUS_KM = 6371.0088

/** Browsers send well below 200; the rest of a longer header is not read. */
const MAX_HEADER_CHARS = 500
const MAX_TAG_CHARS = 35

// language, up to three extended languages, script, region, then variants and extensions
const TAG = /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-[a-z0-9]{1,8})*$/i

interface Tag {
  language: string
  /** A known country only. */
  region: string | undefined
  weight: number
}

/** The well-formed tags of the header, most wanted first. */
function readTags(header: string): Tag[] {
  return header
    .slice(0, MAX_HEADER_CHARS)
    .split(',')
    .flatMap((part) => readTag(part))
    .sort((a, b) => b.weight - a.weight)
}

function readTag(part: string): Tag[] {
  const [name = '', ...parameters] = part.split(';').map((each) => each.trim())
  const match = name.length <= MAX_TAG_CHARS ? TAG.exec(name) : null
  const weight = readWeight(parameters)
  if (!match?.[1] || !(weight > 0)) return []

  const region = match[2]?.toUpperCase()
  return [
    {
      language: match[1].toLowerCase(),
      region: region !== undefined && isCountry(region) ? region : undefined,
      weight,
    },
  ]
}

/** 1 without a `q`; NaN for one that is no number. */
function readWeight(parameters: string[]): number {
  const q = parameters.find((each) => /^q=/i.test(each))
  return q === undefined ? 1 : Math.min(1, Number(q.slice(2)))
}

/** Languages of which at least nine in ten readers live in one state, the one CLDR calls likely. */
const AT_HOME_IN_ONE_STATE = new Set(
  (
    'am be bg cs cy da et fi fil fo ga gd gl he hi hu hy id is it ja ka kk kl km kn ko ky lb lo lt lv mg mi ' +
    'mk ml mn mr mt my nb nn no ne pl rw si sk sl sv te tg th tk tr uk uz vi'
  ).split(' '),
)

function homeOf(language: string): string | undefined {
  if (!AT_HOME_IN_ONE_STATE.has(language)) return undefined
  const region = new Intl.Locale(language).maximize().region
  return region !== undefined && isCountry(region) ? region : undefined
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
