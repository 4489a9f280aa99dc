import type { Deps } from '../../../platform/deps.ts'
import { findMissionEmail } from '../queries.ts'
import { addressLost } from '../topics.ts'
import { type EvidenceKind, healthOf, isClosed } from './fold.ts'
import { insertEvidence, listEmailContacts, listEvidence, markClosed } from './queries.ts'

/** Longest words of a server that are kept with an address, in characters. */
const MAX_WORDS_CHARS = 200

/**
 * Notes what a letter showed of a mission's address, and draws the conclusion: an address that is dead
 * or refuses is not offered for mail any more; it stays in the directory with the day and the server's
 * words. Newer word of it from a source, or a person, begins a new contact with a clean record.
 *
 * With the loss of an address goes the fact `missions.address_lost`.
 *
 * @returns whether the mission lost this address just now
 */
export async function recordEvidence(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  shown: { missionId: string; email: string; kind: EvidenceKind; words?: string },
): Promise<boolean> {
  const { missionId, kind } = shown
  const at = clock.now()
  const words = publicWords(shown.words ?? '', shown.email)
  let isLost = false
  for (const contactId of await listEmailContacts(db, shown)) {
    await insertEvidence(db, contactId, { kind, at, words })
    const health = healthOf(await listEvidence(db, contactId))
    if (!isClosed(health.state)) continue
    isLost = (await markClosed(db, contactId, { health, at })) || isLost
  }
  if (isLost) {
    const hasOther = (await findMissionEmail(db, missionId)) !== undefined
    await outbox.publish(db, addressLost, { missionId, hasOther })
  }
  return isLost
}

/**
 * What a server said, fit for everybody: without addresses but the mission's own, without paths of web
 * pages and the ids of single messages, by which its people could find out whose letter it was.
 */
export function publicWords(words: string, own: string): string {
  const line = words
    .replace(/[^\s<>"'(),:;[\]]+@[^\s<>"'(),:;[\]]+/g, (address) =>
      address.toLowerCase() === own.toLowerCase() ? address : '[…]',
    )
    .replace(/(https?:\/\/[^\s/]+)\S*/g, '$1')
    .replace(/\b(?=\S*\d)[\w-]{12,}(\.[\w.-]+)?\b/g, '[…]')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
  return line.length > MAX_WORDS_CHARS ? `${line.slice(0, MAX_WORDS_CHARS - 1)}…` : line
}
