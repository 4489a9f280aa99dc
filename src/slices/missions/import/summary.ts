import type { MissionContactsTable, MissionsTable } from '../tables.ts'
import type { ContactKind, MissionType } from '../types.ts'
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
  /** The first known missions that are something else, or elsewhere; files of older versions did not tell. */
  descriptions?: { missionId: string; before: Described; after: Described }[]
  /** The first rows that were not taken. */
  rejected: RowNote[]
}

/** What a mission is and where it stands. */
export interface Described {
  type: MissionType
  receivingState: string
  name?: string
  city?: string
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
    descriptions: descriptionChanges(changes).slice(0, MAX_SHOWN),
    rejected: rejected.slice(0, MAX_SHOWN),
  }
}

/** Known missions that are something else, or elsewhere. */
export function descriptionChanges({ missionsBefore, missionsChanged }: Plan['changes']) {
  const now = new Map(missionsChanged.map((record) => [record.id, record]))
  return missionsBefore.flatMap((was) => {
    const record = now.get(was.id)
    if (!record) return []
    return [{ missionId: was.id, before: describedBy(was), after: describedBy(record) }]
  })
}

function describedBy({ type, receiving_state, name, city }: MissionsTable): Described {
  const place = { receivingState: receiving_state, city: city ?? undefined }
  return { type, ...place, name: name ?? undefined }
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
