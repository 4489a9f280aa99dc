import { AppError } from '../../../platform/errors.ts'
import { readJurisdiction, readState } from './names.ts'

/** A row in the words of our own directory, whatever its file's form. */
export interface RawRecord {
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

export type RecordReader = (fields: string[]) => RawRecord

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

/**
 * How to read the rows of a file, by its header: our own directory (with or without `confirmed_on`), or the raw
 * Wikidata extract.
 *
 * @throws AppError `invalid` the header is of neither
 */
export function recordReader(file: string, header: string[]): RecordReader {
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
