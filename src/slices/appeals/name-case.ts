import type { Db } from '../../platform/db/database.ts'
import type { Instant } from '../../platform/time.ts'
import { beginNamedCase } from '../cases/index.ts'
import type { StoredAppeal } from './compose.ts'
import { updateFacts } from './queries.ts'
import type { AppealFacts, KeyedText } from './types.ts'

/**
 * A file that names a case begins its ledger, hidden from readers, where there is none yet.
 *
 * @returns false when there is one that belongs to a partner organisation
 */
export async function noteCase(
  tx: Db,
  {
    facts,
    title,
    language,
    at,
  }: { facts: AppealFacts; title: string; language: string; at: Instant },
): Promise<boolean> {
  if (facts.caseKey === undefined) return true
  return beginNamedCase(tx, {
    key: facts.caseKey,
    country: facts.country,
    titles: { [language]: title },
    at,
  })
}

/** An original says what people are in its own language; what translations said stays. */
export function keepRoles(facts: AppealFacts, stored: AppealFacts): AppealFacts {
  const known = new Map(stored.people?.map(({ key, roles }) => [key, roles]))
  const people = facts.people?.map(({ key, roles }) => ({
    key,
    roles: { ...known.get(key), ...roles },
  }))
  return people ? { ...facts, people } : facts
}

/** Returns whether a translation says anything else of people than before. */
export async function saveRoles(
  tx: Db,
  { id, facts }: Pick<StoredAppeal, 'id' | 'facts'>,
  { people = [], language }: { people?: KeyedText[]; language: string },
): Promise<boolean> {
  if (!facts.people) return false
  const said = new Map(people.map(({ key, text }) => [key, text]))
  const changed = facts.people.map(({ key, roles: { [language]: _, ...others } }) => {
    const text = said.get(key)
    return { key, roles: text === undefined ? others : { ...others, [language]: text } }
  })
  return updateFacts(tx, id, { ...facts, people: changed })
}
