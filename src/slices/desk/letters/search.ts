import { listCountries } from '../../../platform/countries.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { findAppealId, parseAppealPath } from '../../appeals/index.ts'
import { searchMissions } from '../../missions/index.ts'
import {
  countLettersOf,
  findLetter,
  type LettersOf,
  listSubjectsIn,
  readLetterToken,
} from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import type { FoundLetters, Sought } from './search-page.tsx'

const MAX_FOUND = 30
/** Missions whose letters are counted, whether or not they have any. */
const MAX_MISSIONS = 60

/**
 * The one letter that somebody means who tells the address of its status page, in whatever words around it, or
 * the id that the desk knows it by. Undefined when there is none.
 */
export async function findLetterMeant(
  { reader, secrets }: Pick<DeskDeps, 'reader' | 'secrets'>,
  words: string,
): Promise<string | undefined> {
  const parts = [words.trim(), ...(words.match(/[\w-]{20,}/g) ?? [])]
  for (const part of parts) {
    const id = readLetterToken(secrets, part) ?? part
    if (/^[0-9a-f-]{36}$/.test(id) && (await findLetter(reader, id))) return id
  }
  return undefined
}

/**
 * Letters by the address of their appeal, or by the town, the country or an address of their mission; without
 * words all that are in a state. Nobody is found by the name or the address of who wrote.
 */
export async function searchLetters(
  deps: Pick<DeskDeps, 'reader'>,
  { words, state }: Sought,
  lang: string,
): Promise<FoundLetters[]> {
  const { reader } = deps
  const text = words.trim()
  if (text === '') return state ? listSubjectsIn(reader, state, MAX_FOUND) : []
  const found: FoundLetters[] = []
  for (const subject of await findSubjects(deps, text, lang)) {
    const counts = await countLettersOf(reader, subject)
    const letters = state
      ? (counts[state] ?? 0)
      : Object.values(counts).reduce((sum, count) => sum + count, 0)
    if (letters > 0) found.push({ ...subject, letters })
  }
  return found.sort((a, b) => b.letters - a.letters).slice(0, MAX_FOUND)
}

async function findSubjects(
  { reader }: Pick<DeskDeps, 'reader'>,
  text: string,
  lang: string,
): Promise<LettersOf[]> {
  const path = /\d{4}\/\d{2}\/\d{2}\/[^/\s?#]+/.exec(text)?.[0]
  const key = path === undefined ? undefined : parseAppealPath(path)
  if (key) {
    const id = await findAppealId(reader, key)
    return id === undefined ? [] : [{ kind: 'appeal', id }]
  }
  const place = { receivingState: countryMeant(text, lang) }
  const asked = place.receivingState ? place : { text }
  const missions = await searchMissions(reader, { ...asked, limit: MAX_MISSIONS })
  return missions.map(({ id }) => ({ kind: 'mission', id }))
}

/** By its code, or by its name in the language of the desk. */
function countryMeant(text: string, lang: string): string | undefined {
  const name = text.toLocaleLowerCase(lang)
  return listCountries().find(
    ({ code }) =>
      code === text.toUpperCase() || countryName(lang, code).toLocaleLowerCase(lang) === name,
  )?.code
}
