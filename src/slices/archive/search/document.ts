import { countryName } from '../../../platform/i18n/format.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { AppealTexts, StoredAppeal } from '../../appeals/index.ts'
import { plainText } from './plain-text.ts'
import { indexTokensOf } from './words.ts'

/** An appeal as the index sees it: in all its languages at once, because it is found once. */
export interface SearchDocument {
  appealId: string
  publishedOn: Day
  changedAt: Instant
  /** Tokens that only filters look for. */
  marks: string[]
  /** Tokens in their order, by language. */
  titles: string[][]
  bodies: string[][]
}

/**
 * How much of one appeal is indexed, in bytes of UTF-8 with the overhead of a word. It keeps
 * within what PostgreSQL takes as one `tsvector` (1 MB), on both databases.
 */
const MAX_INDEXED_BYTES = 900_000
const OVERHEAD_BYTES = 8

export function toDocument({ id, key, facts, texts, changedAt }: StoredAppeal): SearchDocument {
  const budget = { bytes: MAX_INDEXED_BYTES }
  const { country, topics } = facts
  return {
    appealId: id,
    publishedOn: key.publishedOn,
    changedAt,
    marks: [countryMark(country), ...topics.map(topicMark)],
    titles: texts.map(({ title }) => tokensWithin(budget, title)),
    bodies: texts.map((text) => {
      const about = [countryName(text.language, country), facts.quotation?.who, ...topics]
      return tokensWithin(budget, `${bodyText(text)}\n${about.join('\n')}`)
    }),
  }
}

/** The text of an appeal in one language, as far as readers see it under its title. */
export function bodyText(texts: AppealTexts): string {
  const { call, place, quotation, story, video, demands, events } = texts
  const lines = [...demands, ...events].map(({ text }) => text)
  return [call, place, plainText(quotation ?? ''), plainText(story), video, ...lines]
    .filter(Boolean)
    .join('\n')
}

/** A mark begins with a sign, so that no word and no beginning of a word is ever taken for it. */
export function countryMark(country: string): string {
  return `=country=${country.toLowerCase()}`
}

export function topicMark(topic: string): string {
  return `=topic=${topic}`
}

function tokensWithin(budget: { bytes: number }, text: string): string[] {
  const tokens = indexTokensOf(text)
  const end = tokens.findIndex((token) => {
    budget.bytes -= Buffer.byteLength(token) + OVERHEAD_BYTES
    return budget.bytes < 0
  })
  return end < 0 ? tokens : tokens.slice(0, end)
}
