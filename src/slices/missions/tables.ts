import type { Day, Instant } from '../../platform/time.ts'
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
  /** The reference that made it known; it alone may change what is said above. */
  source: string
  reference: string
  created_at: Instant
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
  bounced_at: Instant | null
  valid_from: Instant
  valid_until: Instant | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    missions: MissionsTable
    mission_references: MissionReferencesTable
    mission_accreditations: MissionAccreditationsTable
    mission_contacts: MissionContactsTable
  }
}
