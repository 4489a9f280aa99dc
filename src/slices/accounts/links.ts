import type { Deps } from '../../platform/deps.ts'

type LinkDeps = Pick<Deps, 'config' | 'catalogues' | 'secrets'>

/** What a link opens; one for one purpose opens nothing else. */
export type LinkPurpose = 'invitation' | 'password-reset'

const paths: Record<LinkPurpose, string> = {
  invitation: '/desk/invitations',
  'password-reset': '/desk/password-resets',
}

/** The whole address of a page that opens once; GET shows it, only its button acts. */
export function accountLink(
  deps: LinkDeps,
  { purpose, id, language }: { purpose: LinkPurpose; id: string; language: string },
): string {
  const prefix = language === deps.catalogues.languages[0] ? '' : `/${language}`
  const token = deps.secrets.token(`account-${purpose}`, id)
  return `${deps.config.publicUrl}${prefix}${paths[purpose]}/${token}`
}

/** The row behind a link, or undefined when it was forged or cut short on the way. */
export function readAccountLink(
  secrets: Pick<Deps['secrets'], 'readToken'>,
  purpose: LinkPurpose,
  token: string,
): string | undefined {
  return secrets.readToken(`account-${purpose}`, token)
}
