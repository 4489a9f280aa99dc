import { createHash } from 'node:crypto'

/**
 * A short word for the state of something, which changes whenever that does: a form carries it, so that
 * whoever saves is told when somebody else has saved in the meantime. `state` is written as JSON.
 */
export function versionOf(state: unknown): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16)
}
