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
  title: string
  body: string
}

/** Gives out those of these appeals that are public, by their ids, under the veil of this moment. */
export type ShownAppeals = (veil: Veil, ids: string[]) => Promise<Map<string, ShownAppeal>>

/** The newest appeals come first in most searches; these two bound what is remembered of them. */
const MAX_REMEMBERED = 300
const MAX_REMEMBERED_CHARS = 30_000

/**
 * Remembers the texts of appeals that were found lately, because reading them is the greater part
 * of a search. Whether an appeal is public, and still the one that is remembered, is asked of
 * appeals each time; all is forgotten when it changes who may be named.
 */
export function createShownAppeals({ reader }: { reader: Db }): ShownAppeals {
  const remembered = new Map<string, ShownAppeal>()
  let rememberedUnder: Veil | undefined

  const remember = (appeal: ShownAppeal) => {
    const chars = appeal.texts.reduce((sum, { body }) => sum + body.length, 0)
    remembered.delete(appeal.id)
    if (chars > MAX_REMEMBERED_CHARS) return
    remembered.set(appeal.id, appeal)
    const [oldest] = remembered.size > MAX_REMEMBERED ? remembered.keys() : []
    if (oldest !== undefined) remembered.delete(oldest)
  }

  return async (veil, ids) => {
    if (veil !== rememberedUnder) remembered.clear()
    rememberedUnder = veil
    const states = await listPublicStates(reader, ids)
    const known = states.flatMap(({ id, changedAt }) => {
      const appeal = remembered.get(id)
      return appeal?.changedAt === changedAt ? [appeal] : []
    })
    const isKnown = new Set(known.map(({ id }) => id))
    const missing = states.map(({ id }) => id).filter((id) => !isKnown.has(id))
    const read = (await listPublicAppeals(reader, missing)).map((one) => toShown(veil, one))
    const shown = [...known, ...read]
    // Whoever asked under a veil that has gone meanwhile leaves nothing behind.
    if (veil === rememberedUnder) for (const appeal of shown) remember(appeal)
    return new Map(shown.map((appeal) => [appeal.id, appeal]))
  }
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
      title: text.title,
      body: bodyText(text),
    })),
  }
}
