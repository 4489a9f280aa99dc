import { AppError } from '../../../platform/errors.ts'
import { isDay } from '../../../platform/time.ts'
import { foreignSeat } from '../towns.ts'
import { type ContactKind, isEmbassy, type MissionType } from '../types.ts'
import {
  type FieldRemark,
  type FieldValues,
  readEmails,
  readPhones,
  readWebsites,
  tidy,
} from './fields.ts'
import { readJurisdiction, readState, readType } from './names.ts'
import type { Table } from './read-table.ts'

/** One row of a file that can be imported. */
export interface ImportRow {
  line: number
  sendingState: string
  receivingState: string
  type: MissionType
  name?: string
  city?: string
  latitude?: number
  longitude?: number
  /** Whether it serves the state where it stands; undefined when the source does not say. */
  servesHost?: boolean
  /** Other states that it serves. */
  alsoAccreditedTo: string[]
  contacts: { kind: ContactKind; values: string[] }[]
  source: string
  sourceDate?: string
  confirmedOn?: string
  /** The source's own key; empty when it has none. */
  sourceId: string
  /** Parts of a state, or organisations, that it serves: `Bavaria|Hesse`. */
  district?: string
}

/** Why a row was not imported, or what of it was left out. */
export interface RowNote {
  line: number
  key: string
  values: Record<string, string | number>
}

export interface ReadRows {
  rows: ImportRow[]
  rejected: RowNote[]
  remarks: RowNote[]
}

/**
 * Takes the rows of any of the three forms that the header tells apart: our own directory (with or
 * without `confirmed_on`), and the raw Wikidata extract.
 *
 * @throws AppError `invalid` the header is of none of them
 */
export function readRows(file: string, table: Table): ReadRows {
  const record = recordReader(file, table.header)
  const result: ReadRows = { rows: [], rejected: [], remarks: [] }
  for (const { line, fields } of table.rows) {
    const remark = (key: string, text: string) =>
      result.remarks.push({ line, key, values: { text } })
    const row = readRow(record(fields), line, remark)
    if ('key' in row) result.rejected.push(row)
    else result.rows.push(row)
  }
  return result
}

/** A row in the words of our own directory, whatever its file's form. */
interface RawRecord {
  sender: string
  host: string
  type: string
  city: string
  address: string
  email: string
  phone: string
  fax: string
  website: string
  latitude: string
  longitude: string
  /** Other states, or for Wikidata all of them. */
  jurisdictions: string[]
  servesHost?: boolean
  source: string
  sourceDate: string
  confirmedOn: string
  name: string
  sourceId: string
  district: string
  /** What stands in place of a sender without code. */
  senderNote: string
}

type RecordReader = (fields: string[]) => RawRecord

const OWN_COLUMNS = [
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
]
const WIKIDATA_COLUMNS = [
  'operator',
  'jurisdictions',
  'country',
  'city',
  'address',
  'latitude',
  'longitude',
  'phone',
  'email',
  'website',
  'type',
  'QID',
]
/** Among the notes of our directory: the mission does not serve the state where it stands. */
export const HOST_NOT_SERVED = 'host_not_in_jurisdictions'
/** Among the notes of an exported row: the entry does not say whether it does. */
export const HOST_NOT_STATED = 'host_not_stated'
/** Among the notes: names of what it serves that are not states of the list. */
export const OTHER_JURISDICTIONS = 'other_jurisdictions'

function recordReader(file: string, header: string[]): RecordReader {
  const isWikidata = header.includes('operator')
  const wanted = isWikidata ? WIKIDATA_COLUMNS : OWN_COLUMNS
  const missing = wanted.filter((column) => !header.includes(column))
  if (missing.length > 0) {
    throw new AppError('invalid', 'missions.import_wrong_columns', {
      file,
      line: 1,
      column: 1,
      missing: missing.join(', '),
    })
  }
  return isWikidata ? wikidataReader(file, header) : ownReader(header)
}

function ownReader(header: string[]): RecordReader {
  return (fields) => {
    const get = getter(header, fields)
    const notes = get('notes').split('; ')
    const note = (key: string) =>
      notes.find((each) => each.startsWith(`${key}=`))?.slice(key.length + 1) ?? ''
    const others = splitJurisdictions(note(OTHER_JURISDICTIONS))
    return {
      sender: get('sending_state'),
      host: get('receiving_state'),
      type: get('type'),
      city: get('city'),
      address: get('address'),
      email: get('email'),
      phone: get('phone'),
      fax: get('fax'),
      website: get('website'),
      latitude: get('latitude'),
      longitude: get('longitude'),
      jurisdictions: [...get('also_accredited_to').split(';'), ...others.codes],
      servesHost: notes.includes(HOST_NOT_STATED) ? undefined : !notes.includes(HOST_NOT_SERVED),
      source: get('source'),
      sourceDate: get('source_date'),
      confirmedOn: get('confirmed_on'),
      name: get('name'),
      sourceId: get('source_id'),
      district: others.names.join('|'),
      senderNote: note('operator') || note('country') || get('name'),
    }
  }
}

