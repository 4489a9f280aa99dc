import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { chooseLanguage } from '../../../platform/i18n/negotiate.ts'
import type { Day } from '../../../platform/time.ts'
import type { Veil } from '../../../platform/veil/veil.ts'
import { countryMark, topicMark } from './document.ts'
import { positionsOf } from './positions.ts'
import { holdsPhrase, parseQuery, type Query } from './query.ts'
import type { ShownAppeal, ShownAppeals, ShownText } from './shown-appeals.ts'
import { findPassage, markMatches, type Piece, snippetAt } from './snippet.ts'
import { type Hit, type Tier, wordIndexOf } from './word-index.ts'
import { createReadText } from './words.ts'

/** What is looked for, and where. */
export interface Search {
  /** As somebody typed it. */
  text: string
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

export interface Results {
  found: Found[]
  /** Continues the list; missing at its end. */
  next?: string
  /** Why nothing was looked for: there are no words, or they name somebody who is hidden. */
  because?: 'no_words' | 'hidden_name'
}

interface SearchDeps extends Pick<Deps, 'reader' | 'veils'> {
  shownAppeals: ShownAppeals
}

/**
 * Public appeals in which the whole query occurs: first those that have it in the title, then the
 * others, each with the newest first.
 *
 * The index follows what happens to appeals by some seconds, but what is shown is of this moment:
 * nothing that has been withdrawn, no word that has been corrected, nothing that only a name which
 * is hidden by now answers to.
 */
export async function searchAppeals(
  { reader, veils, shownAppeals }: SearchDeps,
  search: Search,
  lang: string,
): Promise<Results> {
  const query = parseQuery(search.text)
  if (query.length === 0) return { found: [], because: 'no_words' }
  let after = search.after
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const hits = await findHits(reader, { ...search, query, after })
    // Asked when the hits are there, so that no name which is hidden meanwhile has found any.
    const veil = await veils.for('pages')
    if (asksForHidden(veil, search.text)) return { found: [], because: 'hidden_name' }
    const shown = hits.slice(0, search.limit)
    const appeals = await shownAppeals(
      veil,
      shown.map(({ appealId }) => appealId),
    )
    const last = shown.at(-1)
    const next = hits.length > shown.length && last ? `${last.tier}${last.position}` : undefined
    const found = shown.flatMap(({ appealId }) => appeals.get(appealId) ?? [])
    const confirmed = found.filter((appeal) => mayBeFound(appeal, query))
    // A page without results that goes on would tell that some were hidden.
    const isOver = next === undefined || confirmed.length > 0 || found.length === 0
    if (isOver) return { found: confirmed.map((one) => toFound(one, query, lang)), next }
    after = next
  }
  return { found: [] }
}

/** In capital letters a name is one, whatever else it may mean. */
function asksForHidden(veil: Veil, text: string): boolean {
  return [text, text.toUpperCase()].some((words) => veil.find(words).length > 0)
}

/** A hit that stands on a hidden name alone is none, whatever the index still knows. */
function mayBeFound({ findable }: ShownAppeal, query: Query): boolean {
  if (!findable) return true
  const all = [...findable.titles, ...findable.bodies]
  return query.every((phrase) => all.some((tokens) => holdsPhrase(tokens, phrase)))
}

/** How many pages in a row whose hits all stand on hidden names are passed over. */
const MAX_PAGES = 50

/** One hit more than the limit, where there is one. */
function findHits(db: Db, search: Search & { query: Query }): Promise<Hit[]> {
  const { query, country, topic, year, limit } = search
  const marks = [...(country ? [countryMark(country)] : []), ...(topic ? [topicMark(topic)] : [])]
  const { from, until } = year ? positionsOf(`${year}-01-01`, `${year}-12-31`) : everywhere
  const after = readCursor(search.after)
  const tiers: Tier[] = after?.tier === 'w' ? ['w'] : ['t', 'w']
  const spans = tiers.map((tier) => ({
    ...{ tier, from },
    until: tier === after?.tier ? Math.min(until, after.position - 1) : until,
  }))
  return wordIndexOf(db).find(db, { query, marks, spans, limit: limit + 1 })
}

const everywhere = positionsOf('0000-01-01', '9999-12-31')

function readCursor(text: string | undefined): { tier: Tier; position: number } | undefined {
  const [, tier, position] = /^([tw])(-?\d{1,15})$/.exec(text ?? '') ?? []
  return tier ? { tier: tier as Tier, position: Number(position) } : undefined
}

function toFound(appeal: ShownAppeal, query: Query, lang: string): Found {
  const { id, path, publishedOn, country } = appeal
  const { text, start } = chooseText(appeal, query, lang)
  return {
    ...{ id, path, publishedOn, country },
    language: text.language,
    title: markMatches(text.title, query),
    snippet: snippetAt(text.body, start, query),
  }
}

/** The reader's language if the whole query is there, else the one that has most of it. */
function chooseText({ texts }: ShownAppeal, query: Query, lang: string) {
  const languages = texts.map(({ language }) => language)
  const wanted = languages.indexOf(chooseLanguage([lang], languages))
  const inOrder = [...texts.slice(wanted), ...texts.slice(0, wanted)]
  let best = { text: inOrder[0] ?? nothing, start: 0, phrases: -1 }
  for (const text of inOrder) {
    const other = lookAt(text, query)
    if (other.phrases > best.phrases) best = other
    if (best.phrases === query.length) break
  }
  return best
}

const nothing = { language: 'en', title: createReadText(''), body: createReadText('') }

function lookAt(text: ShownText, query: Query) {
  const { start, found } = findPassage(text.body, query)
  const phrases = new Set([...found, ...findPassage(text.title, query).found]).size
  return { text, start, phrases }
}
