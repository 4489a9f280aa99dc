import type { MissionsTable } from '../tables.ts'
import type { Changes } from './plan.ts'
import type { MissionState } from './same-mission.ts'

/** What an import did, so that it can be taken back. Kept as JSON. */
export interface WayBack {
  /** Ids. */
  missionsAdded: string[]
  missionsChanged: { before: MissionsTable; after: MissionsTable }[]
  /** With the date that each had; null for one without a date, left out for a new one. */
  references: { source: string; reference: string; before?: string | null }[]
  accreditationsOpened: string[]
  accreditationsClosed: string[]
  contactsOpened: string[]
  contactsClosed: string[]
}

/**
 * Remembers how things are before an import is planned, because planning changes the states in place. The
 * function returned says, afterwards, what leads back.
 */
export function wayBackFrom(existing: readonly MissionState[]): (changes: Changes) => WayBack {
  const records = new Map(existing.map(({ record }) => [record.id, { ...record }]))
  const dates = new Map(
    existing.flatMap(({ references }) =>
      references.map((each) => [`${each.source}\n${each.reference}`, each.source_date] as const),
    ),
  )
  return (changes) => ({
    missionsAdded: idsOf(changes.missionsAdded),
    missionsChanged: changes.missionsChanged.flatMap((after) => {
      const before = records.get(after.id)
      return before ? [{ before, after }] : []
    }),
    references: changes.referencesSaved.map(({ source, reference }) => ({
      source,
      reference,
      before: dates.get(`${source}\n${reference}`),
    })),
    accreditationsOpened: idsOf(changes.accreditationsOpened),
    accreditationsClosed: idsOf(changes.accreditationsClosed),
    contactsOpened: idsOf(changes.contactsOpened),
    contactsClosed: idsOf(changes.contactsClosed),
  })
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id)
}
