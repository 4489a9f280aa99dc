import type { Secrets } from '../../platform/secrets.ts'
import type { Letter, LetterContent } from './types.ts'

/** What the supporter wrote, or undefined when it has been erased. */
export function readContent(
  secrets: Pick<Secrets, 'open'>,
  letter: Pick<Letter, 'id' | 'sealed'>,
): LetterContent | undefined {
  return letter.sealed === undefined
    ? undefined
    : (JSON.parse(secrets.open(letter.sealed, letter.id)) as LetterContent)
}
