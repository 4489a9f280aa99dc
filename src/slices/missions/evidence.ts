import type { Contact, ContactKind, Mission } from './types.ts'

/** The day, month or year up to which something speaks for a contact; empty when nothing tells. */
export function evidenceDate({ sourceDate = '', confirmedOn = '' }: Contact): string {
  return confirmedOn > sourceDate ? confirmedOn : sourceDate
}

/** Puts the better contact first: one that mail does not come back from, then the newer word. */
export function compareContacts(a: Contact, b: Contact): number {
  const bounces = Number(a.bouncedAt !== undefined) - Number(b.bouncedAt !== undefined)
  return bounces || compareText(evidenceDate(b), evidenceDate(a))
}

/** The best current contact of a kind; for e-mail only one that mail does not come back from. */
export function bestContact({ contacts }: Pick<Mission, 'contacts'>, kind: ContactKind) {
  return contacts.find((each) => each.kind === kind && !(kind === 'email' && each.bouncedAt))
}

/**
 * Puts the mission first that more speaks for: with an e-mail address, the newer one, known to more
 * sources, with a web site, a place and a town. Doubles in a source and former buildings have little of it.
 */
export function compareEvidence(a: Mission, b: Mission): number {
  const [left, right] = [weigh(a), weigh(b)]
  const index = left.findIndex((value, position) => value !== right[position])
  return index < 0 ? 0 : compareText(right[index] ?? '', left[index] ?? '')
}

/** Puts the mission first that has an e-mail address, or the newer one. */
export function compareReach(a: Mission, b: Mission): number {
  return compareText(weigh(b)[0] ?? '', weigh(a)[0] ?? '')
}

function weigh(mission: Mission): string[] {
  const email = bestContact(mission, 'email')
  return [
    email ? `1${evidenceDate(email)}` : '0',
    String(mission.sources).padStart(3, '0'),
    bestContact(mission, 'website') ? '1' : '0',
    mission.latitude === undefined ? '0' : '1',
    mission.city ? '1' : '0',
  ]
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
