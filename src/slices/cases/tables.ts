import type { Day, Instant } from '../../platform/time.ts'

export interface CasesTable {
  id: string
  /** Names the case in addresses and files: `astana-2013`. Holds no name of a person. */
  key: string
  country: string
  /** JSON of `LocalTexts`. */
  titles: string
  /** The time zone of its courts, an IANA name. */
  zone: string
  /** Days without news after which the desk is reminded. */
  quiet_days: number
  /** Goes up by one with everything that is recorded. */
  version: number
  /** Whose case it is; null for the organisation that runs the site. */
  organisation_id: string | null
  created_at: Instant
  /** When something was last recorded. */
  changed_at: Instant
  /** Since when readers see it. */
  published_at: Instant | null
  closed_at: Instant | null
}

/** What a person is called is kept apart from who they are: see `sealed_names`. */
export interface PeopleTable {
  id: string
  case_id: string
  /** Names the person within the case: `leader-1`. Holds no part of a name. */
  key: string
  /** JSON list of the name in each script it is written in, sealed with the row's id as context. */
  sealed_names: string | null
  /** The same of names that were recorded before, sealed apart: they stay hidden. */
  sealed_former_names: string | null
  /** JSON of `LocalTexts`: a name that is not theirs, for stories in which a role would be cold. */
  pseudonyms: string
  /** JSON of `LocalTexts`: "one of five leaders". */
  roles: string
  /** The counted group that the person is one of. */
  group_id: string | null
  created_at: Instant
}

export interface CaseGroupsTable {
  id: string
  case_id: string
  key: string
  /** JSON of `LocalTexts`. */
  labels: string
  created_at: Instant
}

/** Append-only: what was recorded wrongly is corrected by a later row. */
export interface CaseEventsTable {
  id: string
  case_id: string
  /** Names the event within the case, also to whoever sends the same form twice. */
  key: string
  kind: string
  happened_on: Day
  /** Local time of the case as `HH:MM`. */
  happened_time: string | null
  precision: string
  /** JSON of `About`. */
  about: string
  /** JSON of `EventDetails`. */
  details: string
  /** JSON list of `Source`. */
  sources: string
  /** The event that this one takes the place of. */
  corrects_id: string | null
  recorded_at: Instant
  /** The member who recorded it; null on the command line and in imports. */
  recorded_by: string | null
}

export interface CaseDemandsTable {
  id: string
  case_id: string
  key: string
  /** JSON of `LocalTexts`. */
  texts: string
  /** JSON list of `Addressee`. */
  addressees: string
  created_at: Instant
}

/** Append-only: the state of a demand towards an addressee, change by change. */
export interface CaseDemandChangesTable {
  id: string
  case_id: string
  /** Names the change within the case, also to whoever sends the same form twice. */
  key: string
  demand_id: string
  addressee: string
  state: string
  changed_on: Day
  /** The event that brought it about. */
  event_id: string | null
  /** JSON of `LocalTexts`. */
  texts: string
  /** JSON list of `Source`. */
  sources: string
  recorded_at: Instant
  recorded_by: string | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    cases: CasesTable
    people: PeopleTable
    case_groups: CaseGroupsTable
    case_events: CaseEventsTable
    case_demands: CaseDemandsTable
    case_demand_changes: CaseDemandChangesTable
  }
}
