import type { Db } from '../../../platform/db/database.ts'
import { countLettersByState, listRows, type StateCounts } from '../board/queries.ts'
import { type LetterState, letterStates } from '../fate.ts'
import { listMostWrittenTo } from './queries.ts'

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

const confirmedStates = letterStates.filter((state) => placeOf[state])

/** Confirmed letters, by where they are. */
export interface Sums extends Record<Place, number> {
  confirmed: number
}

/** Confirmed letters to one mission. */
export interface Account extends Sums {
  missionId: string
}

/** Accounts of missions, those with most confirmed letters first, and what all letters add up to. */
export interface LetterAccounts {
  accounts: Account[]
  total: Sums
}

/**
 * The account of each mission: what was confirmed is sent, in a bundle, waiting, or came back, was refused
 * or taken back. A letter is in one state, and each state in one place, so that the sum is always right.
 */
export async function findAccounts(db: Db, limit: number): Promise<LetterAccounts> {
  const listShown = async () => {
    const missionIds = await listMostWrittenTo(db, { states: confirmedStates, limit })
    const rows = await listRows(db, 'mission', missionIds)
    return missionIds.map((missionId) => ({ missionId, ...sumUp(rows.get(missionId)?.counts) }))
  }
  const [accounts, counts] = await Promise.all([listShown(), countLettersByState(db)])
  return { accounts, total: sumUp(counts) }
}

function sumUp(counts: StateCounts = {}): Sums {
  const sums: Sums = { confirmed: 0, sent: 0, bundle: 0, waiting: 0, other: 0 }
  for (const state of confirmedStates) {
    const letters = counts[state] ?? 0
    const place = placeOf[state]
    if (!place) continue
    sums[place] += letters
    sums.confirmed += letters
  }
  return sums
}
