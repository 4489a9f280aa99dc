import { distanceKm } from '../../../platform/countries.ts'
import type {
  MissionAccreditationsTable,
  MissionContactsTable,
  MissionReferencesTable,
  MissionsTable,
} from '../tables.ts'
import { foldName, plainCity, townOf } from '../towns.ts'
import { isEmbassy, type MissionType } from '../types.ts'
import type { ImportRow } from './read-rows.ts'

/** A mission with all that the import must know of it; the planner changes it as it goes along. */
export interface MissionState {
  record: MissionsTable
  references: MissionReferencesTable[]
  /** Those in force. */
  accreditations: MissionAccreditationsTable[]
  accreditationsEnded: MissionAccreditationsTable[]
  /** With those that were closed. */
  contacts: MissionContactsTable[]
}

/** The missions known so far, found by the entries of sources or by being the same in fact. */
export interface KnownMissions {
  add(state: MissionState): void
  attach(state: MissionState, reference: MissionReferencesTable): void
  byReference(source: string, reference: string): MissionState | undefined
  findSame(row: ImportRow, reference: string): MissionState | undefined
}

export function knownMissions(states: MissionState[]): KnownMissions {
  const byReference = new Map<string, MissionState>()
  const byStates = new Map<string, MissionState[]>()

  const attach = (state: MissionState, { source, reference }: MissionReferencesTable) =>
    byReference.set(`${source}\n${reference}`, state)
  const add = (state: MissionState) => {
    const { sending_state, receiving_state } = state.record
    const key = `${sending_state} ${receiving_state}`
    byStates.set(key, [...(byStates.get(key) ?? []), state])
    for (const reference of state.references) attach(state, reference)
  }
  for (const state of states) add(state)

  return {
    add,
    attach(state, reference) {
      state.references.push(reference)
      attach(state, reference)
    },
    byReference: (source, reference) => byReference.get(`${source}\n${reference}`),
    findSame: (row, reference) =>
      findSame(byStates.get(`${row.sendingState} ${row.receivingState}`) ?? [], row, reference),
  }
}

/** Whether a mission is accredited to the state in which it stands. */
function servesHost({ record, accreditations }: MissionState): boolean {
  return accreditations.some(({ state }) => state === record.receiving_state)
}

/**
 * The mission that a row of another entry is about, among those of the same two states.
 *
 * It is the same when the source's key is, or when kind, town and whether it serves its host are. An embassy
 * without a town is the one embassy that the host has. Never the same: an embassy and a mission to an
 * organisation, embassies to the host and to the Holy See in one town, consulates in two towns.
 */
function findSame(
  neighbours: MissionState[],
  row: ImportRow,
  reference: string,
): MissionState | undefined {
  const alike = neighbours.filter(({ record }) => kindOf(record.type) === kindOf(row.type))
  const sameKey = alike.find((state) =>
    state.references.some((each) => each.reference === reference),
  )
  if (sameKey || standAlone.has(row.type)) return sameKey
  return alike.find((state) => isSameTown(state, row)) ?? soleEmbassy(alike, row)
}

/** Kinds of which one town can have several that have nothing to do with each other. */
const standAlone = new Set<MissionType>([
  'consular_agency',
  'liaison_office',
  'other',
  'permanent_mission',
  'protecting_power',
  'representative_office',
  'subnational_office',
  'trade_office',
])

/** Sources disagree on whether an embassy is a high commission. */
function kindOf(type: MissionType): MissionType {
  return isEmbassy(type) ? 'embassy' : type
}

function isSameTown(state: MissionState, row: ImportRow): boolean {
  const { record } = state
  if (!record.city || !row.city) return false
  if (row.servesHost !== undefined && row.servesHost !== servesHost(state)) return false
  // One source has reasons for two entries in two quarters of one town; two sources only spell differently.
  const isOneSource = record.source === row.source
  if (isOneSource && kilometresApart(record, row) > MAX_TOWN_KM) return false
  const nameOf = isOneSource ? plainCity : townOf
  const host = row.receivingState
  return foldName(nameOf(host, record.city)) === foldName(nameOf(host, row.city))
}

/** Towns of one name farther apart are two; the wards of Japanese cities share their names. */
const MAX_TOWN_KM = 30

/** 0 when one of the places is not known. */
function kilometresApart({ latitude_e6, longitude_e6 }: MissionsTable, row: ImportRow): number {
  const { latitude, longitude } = row
  if (latitude_e6 === null || longitude_e6 === null) return 0
  if (latitude === undefined || longitude === undefined) return 0
  const place = { latitude: latitude_e6 / 1e6, longitude: longitude_e6 / 1e6 }
  return distanceKm(place, { latitude, longitude })
}

function soleEmbassy(alike: MissionState[], row: ImportRow): MissionState | undefined {
  if (!isEmbassy(row.type) || row.servesHost === false) return undefined
  const [sole, second] = alike.filter(servesHost)
  if (!sole || second || sole.references.some(({ source }) => source === row.source))
    return undefined
  const isTownUnsure = !row.city || !sole.record.city || row.servesHost === undefined
  return isTownUnsure ? sole : undefined
}
