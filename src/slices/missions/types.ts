import type { Day, Instant } from '../../platform/time.ts'

/** What a mission is. Everything that is none of these is `other`, and never an answer to a reader. */
export const missionTypes = [
  'embassy',
  'high_commission',
  'nunciature',
  'embassy_branch',
  'deputy_high_commission',
  'assistant_high_commission',
  'consulate_general',
  'consulate',
  'honorary_consulate',
  'consular_agency',
  'de_facto_embassy',
  'de_facto_consulate',
  'representative_office',
  'liaison_office',
  'interests_section',
  'protecting_power',
  'permanent_mission',
  'foreign_ministry',
  'trade_office',
  'subnational_office',
  'other',
] as const
export type MissionType = (typeof missionTypes)[number]

/** Whether it is a state's first mission; a state has at most one in another. */
export function isEmbassy(type: MissionType): boolean {
  return type === 'embassy' || type === 'high_commission' || type === 'nunciature'
}

export const contactKinds = ['email', 'phone', 'fax', 'website', 'address'] as const
export type ContactKind = (typeof contactKinds)[number]

/** Longest value of a contact, in characters. */
export const MAX_CONTACT_CHARS = 500
/** Longest name of a mission, and of a town, that a person enters, in characters. */
export const MAX_NAME_CHARS = 200
export const MAX_CITY_CHARS = 100
/** Longest name of a source that a person enters, in characters. */
export const MAX_SOURCE_CHARS = 300

/** Code that stands for the European Union among the states that a mission is accredited to. */
export const EUROPEAN_UNION = 'EU'

/** One way to reach a mission, as one source gave it. */
export interface Contact {
  id: string
  kind: ContactKind
  value: string
  source: string
  /** When the source said so: `YYYY`, `YYYY-MM` or a day; undefined when it does not tell. */
  sourceDate?: string
  /** When somebody last made sure; undefined means not confirmed. */
  confirmedOn?: Day
  /** Since when mail to it comes back; such an address is not offered for mail. */
  bouncedAt?: Instant
  /** Why, since which day, and what its server said. */
  closed?: { as: 'dead' | 'refusing'; since: Day; words?: string }
  validFrom: Instant
}

/** A mission with what is known of it now. */
export interface Mission {
  id: string
  sendingState: string
  /** Where the building stands, which is not always a state that the mission serves. */
  receivingState: string
  type: MissionType
  name?: string
  /** The town that a reader knows: London, although the source may say City of Westminster. */
  city?: string
  latitude?: number
  longitude?: number
  /** States it is accredited to, the one where it stands among them when it serves it. */
  accreditedTo: string[]
  /** The first day on which it was not there any more: it answers for nobody, and has no contacts in use. */
  closedOn?: Day
  /** How many sources know of it. */
  sources: number
  /** The source that made it known, and its date. */
  source: string
  sourceDate?: string
  /** Current contacts, the best of each kind first. */
  contacts: Contact[]
}

/** Why a mission is an answer, best first. */
export const reasons = [
  'resident',
  'non_resident',
  'interests_section',
  'protecting_power',
  'de_facto',
  'consulate',
  'multilateral',
  'nearest',
] as const
export type Reason = (typeof reasons)[number]

/** A mission that a reader can turn to, and why. */
export interface MissionAnswer {
  id: string
  type: MissionType
  name?: string
  reason: Reason
  sendingState: string
  receivingState: string
  readerState: string
  /** The state whose missions answer for the reader's territory: GB for a reader in Jersey. */
  throughState?: string
  city?: string
  /** Only for `nearest`. */
  distanceKm?: number
  email?: string
  phone?: string
  address?: string
  website?: string
  /** Source, date and confirmation of the e-mail address; of the mission itself when it has none. */
  source: string
  sourceDate?: string
  confirmedOn?: Day
  /** An e-mail address is known, but mail to it comes back. */
  emailBounces: boolean
  contacts: Contact[]
}

/** The answer to "which mission of this state answers for a reader in that one", best first. */
export interface Resolution {
  missions: MissionAnswer[]
  /** The reader is in the sending state itself: there is no mission, and writing is a danger. */
  accusedState: boolean
}
