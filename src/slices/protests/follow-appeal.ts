import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LetterCorrection } from '../appeals/index.ts'
import { listUnsentOfAppeal, markReworded } from './queries.ts'
import { readContent } from './read-content.ts'
import type { Letter, LetterContent } from './types.ts'

const BATCH_SIZE = 100
/** More are not opened to be counted for a page. */
const MAX_COUNTED = 2000

/** Letters that are confirmed and have not left, as a correction of the letter texts finds them. */
export interface Rewordable {
  /** They keep to the old wording, and would get the new one. */
  unchanged: number
  /** They are in their writer's own words, or in another language, and stay as they are. */
  own: number
  /** There are more than were counted. */
  isAtLeast: boolean
}

/** How many waiting letters a correction of the letter texts would change. */
export async function countRewordable(
  { reader, secrets }: Pick<Deps, 'reader' | 'secrets'>,
  appealId: string,
  corrections: readonly LetterCorrection[],
): Promise<Rewordable> {
  const letters = await listUnsentOfAppeal(reader, appealId, { limit: MAX_COUNTED + 1 })
  const counted = letters.slice(0, MAX_COUNTED)
  const unchanged = counted.filter((letter) => reword(secrets, letter, corrections)).length
  return {
    unchanged,
    own: counted.length - unchanged,
    isAtLeast: letters.length > MAX_COUNTED,
  }
}

/**
 * Gives the new wording to the letters that wait and keep to the old one. A letter in its writer's
 * own words is never changed, nor one that is being sent at this moment. Doing it again is harmless.
 */
export async function rewordLetters(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  { appealId, corrections }: { appealId: string; corrections: readonly LetterCorrection[] },
): Promise<void> {
  let afterId: string | undefined
  do {
    const batch: Letter[] = await db.transaction().execute(async (tx) => {
      const options = { afterId, limit: BATCH_SIZE }
      const letters = await listUnsentOfAppeal(tx, appealId, options)
      for (const letter of letters) await rewordOne(tx, secrets, letter, corrections)
      return letters
    })
    afterId = batch.length === BATCH_SIZE ? batch.at(-1)?.id : undefined
  } while (afterId !== undefined)
}

async function rewordOne(
  tx: Db,
  secrets: Deps['secrets'],
  letter: Letter,
  corrections: readonly LetterCorrection[],
): Promise<void> {
  const content = reword(secrets, letter, corrections)
  if (content) await markReworded(tx, letter, secrets.seal(JSON.stringify(content), letter.id))
}

/** The letter with the new wording; undefined when it is not in the old one. */
function reword(
  secrets: Pick<Deps['secrets'], 'open'>,
  letter: Letter,
  corrections: readonly LetterCorrection[],
): LetterContent | undefined {
  const correction = corrections.find(({ language }) => language === letter.letterLanguage)
  const content = correction && readContent(secrets, letter)
  if (!content || !isSame(content.text, correction.before.text)) return undefined
  const { before, after } = correction
  const subject = isSame(content.subject, before.subject) ? after.subject : content.subject
  return { ...content, subject, text: after.text }
}

/** Forms change line ends and spaces; words are what counts. */
function isSame(a: string, b: string): boolean {
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')
  return words(a).join(' ') === words(b).join(' ')
}
