import { distanceKm, findCountry, type Place } from '../../platform/countries.ts'
import { bestContact, compareEvidence, compareReach } from './evidence.ts'
import { stateOfTerritory } from './territories.ts'
import { foldName } from './towns.ts'
import {
  EUROPEAN_UNION,
  isEmbassy,
  type Mission,
  type MissionAnswer,
  type MissionType,
  type Reason,
} from './types.ts'

/** Longest name of a town that is looked at, in characters. */
export const MAX_TOWN_CHARS = 100

/** Who asks about whom. */
export interface Question {
  sendingState: string
  readerState: string
  /** Brings the consulates near it to the front. */
  town?: string
}

/**
 * Decides which of a state's missions answer for a reader, best first.
 *
 * Embassies in the reader's state come first, else those elsewhere that are accredited to it, or whatever
 * stands in for an embassy. Consulates stand beside them, never in front. Only when there is none of all
 * these are missions to organisations, the ministry and the nearest embassy named; a mission to an
 * organisation in the reader's own state is named last in any case. A mission that does not serve the
 * state it stands in is never `resident`.
 *
 * @param missions missions of the sending state alone
 */
export function answerFrom(missions: Mission[], question: Question): MissionAnswer[] {
  const { readerState } = question
  const residents = findResidents(missions, readerState)
  const accredited = residents.length > 0 ? [] : findNonResidents(missions, readerState)
  const substitutes =
    residents.length > 0
      ? []
      : [
          ...findOfKind(missions, readerState, ['interests_section'], 'interests_section'),
          ...findOfKind(missions, readerState, ['protecting_power'], 'protecting_power'),
          ...findOfKind(missions, readerState, DE_FACTO, 'de_facto'),
        ]
  const from = placeOf(missions, question, residents[0]?.mission)
  const direct = [
    ...residents,
    ...accredited,
    ...substitutes,
    ...findConsulates(missions, readerState, from),
  ]
  const found =
    direct.length > 0
      ? withMultilateral(direct, missions, readerState)
      : findRemote(missions, readerState)
  return found.map((each) => toAnswer(each, question))
}

/** Whether an answer speaks for the reader's state, rather than being the next best thing. */
export function isDirect({ reason }: Pick<MissionAnswer, 'reason'>): boolean {
  return reason !== 'multilateral' && reason !== 'nearest'
}

interface Found {
  mission: Mission
  reason: Reason
  throughState?: string
  distanceKm?: number
}

const MAX_NON_RESIDENT = 3
const MAX_MULTILATERAL = 2
const DE_FACTO: MissionType[] = ['de_facto_embassy', 'representative_office', 'liaison_office']
const CONSULAR = new Set<MissionType>([
  'consulate_general',
  'consulate',
  'honorary_consulate',
  'consular_agency',
  'de_facto_consulate',
  'deputy_high_commission',
  'assistant_high_commission',
  'embassy_branch',
])

function findResidents(missions: Mission[], readerState: string): Found[] {
  const embassies = missions
    .filter((each) => isEmbassy(each.type) && each.receivingState === readerState)
    .filter((each) => each.accreditedTo.includes(readerState))
    .sort(compareEvidence)
  // Where a state has an embassy in the capital too, the one in Geneva or New York is its mission to the UN.
  const inCapital = embassies.filter((each) => !isSeatOfUnitedNations(each))
  const chosen = inCapital.length > 0 ? inCapital : embassies
  return onePerTown(chosen).map((mission) => ({ mission, reason: 'resident' }))
}

function findNonResidents(missions: Mission[], readerState: string): Found[] {
  const own = accreditedAbroad(missions, readerState)
  if (own.length > 0) return own.map((mission) => ({ mission, reason: 'non_resident' }))
  const throughState = stateOfTerritory(readerState)
  if (!throughState) return []
  const residents = findResidents(missions, throughState).map(({ mission }) => mission)
  const chosen = residents.length > 0 ? residents : accreditedAbroad(missions, throughState)
  return chosen.map((mission) => ({ mission, reason: 'non_resident', throughState }))
}

function accreditedAbroad(missions: Mission[], state: string): Mission[] {
  return missions
    .filter((each) => isEmbassy(each.type) && each.receivingState !== state)
    .filter((each) => each.accreditedTo.includes(state))
    .sort((a, b) => compareReach(a, b) || distanceTo(a, state) - distanceTo(b, state))
    .slice(0, MAX_NON_RESIDENT)
}

function findConsulates(missions: Mission[], readerState: string, from?: Place): Found[] {
  const consulates = missions
    .filter((each) => CONSULAR.has(each.type) && each.receivingState === readerState)
    .filter((each) => each.accreditedTo.includes(readerState))
    .sort(compareEvidence)
  return onePerTown(consulates)
    .map((mission) => ({
      mission,
      reason: 'consulate' as const,
      away: consulateAway(mission, from),
    }))
    .sort((a, b) => isHonorary(a.mission) - isHonorary(b.mission) || a.away - b.away)
    .map(({ mission, reason }) => ({ mission, reason }))
}

