import type { Db } from '../../../platform/db/database.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import {
  appealPath,
  listPublicAppeals,
  listPublicStates,
  type StoredAppeal,
} from '../../appeals/index.ts'
import { bodyText } from './document.ts'

/** What results show of an appeal, in every language. */
export interface ShownAppeal {
  id: string
  changedAt: Instant
  path: string
  publishedOn: Day
  country: string
  /** The original first. */
  texts: ShownText[]
}

export interface ShownText {
  language: string
  title: string
  body: string
}

/** Gives out those of these appeals that are public, by their ids. */
export type ShownAppeals = (ids: string[]) => Promise<Map<string, ShownAppeal>>

/** The newest appeals come first in most searches; these two bound what is remembered of them. */
const MAX_REMEMBERED = 300
const MAX_REMEMBERED_CHARS = 30_000

/**
 * Remembers the texts of appeals that were found lately, because reading them is the greater part
 * of a search. Whether an appeal is public, and still the one that is remembered, is asked of
 * appeals each time.
 */
export function createShownAppeals(reader: Db): ShownAppeals {
  const remembered = new Map<string, ShownAppeal>()

  const remember = (appeal: ShownAppeal) => {
    const chars = appeal.texts.reduce((sum, { body }) => sum + body.length, 0)
    remembered.delete(appeal.id)
    if (chars > MAX_REMEMBERED_CHARS) return
    remembered.set(appeal.id, appeal)
    const [oldest] = remembered.size > MAX_REMEMBERED ? remembered.keys() : []
    if (oldest !== undefined) remembered.delete(oldest)
  }

  return async (ids) => {
    const states = await listPublicStates(reader, ids)
    const known = states.flatMap(({ id, changedAt }) => {
      const appeal = remembered.get(id)
      return appeal?.changedAt === changedAt ? [appeal] : []
    })
    const isKnown = new Set(known.map(({ id }) => id))
    const missing = states.map(({ id }) => id).filter((id) => !isKnown.has(id))
    const read = (await listPublicAppeals(reader, missing)).map(toShown)
    const shown = [...known, ...read]
    for (const appeal of shown) remember(appeal)
    return new Map(shown.map((appeal) => [appeal.id, appeal]))
  }
}

function toShown({ id, key, facts, texts, changedAt }: StoredAppeal): ShownAppeal {
  return {
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
