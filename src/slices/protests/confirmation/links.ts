import type { Deps } from '../../../platform/deps.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import type { Letter } from '../types.ts'

const PURPOSE = 'letter'

/** The unguessable part of a letter's addresses. */
export function letterToken(secrets: Pick<Secrets, 'token'>, letterId: string): string {
  return secrets.token(PURPOSE, letterId)
}

/** The letter behind a token, or undefined when it was forged or cut short on the way. */
export function readLetterToken(
  secrets: Pick<Secrets, 'readToken'>,
  token: string,
): string | undefined {
  return secrets.readToken(PURPOSE, token)
}

/** The address in the mail to the writer. */
export function confirmationLink(
  deps: Pick<Deps, 'config' | 'secrets' | 'catalogues'>,
  letter: Pick<Letter, 'id' | 'language'>,
): string {
  const path = `/letters/${letterToken(deps.secrets, letter.id)}/confirmation`
  return siteLink(deps, letter.language, path)
}

/** A whole address on this site, in a language; the first language needs no prefix. */
export function siteLink(
  { config, catalogues }: Pick<Deps, 'config' | 'catalogues'>,
  language: string,
  path: string,
): string {
  const prefix = language === catalogues.languages[0] ? '' : `/${language}`
  return `${config.publicUrl}${prefix}${path}`
}