/** Honorary consuls come last: they are private persons as a rule, and have no say. */
function isHonorary({ type }: Mission): number {
  return Number(type === 'honorary_consulate')
}

function findOfKind(
  missions: Mission[],
  readerState: string,
  types: MissionType[],
  reason: Reason,
): Found[] {
  return missions
    .filter(({ type }) => types.includes(type))
    .filter((each) => each.accreditedTo.includes(readerState))
    .sort((a, b) => standsElsewhere(a, readerState) - standsElsewhere(b, readerState))
    .map((mission) => ({ mission, reason }))
}

/** What remains when no mission speaks for the reader's state. */
function findRemote(missions: Mission[], readerState: string): Found[] {
  const multilateral = missions
    .filter(isMultilateral)
    .sort(compareEvidence)
    .slice(0, MAX_MULTILATERAL)
  const ministries = missions.filter(({ type }) => type === 'foreign_ministry')
  const named = [...multilateral, ...ministries]
  const [nearest] = missions
    .filter((each) => isEmbassy(each.type) && !named.includes(each))
    .map((mission) => ({ mission, away: distanceTo(mission, readerState) }))
    .sort((a, b) => a.away - b.away)
  return [
    ...named.map((mission): Found => ({ mission, reason: 'multilateral' })),
    ...(nearest
      ? [{ mission: nearest.mission, reason: 'nearest' as const, distanceKm: nearest.away }]
      : []),
  ]
}

/** Adds the missions to organisations that stand in the reader's own state. */
function withMultilateral(direct: Found[], missions: Mission[], readerState: string): Found[] {
  const named = new Set(direct.map(({ mission }) => mission))
  const others = missions
    .filter((each) => each.receivingState === readerState && !named.has(each))
    .filter((each) => each.type === 'permanent_mission' || isUnitedNations(each))
  return [...direct, ...others.map((mission): Found => ({ mission, reason: 'multilateral' }))]
}

function isMultilateral(mission: Mission): boolean {
  const { type, accreditedTo } = mission
  return (
    type === 'permanent_mission' ||
    accreditedTo.includes(EUROPEAN_UNION) ||
    isUnitedNations(mission)
  )
}

/** An embassy in Geneva or New York is the state's mission to the United Nations as well. */
function isUnitedNations(mission: Mission): boolean {
  return isEmbassy(mission.type) && isSeatOfUnitedNations(mission)
}

function isSeatOfUnitedNations({ receivingState, city }: Mission): boolean {
  const town = `${receivingState} ${city}`
  return town === 'CH Geneva' || town === 'US New York City'
}

/** The first of each town; missions without a town count as one town. */
function onePerTown(missions: Mission[]): Mission[] {
  const towns = new Set<string>()
  return missions.filter(({ city = '' }) => !towns.has(city) && towns.add(city))
}

/** Where distances to consulates start: the reader's town when a mission is in it, else the embassy. */
function placeOf(missions: Mission[], question: Question, embassy?: Mission): Place | undefined {
  const town = foldName(question.town ?? '')
  const inTown = missions.find(
    (each) =>
      town !== '' &&
      each.receivingState === question.readerState &&
      foldName(each.city ?? '') === town,
  )
  return coordinatesOf(inTown) ?? coordinatesOf(embassy) ?? findCountry(question.readerState)
}

function distanceTo(mission: Mission, state: string): number {
  return awayFrom(mission, findCountry(state))
}

/** Consulates of which nobody knows where they are come after the others. */
function consulateAway(mission: Mission, from?: Place): number {
  return coordinatesOf(mission) ? awayFrom(mission, from) : Number.MAX_SAFE_INTEGER
}

/** In kilometres; a mission of which only the state is known is taken to be in its capital. */
function awayFrom(mission: Mission, place?: Place): number {
  const here = coordinatesOf(mission) ?? findCountry(mission.receivingState)
  return here && place ? distanceKm(here, place) : Number.MAX_SAFE_INTEGER
}

function coordinatesOf(mission?: Mission): Place | undefined {
  const { latitude, longitude } = mission ?? {}
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}

function standsElsewhere(mission: Mission, state: string): number {
  return Number(mission.receivingState !== state)
}

function toAnswer(
  { mission, reason, throughState, distanceKm: away }: Found,
  { sendingState, readerState }: Question,
): MissionAnswer {
  const email = bestContact(mission, 'email')
  const { id, type, name, receivingState, city, contacts } = mission
  return {
    id,
    type,
    name,
    reason,
    sendingState,
    receivingState,
    readerState,
    throughState,
    city,
    distanceKm: away === undefined ? undefined : Math.round(away),
    email: email?.value,
    phone: bestContact(mission, 'phone')?.value,
    address: bestContact(mission, 'address')?.value,
    website: bestContact(mission, 'website')?.value,
    source: email?.source ?? mission.source,
    sourceDate: email ? email.sourceDate : mission.sourceDate,
    confirmedOn: email?.confirmedOn,
    emailBounces: !email && contacts.some(({ kind }) => kind === 'email'),
    contacts,
  }
}
