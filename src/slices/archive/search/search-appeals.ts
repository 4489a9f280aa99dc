import type { Db } from '../../../platform/db/database.ts'
import { chooseLanguage } from '../../../platform/i18n/negotiate.ts'
import type { Day } from '../../../platform/time.ts'
import {
  type AppealTexts,
  appealPath,
  listPublicAppeals,
  type StoredAppeal,
} from '../../appeals/index.ts'
import { bodyText, countryMark, topicMark } from './document.ts'
import { positionsOf } from './positions.ts'
import type { Query } from './query.ts'
import { findPassage, markMatches, type Piece, snippetAt } from './snippet.ts'
import { type Hit, wordIndexOf } from './word-index.ts'

/** What is looked for, and where. */
export interface Search {
  query: Query
  country?: string
  topic?: string
  /** `2013` */
  year?: string
  /** The `next` of the page before. What was not made here is as good as none. */
  after?: string
  limit: number
}

/** An appeal that was found, in the language in which it was found. */
export interface Found {
  id: string
  path: string
  publishedOn: Day
  country: string
  language: string
  title: Piece[]
  snippet: Piece[]
}

/**
 * Public appeals in which the whole query occurs: first those that have it in the title, then the
 * others, each with the newest first. `next` continues the list and is missing at its end.
 *
 * The index follows what happens to appeals by some seconds, but what is shown is of this moment:
 * nothing that has been withdrawn, no word that has been corrected.
 */
export async function searchAppeals(
  db: Db,
  search: Search,
  lang: string,
): Promise<{ found: Found[]; next?: string }> {
  if (search.query.length === 0) return { found: [] }
  const hits = await findHits(db, search)
  const shown = hits.slice(0, search.limit)
  const appeals = await listPublicAppeals(
    db,
    shown.map(({ appealId }) => appealId),
  )
  const appealOf = new Map(appeals.map((appeal) => [appeal.id, appeal]))
  const last = shown.at(-1)
  return {
    found: shown.flatMap(({ appealId }) => {
      const appeal = appealOf.get(appealId)
      return appeal ? [toFound(appeal, search.query, lang)] : []
    }),
    next: hits.length > shown.length && last ? `${last.tier}${last.position}` : undefined,
  }
}

/** `t`: the query is in the title. `w`: it is among all words. */
type Tier = 't' | 'w'
type TieredHit = Hit & { tier: Tier }

/** One hit more than the limit, where there is one. */
async function findHits(db: Db, search: Search): Promise<TieredHit[]> {
  const { query, country, topic, year, limit } = search
  const marks = [...(country ? [countryMark(country)] : []), ...(topic ? [topicMark(topic)] : [])]
  const whole = year ? positionsOf(`${year}-01-01`, `${year}-12-31`) : everywhere
  const after = readCursor(search.after)
  const hits: TieredHit[] = []
  for (const tier of after?.tier === 'w' ? (['w'] as const) : (['t', 'w'] as const)) {
    const until = tier === after?.tier ? Math.min(whole.until, after.position - 1) : whole.until
    const span = { from: whole.from, until }
    const more = await wordIndexOf(db).find(db, {
      ...{ query, marks, span },
      inTitle: tier === 't',
      limit: limit + 1 - hits.length,
    })
    hits.push(...more.map((hit) => ({ ...hit, tier })))
    if (hits.length > limit) break
  }
  return hits
}

const everywhere = positionsOf('0000-01-01', '9999-12-31')

function readCursor(text: string | undefined): { tier: Tier; position: number } | undefined {
  const [, tier, position] = /^([tw])(-?\d{1,15})$/.exec(text ?? '') ?? []
  return tier ? { tier: tier as Tier, position: Number(position) } : undefined
}

function toFound(appeal: StoredAppeal, query: Query, lang: string): Found {
  const { id, key, facts } = appeal
  const { texts, body, start } = chooseTexts(appeal, query, lang)
  return {
    id,
    path: appealPath(key),
    publishedOn: key.publishedOn,
    country: facts.country,
    language: texts.language,
    title: markMatches(texts.title, query),
    snippet: snippetAt(body, start, query),
  }
}

/** The reader's language if the whole query is there, else the one that has most of it. */
function chooseTexts({ texts: [original, ...others] }: StoredAppeal, query: Query, lang: string) {
  const all = [original, ...others]
  const wanted = chooseLanguage(
    [lang],
    all.map(({ language }) => language),
  )
  let best = lookAt(all.find(({ language }) => language === wanted) ?? original, query)
  for (const texts of all) {
    if (best.phrases === query.length) break
    const other = lookAt(texts, query)
    if (other.phrases > best.phrases) best = other
  }
  return best
}

function lookAt(texts: AppealTexts, query: Query) {
  const body = bodyText(texts)
  const { start, found } = findPassage(body, query)
  const phrases = new Set([...found, ...findPassage(texts.title, query).found]).size
  return { texts, body, start, phrases }
}
