import type { Secrets } from '../../platform/secrets.ts'

/** Encrypts the address of a comment's author, so that it opens with this comment only. */
export function sealAddress(secrets: Secrets, commentId: string, address: string): string {
  return secrets.seal(address, contextOf(commentId))
}

/** @throws Error when it was altered, or belongs to another comment */
export function openAddress(secrets: Secrets, commentId: string, sealed: string): string {
  return secrets.open(sealed, contextOf(commentId))
}

function contextOf(commentId: string): string {
  return `comment-email:${commentId}`
}
