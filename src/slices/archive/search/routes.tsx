import { Type } from 'typebox'
import { isCountry } from '../../../platform/countries.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { App } from '../../../platform/http/types.ts'
import { MINUTE_MS } from '../../../platform/time.ts'
import { createChoices } from './choices.ts'
import type { Asked } from './form.tsx'
import { SearchPage } from './pages.tsx'
import { MAX_QUERY_CHARS } from './query.ts'
import { searchAppeals } from './search-appeals.ts'
import { createShownAppeals } from './shown-appeals.ts'

const RESULTS_PER_PAGE = 10
/** For one network; many people may share one. */
const MAX_SEARCHES_PER_MINUTE = 120

/**
 * `/search?q=&country=&topic=&year=`.
 *
 * Not kept in memory: hardly any two searches are alike, and pages that are asked for more often
 * would have to make room.
 */
export function searchRoutes(server: App, deps: Pick<Deps, 'reader' | 'clock' | 'veils'>): void {
  const choicesOf = createChoices(deps)
  const tools = { ...deps, shownAppeals: createShownAppeals(deps) }
  const rateLimit = { max: MAX_SEARCHES_PER_MINUTE, timeWindow: MINUTE_MS }
  const config = { access: 'public', rateLimit } as const
  const schema = { querystring: Type.Record(Type.String(), Type.Unknown()) }

  server.get('/search', { config, schema }, async ({ query: typed, view }, reply) => {
    const asked = readAsked(typed)
    const [choices, { found, next, because }] = await Promise.all([
      choicesOf(view),
      searchAppeals(tools, { ...asked, limit: RESULTS_PER_PAGE }, view.lang),
    ])
    const repeated = because === 'hidden_name' ? { ...asked, text: '' } : asked
    const isEmpty = because === 'no_words'
    return reply.html(
      <SearchPage view={view} asked={repeated} {...{ choices, isEmpty, found, next }} />,
    )
  })
}

/** Whatever an address says: what cannot be used is left out. */
function readAsked(typed: Record<string, unknown>): Asked {
  const read = (name: string, pattern: RegExp) => {
    const value = [typed[name]].flat()[0]
    return typeof value === 'string' && pattern.test(value) ? value : undefined
  }
  const country = read('country', /^[a-z]{2}$/i)?.toUpperCase()
  return {
    text: read('q', /\S/u)?.trim().slice(0, MAX_QUERY_CHARS) ?? '',
    country: country && isCountry(country) ? country : undefined,
    topic: read('topic', /^[a-z0-9-]{1,100}$/),
    year: read('year', /^\d{4}$/),
    after: read('after', /^[tw]-?\d{1,15}$/),
  }
}
