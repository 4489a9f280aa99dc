import { isCountry } from '../../platform/countries.ts'
import type { Db } from '../../platform/db/database.ts'
import { sharedRead } from '../../platform/db/together.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import type { Day } from '../../platform/time.ts'
import { type Contact, findMission, isUnderState, type Mission } from '../missions/index.ts'

/** Where a letter goes. Without `email` it waits until there is one. */
export interface Recipient {
  /** The one asked for, or the one that it turned out to be. */
  missionId: string
  email?: string
}

/** Many write to one mission at the same time. */
const readMission = sharedRead(findMission)

/** Kinds that are never written to: honorary consuls are private persons as a rule. */
const NEVER_ADDRESSED: readonly Mission['type'][] = ['honorary_consulate', 'other']

/** Whether letters are handed to missions of this kind at all. */
export function isAddressed({ type }: Pick<Mission, 'type'>): boolean {
  return !NEVER_ADDRESSED.includes(type)
}

/**
 * Whether a reader may write to a mission about a state: the country exists and is neither the accused
 * state nor a territory of it, and the mission is one of that state's that has not closed.
 */
export async function findRecipient(
  db: Db,
  accusedState: string,
  { from, mission: missionId }: { from: string; mission: string },
): Promise<Recipient | { problems: FieldErrors }> {
  if (!isCountry(from)) return problem('from', 'protests.error_country')
  if (isUnderState(accusedState, from)) return problem('from', 'protests.error_accused_state')
  if (missionId === '') return problem('mission', 'protests.error_no_mission')
  const mission = await readMission(db, missionId)
  if (!mission || mission.closedOn || !isAddressed(mission)) {
    return problem('mission', 'protests.error_mission_unknown')
  }
  if (mission.sendingState !== accusedState) {
    return problem('mission', 'protests.error_mission_foreign')
  }
  return { missionId: mission.id, email: emailOf(mission) }
}

/** The address that letters to this mission go to now, as far as one is known. */
export function emailOf(mission: Pick<Mission, 'contacts'> | undefined): string | undefined {
  return mission?.contacts.find(({ kind, bouncedAt }) => kind === 'email' && !bouncedAt)?.value
}

/**
 * The address that one letter goes to. A source that names several addresses of a mission has them
 * share the letters, each letter always the same one as long as they work.
 */
export function addressFor(
  mission: Pick<Mission, 'contacts'> | undefined,
  letterId: string,
): string | undefined {
  const usable = mission?.contacts.filter(({ kind, bouncedAt }) => kind === 'email' && !bouncedAt)
  const [best] = usable ?? []
  const equals = usable?.filter(({ source, sourceDate, confirmedOn }) =>
    isSame(best, { source, sourceDate, confirmedOn }),
  )
  // The end of an id (UUIDv7) is random.
  return equals?.[Number.parseInt(letterId.slice(-6), 16) % equals.length]?.value
}

/** Whether letters can go to another address of a mission than this one. */
export function hasOtherAddress({ contacts }: Pick<Mission, 'contacts'>, email: string): boolean {
  return contacts.some(
    ({ kind, bouncedAt, value }) =>
      kind === 'email' && !bouncedAt && value.toLowerCase() !== email.toLowerCase(),
  )
}

function isSame(one: Evidence | undefined, other: Evidence): boolean {
  return (
    one?.source === other.source &&
    one.sourceDate === other.sourceDate &&
    one.confirmedOn === other.confirmedOn
  )
}

type Evidence = Pick<Contact, 'source' | 'sourceDate' | 'confirmedOn'>

/** The domain of an address: whose mail server it is. */
export function hostOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/**
 * Why no letter goes to a mission by mail: it has closed itself, or its only address has, or it turned out to be an
 * honorary consul.
 */
export interface Closing {
  as: 'gone' | 'honorary' | NonNullable<Contact['closed']>['as']
  since?: Day
  /** What its mail server said. */
  words?: string
}

/** Undefined when letters go to it, or nobody ever knew an address of it. */
export function closingOf(
  mission: Pick<Mission, 'contacts' | 'closedOn' | 'type'> | undefined,
): Closing | undefined {
  if (mission?.closedOn) return { as: 'gone', since: mission.closedOn }
  if (emailOf(mission) !== undefined) return undefined
  if (mission?.type === 'honorary_consulate') return { as: 'honorary' }
  return mission?.contacts.find(({ kind, closed }) => kind === 'email' && closed)?.closed
}

function problem(field: string, key: string): { problems: FieldErrors } {
  return { problems: { [field]: { key } } }
}
