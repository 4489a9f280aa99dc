import type { Db } from '../../../platform/db/database.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { Veil } from '../../../platform/veil/veil.ts'
import {
  appealPath,
  listPublicAppeals,
  listPublicStates,
  type StoredAppeal,
} from '../../appeals/index.ts'
import { bodyText, type SearchDocument, toDocument } from './document.ts'
import { veiledAppeal } from './veiled-appeal.ts'
import { createReadText, type ReadText } from './words.ts'

/** What results show of an appeal, in every language. */
export interface ShownAppeal {
  id: string
  changedAt: Instant
  path: string
  publishedOn: Day
  country: string
  /** The original first; nobody is named who has not agreed. */
  texts: ShownText[]
  /**
   * By what it may be found, where names are hidden: the index may know them still, for as long as
   * it takes to go through all appeals after a consent was withdrawn.
   */
  findable?: SearchDocument
}

export interface ShownText {
  language: string
  title: ReadText
  body: ReadText
}

/** Gives out those of these appeals that are public, by their ids, under the veil of this moment. */
export type ShownAppeals = (veil: Veil, ids: string[]) => Promise<Map<string, ShownAppeal>>

/**
 * The newest appeals come first in most searches; these bound what is remembered of them. With the
 * places of its words, a character takes some ten bytes, of scripts without blanks up to eighty.
 */
const MAX_REMEMBERED_CHARS = 500_000
const MAX_CHARS_OF_ONE = 30_000

/**
 * Remembers the texts of appeals that were found lately, because reading them is the greater part
 * of a search. Whether an appeal is public, and still the one that is remembered, is asked of
 * appeals each time; all is forgotten when it changes who may be named.
 */
export function createShownAppeals({ reader }: { reader: Db }): ShownAppeals {
  const memory = createMemory()
  let rememberedUnder: Veil | undefined

  return async (veil, ids) => {
    if (veil !== rememberedUnder) memory.clear()
    rememberedUnder = veil
    const states = await listPublicStates(reader, ids)
    const known = states.flatMap(({ id, changedAt }) => {
      const appeal = memory.find(id)
      return appeal?.changedAt === changedAt ? [appeal] : []
    })
    const isKnown = new Set(known.map(({ id }) => id))
    const missing = states.map(({ id }) => id).filter((id) => !isKnown.has(id))
    const read = (await listPublicAppeals(reader, missing)).map((one) => toShown(veil, one))
    const shown = [...known, ...read]
    // Whoever asked under a veil that has gone meanwhile leaves nothing behind.
    if (veil === rememberedUnder) for (const appeal of shown) memory.keep(appeal)
    return new Map(shown.map((appeal) => [appeal.id, appeal]))
  }
}

/** What was shown lately; when there is too much of it, what was not asked for the longest goes. */
function createMemory() {
  const kept = new Map<string, ShownAppeal>()
  let chars = 0
  const forget = (appeal: ShownAppeal | undefined) => {
    if (appeal && kept.delete(appeal.id)) chars -= charsOf(appeal)
  }
  return {
    find: (id: string) => kept.get(id),
    keep(appeal: ShownAppeal) {
      forget(kept.get(appeal.id))
      if (charsOf(appeal) > MAX_CHARS_OF_ONE) return
      kept.set(appeal.id, appeal)
      chars += charsOf(appeal)
      while (chars > MAX_REMEMBERED_CHARS) forget(kept.values().next().value)
    },
    clear() {
      kept.clear()
      chars = 0
    },
  }
}

function charsOf({ texts }: ShownAppeal): number {
  return texts.reduce((sum, { body }) => sum + body.text.length, 0)
}

function toShown(veil: Veil, appeal: StoredAppeal): ShownAppeal {
  const veiled = veiledAppeal(veil, appeal)
  const { id, key, facts, texts, changedAt } = veiled
  return {
    ...(veiled !== appeal && { findable: toDocument(veiled) }),
    id,
    changedAt,
    path: appealPath(key),
    publishedOn: key.publishedOn,
    country: facts.country,
    texts: texts.map((text) => ({
      language: text.language,
      title: createReadText(text.title),
      body: createReadText(bodyText(text)),
    })),
  }
}
