import type { Secrets } from '../../../platform/secrets.ts'
import { readContent } from '../read-content.ts'
import type { Letter, LetterContent } from '../types.ts'

/**
 * What a letter on hold says, without who wrote it: a moderator has to read it to decide. Undefined
 * for every other letter.
 */
export function readHeldWords(
  secrets: Pick<Secrets, 'open'>,
  letter: Letter,
): Pick<LetterContent, 'subject' | 'text'> | undefined {
  const content = letter.state === 'on_hold' ? readContent(secrets, letter) : undefined
  return content && { subject: content.subject, text: content.text }
}
