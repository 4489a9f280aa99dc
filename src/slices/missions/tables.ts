import type { Day, Instant } from '../../platform/time.ts'
import type { EvidenceKind } from './health/fold.ts'
import type { ContactKind, MissionType } from './types.ts'

export interface MissionsTable {
  id: string
  sending_state: string
  receiving_state: string
  type: MissionType
  name: string | null
  /** As the source spells it. */
  city: string | null
  /** Millionths of a degree. */
  latitude_e6: number | null
  longitude_e6: number | null
  /** Parts of a state, or organisations, that it serves: `Bavaria|Hesse`. */
  district: string | null
  /** The reference that made it known, or what the desk names; an import by it alone may change what is said above. */
  source: string
  reference: string
  created_at: Instant
  /** Since when the desk answers for what is said above; no import changes it any more. */
  described_at: Instant | null
  /** The day of the source that the desk names. */
  source_date: Day | null
  /** The first day on which it was not there any more. */
  closed_on: Day | null
  /** Since when it is in no list: it was one with another, or the import that brought it was undone. */
  gone_at: Instant | null
  /** The mission that it turned out to be; never one that is gone itself. */
  merged_into: string | null
}

/** What was said of missions until something else was. */
export interface MissionDescriptionsTable {
  id: string
  mission_id: string
  receiving_state: string
  type: MissionType
  name: string | null
  city: string | null
  closed_on: Day | null
  source: string
  source_date: string | null
  valid_from: Instant
  valid_until: Instant
}

/** The entries of sources that speak of a mission; one source may have several. */
export interface MissionReferencesTable {
  source: string
  /** The source's own name for its entry, or one made of its words. */
  reference: string
  mission_id: string
  source_date: string | null
}

export interface MissionAccreditationsTable {
  id: string
  mission_id: string
  state: string
  source: string
  reference: string
  valid_from: Instant
  valid_until: Instant | null
}

export interface MissionContactsTable {
  id: string
  mission_id: string
  kind: ContactKind
  value: string
  /** Order among the values that one reference gives for one kind. */
  position: number
  source: string
  reference: string
  source_date: string | null
  confirmed_on: Day | null
  /** Since when the address is not offered for mail. */
  bounced_at: Instant | null
  closed_as: 'dead' | 'refusing' | null
  /** The first day of what closed it. */
  closed_on: Day | null
  /** What its server said. */
  closed_words: string | null
  valid_from: Instant
  valid_until: Instant | null
}

/** What letters showed of an address, summed up by day. */
export interface MissionContactEvidenceTable {
  contact_id: string
  kind: EvidenceKind
  day: Day
  letters: number
  last_at: Instant
  words: string
}

/** Files of missions that were looked at, taken in, or undone. */
export interface MissionImportsTable {
  id: string
  file_name: string
  /** Kept from the upload until it is applied. */
  content: string | null
  /** JSON for the page that shows what it changes. */
  summary: string
  /** JSON with what takes it back; only of the last one. */
  changes: string | null
  uploaded_at: Instant
  applied_at: Instant | null
  undone_at: Instant | null
}

/** What readers say is wrong with a mission's contacts. */
export interface MissionCorrectionsTable {
  id: string
  mission_id: string
  kind: ContactKind
  wrong: string
  right_words: string
  known_from: string
  language: string
  created_at: Instant
  accepted_at: Instant | null
  refused_at: Instant | null
}

/** What missions answered to letters, as the desk made it public. */
export interface MissionRepliesTable {
  id: string
  mission_id: string
  /** What the letter was about; this room knows no more of it than id and address. */
  appeal_id: string
  appeal_path: string
  received_on: Day
  text: string
}

declare module '../../platform/db/database.ts' {
  interface Database {
    missions: MissionsTable
    mission_descriptions: MissionDescriptionsTable
    mission_references: MissionReferencesTable
    mission_accreditations: MissionAccreditationsTable
    mission_contacts: MissionContactsTable
    mission_contact_evidence: MissionContactEvidenceTable
    mission_imports: MissionImportsTable
    mission_corrections: MissionCorrectionsTable
    mission_replies: MissionRepliesTable
  }
}
