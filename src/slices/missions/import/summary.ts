import type { MissionContactsTable } from '../tables.ts'
import type { ContactKind } from '../types.ts'
import type { Plan } from './import-missions.ts'
import type { Outcome } from './plan.ts'
import type { RowNote } from './read-rows.ts'

/** What a page shows of an import. */
export interface ImportSummary {
  /** Of the file. */
  rows: number
  outcomes: Record<Outcome | 'rejected', number>
  contactsOpened: number
  contactsClosed: number
  /** The first contacts of known missions that change. */
  contacts: { missionId: string; kind: ContactKind; before?: string; after?: string }[]
  /** The first rows that were not taken. */
  rejected: RowNote[]
}

/** As many changes as somebody can look through. */
const MAX_SHOWN = 100

export function summarise({ changes, report }: Plan): ImportSummary {
  const { imported, merged, changed, unchanged, rejected } = report
  return {
    rows: report.rows,
    outcomes: { imported, merged, changed, unchanged, rejected: rejected.length },
    contactsOpened: changes.contactsOpened.length,
    contactsClosed: changes.contactsClosed.length,
    contacts: contactChanges(changes),
    rejected: rejected.slice(0, MAX_SHOWN),
  }
}

/** A value that is only dated anew is no change to look at. */
function contactChanges(changes: Plan['changes']): ImportSummary['contacts'] {
  const added = new Set(changes.missionsAdded.map(({ id }) => id))
  const keyOf = ({ mission_id, kind, value }: MissionContactsTable) =>
    `${mission_id} ${kind} ${value.toLowerCase()}`
  const [opened, closed] = [changes.contactsOpened, changes.contactsClosed].map((contacts) => {
    const known = contacts.filter((each) => !added.has(each.mission_id))
    return new Map(known.map((each) => [keyOf(each), each]))
  })
  const differing = (one = new Map(), other = new Map()): MissionContactsTable[] =>
    [...one].filter(([key]) => !other.has(key)).map(([, each]) => each)
  return [
    ...differing(closed, opened).map(({ mission_id, kind, value }) => ({
      ...{ missionId: mission_id, kind, before: value },
    })),
    ...differing(opened, closed).map(({ mission_id, kind, value }) => ({
      ...{ missionId: mission_id, kind, after: value },
    })),
  ]
    .sort((a, b) => (a.missionId + a.kind < b.missionId + b.kind ? -1 : 1))
    .slice(0, MAX_SHOWN)
}