function wikidataReader(file: string, header: string[]): RecordReader {
  const sourceDate = /\d{4}-\d{2}-\d{2}/.exec(file)?.[0] ?? ''
  return (fields) => {
    const get = getter(header, fields)
    const { codes, names } = splitJurisdictions(get('jurisdictions'))
    const host = readState(get('country'))
    return {
      sender: get('operator'),
      host: get('country'),
      type: get('type'),
      city: get('city'),
      address: get('address'),
      email: get('email'),
      phone: get('phone'),
      fax: '',
      website: get('website'),
      latitude: get('latitude'),
      longitude: get('longitude'),
      jurisdictions: codes,
      servesHost: codes.length === 0 || (host !== undefined && codes.includes(host)),
      source: 'wikidata-dbe',
      sourceDate,
      confirmedOn: '',
      name: '',
      sourceId: get('QID').replace(/^.*\//, ''),
      district: names.join('|'),
      senderNote: '',
    }
  }
}

/** Tells states from regions and organisations in a list such as `Spain|Catalonia`. */
function splitJurisdictions(list: string): { codes: string[]; names: string[] } {
  const all = list.split('|').filter((name) => name.trim() !== '')
  return {
    codes: all.flatMap((name) => readJurisdiction(name) ?? []),
    names: all.filter((name) => !readJurisdiction(name)),
  }
}

function getter(header: string[], fields: string[]): (column: string) => string {
  return (column) => fields[header.indexOf(column)]?.trim() ?? ''
}

type Remark = (key: string, text: string) => void

function readRow(record: RawRecord, line: number, remark: Remark): ImportRow | RowNote {
  const sendingState = readState(record.sender)
  const receivingState = readState(record.host)
  const type = readType(record.type)
  const refuse = (key: string, name: string): RowNote => ({ line, key, values: { name } })
  if (!sendingState)
    return refuse('missions.row_unknown_sender', record.sender || record.senderNote)
  if (!receivingState) return refuse('missions.row_unknown_host', record.host || record.senderNote)
  if (!type) return refuse('missions.row_unknown_type', record.type)
  if (record.source === '') return refuse('missions.row_without_source', '')

  const row: ImportRow = {
    line,
    sendingState,
    receivingState,
    type,
    name: orNothing(tidy(record.name)),
    city: orNothing(tidy(record.city)),
    ...readPlace(record, remark),
    servesHost: servesNobodyThere.has(type) ? false : record.servesHost,
    alsoAccreditedTo: readJurisdictions(record, receivingState, remark),
    contacts: readContacts(record, type, remark),
    source: tidy(record.source),
    sourceDate: readDate(record.sourceDate, remark),
    confirmedOn: readConfirmation(record.confirmedOn, remark),
    sourceId: record.sourceId,
    district: orNothing(tidy(record.district)),
  }
  if (!mayStandThere(row)) return refuse('missions.row_sender_is_host', row.city ?? '')
  return relocate(row, remark)
}

/** Missions to organisations, and the ministry at home, serve no state where they stand. */
const servesNobodyThere = new Set<MissionType>(['permanent_mission', 'foreign_ministry'])

/**
 * A mission stands abroad, with two exceptions: the ministry, and Italy's embassy to the Holy See, which
 * is in Rome. For the rest a source has taken the sender for the host.
 */
function mayStandThere(row: ImportRow): boolean {
  if (row.sendingState !== row.receivingState || row.type === 'foreign_ministry') return true
  return row.receivingState === 'IT' && row.alsoAccreditedTo.includes('VA') && !row.servesHost
}

/** Puts an embassy that a host lists with an address abroad where it stands. */
function relocate(row: ImportRow, remark: Remark): ImportRow {
  const seat = isEmbassy(row.type) && row.city && foreignSeat(row.receivingState, row.city)
  if (!seat || seat.state === row.sendingState) return row
  remark('missions.remark_relocated', `${row.city}: ${seat.state}`)
  return {
    ...row,
    receivingState: seat.state,
    city: seat.city,
    // They were looked up by the address as if it were at home.
    latitude: undefined,
    longitude: undefined,
    servesHost: undefined,
    alsoAccreditedTo: [...row.alsoAccreditedTo, row.receivingState],
  }
}

function readJurisdictions(record: RawRecord, host: string, remark: Remark): string[] {
  const names = record.jurisdictions.map((name) => name.trim()).filter((name) => name !== '')
  const unknown = names.filter((name) => !readJurisdiction(name))
  if (unknown.length > 0) remark('missions.remark_unknown_jurisdiction', unknown.join(', '))
  const codes = names.flatMap((name) => readJurisdiction(name) ?? [])
  return [...new Set(codes)].filter((code) => code !== host)
}

/** Honorary consuls are private persons as a rule: of theirs only the web site is kept. */
function readContacts(record: RawRecord, type: MissionType, remark: Remark): ImportRow['contacts'] {
  const note = (kind: ContactKind, { values, remark: about }: FieldValues) => {
    if (about) noteField(about, remark)
    return { kind, values }
  }
  const address = tidy(record.address)
  const website = note('website', readWebsites(record.website))
  if (type === 'honorary_consulate') {
    if (record.email || record.phone || record.fax || address) {
      remark('missions.remark_private_contact', '')
    }
    return [website].filter(({ values }) => values.length > 0)
  }
  return [
    note('email', readEmails(record.email)),
    note('phone', readPhones(record.phone)),
    note('fax', readPhones(record.fax)),
    website,
    note('address', { values: address === '' ? [] : [address] }),
  ].filter(({ values }) => values.length > 0)
}

function noteField({ key, text }: FieldRemark, remark: Remark): void {
  remark(key, text)
}

function readPlace(record: RawRecord, remark: Remark) {
  if (record.latitude === '' && record.longitude === '') return {}
  const latitude = Number(record.latitude || Number.NaN)
  const longitude = Number(record.longitude || Number.NaN)
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  remark('missions.remark_place_unclear', `${record.latitude}, ${record.longitude}`)
  return {}
}

function readDate(text: string, remark: Remark): string | undefined {
  if (text === '' || /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/.test(text)) return orNothing(text)
  remark('missions.remark_date_unclear', text)
  return undefined
}

function readConfirmation(text: string, remark: Remark): string | undefined {
  if (text === '' || isDay(text)) return orNothing(text)
  remark('missions.remark_date_unclear', text)
  return undefined
}

function orNothing(text: string): string | undefined {
  return text === '' ? undefined : text
}
