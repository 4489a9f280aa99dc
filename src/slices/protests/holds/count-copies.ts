import { createHmac, randomBytes } from 'node:crypto'
import { networkOf } from '../../../platform/http/network.ts'
import { addMs, type Clock, DAY_MS, HOUR_MS, type Instant } from '../../../platform/time.ts'

/** So many texts are remembered at most; then all are forgotten. */
const MAX_TEXTS = 50_000

/** How often one network sent one text within about an hour, this time included. */
export type CountCopies = (ip: string, text: string) => number

/**
 * Counts in memory alone, under a key that is thrown away every day: neither the network nor the
 * text can be read from it, and nothing of it outlives the process. Each process counts for itself.
 */
export function createCopyCounter(clock: Clock): CountCopies {
  let key = randomBytes(32)
  let counts = new Map<string, number>()
  let keyUntil: Instant = addMs(clock.now(), DAY_MS)
  let countsUntil: Instant = addMs(clock.now(), HOUR_MS)
  return (ip, text) => {
    const now = clock.now()
    if (now >= keyUntil) {
      key = randomBytes(32)
      keyUntil = addMs(now, DAY_MS)
    }
    if (now >= countsUntil || counts.size >= MAX_TEXTS) {
      counts = new Map()
      countsUntil = addMs(now, HOUR_MS)
    }
    const name = createHmac('sha256', key)
      .update(`${networkOf(ip)}\n${text.replace(/\s+/g, ' ').trim()}`)
      .digest('base64url')
    const copies = (counts.get(name) ?? 0) + 1
    counts.set(name, copies)
    return copies
  }
}
