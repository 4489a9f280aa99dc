import type { Deps } from '../../platform/deps.ts'
import type { Comment } from './types.ts'

type LinkDeps = Pick<Deps, 'config' | 'catalogues' | 'secrets'>

/** What a token opens; one for one purpose opens nothing else. */
export type TokenPurpose = 'status' | 'subscription' | `moderation:${string}`

/** Decisions by one moderator: when their address leaves the setting, their links open nothing more. */
export function moderationBy(address: string): TokenPurpose {
  return `moderation:${address.toLowerCase()}`
}

/** The unguessable part of an address that concerns one comment. */
export function commentToken(
  secrets: Pick<Deps['secrets'], 'token'>,
  purpose: TokenPurpose,
  commentId: string,
): string {
  return secrets.token(`comment-${purpose}`, commentId)
}

/** The comment behind a token, or undefined when it was forged or cut short on the way. */
export function readCommentToken(
  secrets: Pick<Deps['secrets'], 'readToken'>,
  purpose: TokenPurpose,
  token: string,
): string | undefined {
  return secrets.readToken(`comment-${purpose}`, token)
}

/** Address in a mail, of a page that concerns one comment. */
export function tokenLink(
  deps: LinkDeps,
  to: { purpose: TokenPurpose; commentId: string; language: string; page: string },
): string {
  const token = commentToken(deps.secrets, to.purpose, to.commentId)
  return siteLink(deps, to.language, `/comments/${token}/${to.page}`)
}

/** Where readers see a comment. */
export function commentPath({ id, place }: Pick<Comment, 'id' | 'place'>): string {
  return `${place.path}#comment-${id}`
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
