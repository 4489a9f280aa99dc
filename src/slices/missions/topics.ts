import { topic } from '../../platform/outbox/outbox.ts'
import type { ContactKind } from './types.ts'

/** A mission can be reached in a new way: letters that waited for an address may leave. */
export const contactAdded = topic<{ missionId: string; kind: ContactKind }>(
  'missions.contact_added',
)

/**
 * An e-mail address of a mission is dead or refuses letters. Letters go to its other address when it has
 * one, and wait otherwise.
 */
export const addressLost = topic<{ missionId: string; hasOther: boolean }>('missions.address_lost')

/** What a mission is called and where it stands, by which pages in memory are dropped. */
export function missionFact(missionId: string): string {
  return `mission:${missionId}`
}

/** The desk says anew what a mission is, where it stands, or that it has closed. */
export const missionDescribed = topic<{ missionId: string }>(
  'missions.described',
  ({ missionId }) => [missionFact(missionId)],
)

/**
 * Two entries were one mission: what belonged to `missionId` belongs to `intoId` from now on. `losesAddress`:
 * letters to `missionId` had an address, and have none any more.
 */
export const missionsMerged = topic<{ missionId: string; intoId: string; losesAddress?: boolean }>(
  'missions.merged',
  ({ missionId, intoId }) => [missionFact(missionId), missionFact(intoId)],
)
