import { toCsv } from '../../platform/csv.ts'
import type { Db } from '../../platform/db/database.ts'
import { HOST_NOT_SERVED, HOST_NOT_STATED, OTHER_JURISDICTIONS } from './import/formats.ts'
import type { MissionState } from './import/same-mission.ts'
import { listMissionStates } from './import/state-queries.ts'
import type { MissionContactsTable } from './tables.ts'
import type { ContactKind } from './types.ts'

/** Columns of our own directory, in which it is exported, shipped and imported. */
const COLUMNS = [
  'sending_state',
  'receiving_state',
  'type',
  'city',
  'address',
  'email',
  'phone',
  'fax',
  'website',
  'latitude',
  'longitude',
  'also_accredited_to',
  'source',
  'source_date',
  'name',
  'source_id',
  'notes',
  'confirmed_on',
]

/**
 * The directory as it is now, as CSV that `importMissions` takes back: one row for each entry of each source, the
 * one that made the mission known first, and more where parts of an entry differ in date. Missions that have
 * closed are left out.
 *
 * @param sendingState only the missions of this state
 */
export async function exportMissions(db: Db, sendingState?: string): Promise<string> {
  const known = await listMissionStates(db, sendingState)
  const states = known.filter(({ record }) => record.closed_on === null)
  return toCsv([COLUMNS, ...states.flatMap(rowsOf).map((row) => row.map(harmless))])
}

/**
 * Spreadsheets take what begins like a formula for one, and sources are often in readers' own words; an
 * apostrophe makes it text, and goes again on import. Coordinates and numbers to call stay as they are.
 */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-][\d\s()./-]+$/.test(cell) ? `'${cell}` : cell
}

interface EntryKey {
  source: string
  reference: string
}

function isOf({ source, reference }: EntryKey): (each: EntryKey) => boolean {
  return (each) => each.source === source && each.reference === reference
}

function rowsOf(state: MissionState): string[][] {
  const { record, references } = state
  const isOwn = isOf(record)
  const entries = [...references].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
  return entries.flatMap((entry) => {
    const contacts = state.contacts.filter((each) => each.valid_until === null && isOf(entry)(each))
    const dated = Map.groupBy(contacts, rowKeyOf)
    const groups = dated.size > 0 ? [...dated.values()] : [[]]
    return groups.map((group) => {
      const [sourceDate = '', confirmedOn = ''] = group[0]
        ? [group[0].source_date ?? '', group[0].confirmed_on ?? '']
        : [entry.source_date ?? '']
      return [
        ...aboutMission(state),
        ...aboutContacts(group),
        ...aboutPlace(state, entry),
        entry.source,
        sourceDate,
        record.name ?? '',
        entry.reference,
        notesOf(state, entry),
        confirmedOn,
      ]
    })
  })
}

/** What fits into one row: contacts of the same dates, and one address, which may hold any separator. */
function rowKeyOf({ kind, position, source_date, confirmed_on }: MissionContactsTable): string {
  return `${source_date} ${confirmed_on} ${kind === 'address' ? position : 0}`
}

function aboutMission({ record }: MissionState): string[] {
  return [record.sending_state, record.receiving_state, record.type, record.city ?? '']
}

function aboutContacts(contacts: MissionContactsTable[]): string[] {
  const valuesOf = (kind: ContactKind) =>
    contacts
      .filter((each) => each.kind === kind)
      .sort((a, b) => a.position - b.position)
      .map(({ value }) => value)
      .join('; ')
  return [
    valuesOf('address'),
    valuesOf('email'),
    valuesOf('phone'),
    valuesOf('fax'),
    valuesOf('website'),
  ]
}

function aboutPlace({ record, accreditations }: MissionState, entry: EntryKey): string[] {
  const others = accreditations
    .filter(isOf(entry))
    .map(({ state }) => state)
    .filter((state) => state !== record.receiving_state)
  return [degrees(record.latitude_e6), degrees(record.longitude_e6), others.join(';')]
}

function degrees(millionths: number | null): string {
  return millionths === null ? '' : String(millionths / 1e6)
}

function notesOf({ record, accreditations }: MissionState, entry: EntryKey): string {
  const toHost = accreditations.filter(({ state }) => state === record.receiving_state)
  const host =
    toHost.length === 0 ? HOST_NOT_SERVED : toHost.some(isOf(entry)) ? '' : HOST_NOT_STATED
  const others = record.district ? `${OTHER_JURISDICTIONS}=${record.district}` : ''
  return [others, host].filter((note) => note !== '').join('; ')
}
