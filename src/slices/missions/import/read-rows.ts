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
import { type RawRecord, recordReader } from './formats.ts'
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
