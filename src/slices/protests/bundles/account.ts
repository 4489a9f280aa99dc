import type { Db } from '../../../platform/db/database.ts'
import { countLettersByMission } from '../delivery/queue-queries.ts'
import type { LetterState } from '../fate.ts'

/** Where every confirmed letter is, in exactly one place. */
export const places = ['sent', 'bundle', 'waiting', 'other'] as const
export type Place = (typeof places)[number]

const placeOf: Readonly<Record<LetterState, Place | undefined>> = {
  draft: undefined,
  unconfirmed: undefined,
  lapsed: undefined,
  ready: 'waiting',
  on_hold: 'waiting',
  waiting_address: 'waiting',
  sending: 'waiting',
  deferred: 'waiting',
  accepted: 'sent',
  final: 'sent',
  bundled: 'bundle',
  handed_in: 'bundle',
  bounced: 'other',
  refused: 'other',
  withdrawn: 'other',
}

/** Confirmed letters, by where they are. */
export interface Sums extends Record<Place, number> {
  confirmed: number
}

/** Confirmed letters to one mission. */
export interface Account extends Sums {
  missionId: string
}

/** What accounts add up to. */
export function sumUp(accounts: readonly Account[]): Sums {
  const sums: Sums = { confirmed: 0, sent: 0, bundle: 0, waiting: 0, other: 0 }
  for (const account of accounts) {
    sums.confirmed += account.confirmed
    for (const place of places) sums[place] += account[place]
  }
  return sums
}

/**
 * The account of every mission: what was confirmed is sent, in a bundle, waiting, or came back, was refused
 * or taken back. A letter is in one state, and each state in one place, so that the sum is always right.
 */
export async function accountByMission(db: Db): Promise<Account[]> {
  const counts = await countLettersByMission(db)
  const accounts = new Map<string, Account>()
  for (const { missionId, state, letters } of counts) {
    const place = placeOf[state]
    if (!place) continue
    const account = accounts.get(missionId) ?? {
      missionId,
      confirmed: 0,
      sent: 0,
      bundle: 0,
      waiting: 0,
      other: 0,
    }
    account[place] += letters
    account.confirmed += letters
    accounts.set(missionId, account)
  }
  return [...accounts.values()].sort((a, b) => b.confirmed - a.confirmed)
}
