import type { IncomingMessage } from 'node:http'
import { withoutTracking } from './tracking.ts'

const prefixes = new WeakMap<IncomingMessage, string>()

/**
 * Takes the language prefix off an address (`/ru/2013/05/` → `/2013/05/`) and remembers it, so
 * that every route exists once for all languages. What others added to follow readers goes as well.
 */
export function stripLanguagePrefix(languages: readonly string[]) {
  const pattern = new RegExp(`^/(${languages.join('|')})(?=/|$|\\?)`)
  return (request: IncomingMessage): string => {
    const url = withoutTracking(pathOf(request.url ?? '/'))
    const prefix = pattern.exec(url)?.[1]
    if (!prefix) return url
    prefixes.set(request, prefix)
    const rest = url.slice(prefix.length + 1)
    return rest.startsWith('/') ? rest : `/${rest}`
  }
}

/** A client that takes the server for a proxy names the whole address (RFC 9112 §3.2.2); ours has one host. */
function pathOf(url: string): string {
  if (url.startsWith('/')) return url
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** The language that the address asked for, if it did. */
export function languagePrefixOf(request: IncomingMessage): string | undefined {
  return prefixes.get(request)
}
