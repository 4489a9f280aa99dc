import { renderToString } from 'preact-render-to-string'
import { countryPlaces } from '../../../platform/country-places.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { View } from '../../../platform/html/view.ts'
import { WorldMap } from '../../../platform/html/world-map.tsx'
import type { App } from '../../../platform/http/types.ts'
import { countryName, formatNumber } from '../../../platform/i18n/format.ts'
import { appealFact, findAppealId } from '../../appeals/index.ts'
import { countLetters, lettersFact } from '../count-queries.ts'
import { AppealParams } from '../schemas.ts'
import type { CountryCount } from '../types.ts'

const NAMED_COUNTRIES = 3

/** What the map shows, in words. */
export function describeMap({ t, lang }: View, countries: readonly CountryCount[]): string {
  const writing = countries.filter(({ confirmed }) => confirmed > 0)
  const named = writing
    .slice(0, NAMED_COUNTRIES)
    .map(
      ({ country, confirmed }) => `${countryName(lang, country)} ${formatNumber(lang, confirmed)}`,
    )
  return t('protests.map_described', { count: writing.length, named: named.join(', ') })
}

/**
 * `/2013/05/22/SLUG/letters.svg`: confirmed letters by country on a map of the world. It is a
 * picture of its own, so that the page of the appeal stays small.
 */
export function lettersMapRoute(server: App, { reader }: Pick<Deps, 'reader'>): void {
  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/letters.svg',
    { config: { access: 'public', cached: true }, schema: { params: AppealParams } },
    async ({ view, params }, reply) => {
      const { year, month, day, slug } = params
      const id = await findAppealId(reader, { publishedOn: `${year}-${month}-${day}`, slug })
      if (!id) throw new AppError('not_found', 'protests.no_such_appeal')
      const { countries } = await countLetters(reader, id)
      const shows = { facts: [appealFact(id)], busyFacts: [lettersFact(id)] }
      return reply.document('image/svg+xml', renderToString(drawMap(view, countries)), shows)
    },
  )
}

function drawMap(view: View, countries: readonly CountryCount[]) {
  const counts = new Map(countries.map(({ country, confirmed }) => [country, confirmed]))
  const circles = countryPlaces.map(([code, latitude, longitude]) => ({
    latitude,
    longitude,
    value: counts.get(code) ?? 0,
  }))
  return <WorldMap title={describeMap(view, countries)} circles={circles} />
}
