import { dayOf } from '../../../platform/time.ts'
import type { MissionContactsTable, MissionsTable } from '../tables.ts'
import { foldName, townOf } from '../towns.ts'
import { type ContactKind, contactKinds } from '../types.ts'
import type { Entry, Planning } from './plan.ts'
import type { ImportRow } from './read-rows.ts'
import type { MissionState } from './same-mission.ts'

/**
 * What the entry says of the mission itself. The entry that made a mission known may change it;
 * others only fill gaps. Nothing said is never taken as "there is none". What the desk has said stays:
 * an entry that speaks of the same town may still tell where in it.
 *
 * @returns whether anything changes
 */
export function planRecord({ changes }: Planning, state: MissionState, entry: Entry): boolean {
  const { record } = state
  const isDescribed = record.described_at !== null
  const said = isDescribed ? placeIn(record, entry.rows[0]) : recordOf(entry.rows[0])
  const isItsOwn =
    !isDescribed && record.source === entry.source && record.reference === entry.reference
  const differing = Object.entries(said).filter(([column, value]) => {
    const now = record[column as keyof MissionsTable]
    return value !== undefined && value !== now && (isItsOwn || now === null)
  })
  if (differing.length === 0) return false
  const was = { ...record }
  Object.assign(record, Object.fromEntries(differing))
  if (changes.missionsAdded.includes(record)) return true
  if (!changes.missionsChanged.includes(record)) changes.missionsChanged.push(record)
  const isFirst = !changes.missionsBefore.some(({ id }) => id === was.id)
  if (isFirst && isSaidAnew(was, record)) changes.missionsBefore.push(was)
  return true
}

/** Whether something that was said of a mission has changed; filling a gap is no news. */
function isSaidAnew(was: MissionsTable, now: MissionsTable): boolean {
  return (['receiving_state', 'type', 'name', 'city'] as const).some(
    (column) => was[column] !== null && was[column] !== now[column],
  )
}

function recordOf(row: ImportRow): Partial<MissionsTable> {
  return {
    receiving_state: row.receivingState,
    type: row.type,
    name: row.name,
    city: row.city,
    ...placeOf(row),
  }
}

/** Where in its town the row says that the mission is; nothing when it speaks of another town. */
function placeIn({ receiving_state, city }: MissionsTable, row: ImportRow): Partial<MissionsTable> {
  const isThere =
    row.receivingState === receiving_state &&
    foldName(townOf(receiving_state, row.city ?? '')) ===
      foldName(townOf(receiving_state, city ?? ''))
  return isThere ? placeOf(row) : {}
}

function placeOf(row: ImportRow): Partial<MissionsTable> {
  return {
    latitude_e6: row.latitude === undefined ? undefined : Math.round(row.latitude * 1e6),
    longitude_e6: row.longitude === undefined ? undefined : Math.round(row.longitude * 1e6),
    district: row.district,
  }
}

/**
 * Opens and closes what this entry says on the states served. What was ended at the desk comes back only with
 * a date after that day; what an entry says of a host where the mission stands no more opens nothing.
 *
 * @returns whether anything changes
 */
export function planAccreditations(
  { changes, createId }: Planning,
  state: MissionState,
  { source, reference, rows, sourceDate = '' }: Entry,
): boolean {
  const host = rows[0].receivingState
  const others = new Set(rows.flatMap((row) => row.alsoAccreditedTo))
  const servesHost = rows[0].servesHost
  const isOurs = (each: { source: string; reference: string }) =>
    each.source === source && each.reference === reference
  const isRefuted = (code: string) =>
    code === host ? servesHost === false : others.size > 0 && !others.has(code)

  const closed = state.accreditations.filter((each) => isOurs(each) && isRefuted(each.state))
  const wasEnded = (code: string) =>
    state.accreditationsEnded.some(
      (each) => isOurs(each) && each.state === code && sourceDate <= dayOf(each.valid_until ?? ''),
    )
  const standsThere = state.record.receiving_state === host
  const wanted = (servesHost && standsThere ? [...others, host] : [...others]).filter(
    (code) => !wasEnded(code),
  )
  const opened = wanted
    .filter((code) => !state.accreditations.some((each) => isOurs(each) && each.state === code))
    .map((code) => ({
      id: createId(),
      mission_id: state.record.id,
      state: code,
      source,
      reference,
      valid_from: changes.at,
      valid_until: null,
    }))
  state.accreditations = [
    ...state.accreditations.filter((each) => !closed.includes(each)),
    ...opened,
  ]
  changes.accreditationsClosed.push(...closed)
  changes.accreditationsOpened.push(...opened)
  return closed.length + opened.length > 0
}

/**
 * Opens, renews and closes what this entry says on each kind of contact. An honorary consul is a private person,
 * also where a list says "consulate" and the desk knows better: of theirs the web site alone comes in.
 *
 * @returns whether anything changes
 */
export function planContacts(planning: Planning, state: MissionState, entry: Entry): boolean {
  const isPrivate = state.record.type === 'honorary_consulate'
  const kinds = contactKinds.filter((kind) => kind === 'website' || !isPrivate)
  const changed = kinds.map((kind) => planKind(planning, state, entry, kind))
  return changed.includes(true)
}

interface WantedContact {
  value: string
  sourceDate: string | null
  confirmedOn: string | null
  position: number
}

/**
 * A kind that the entry is silent on stays as it is. A value that was closed at the desk comes back only
 * with a newer date: otherwise the next import would undo the correction.
 */
function planKind(
  { changes, createId }: Planning,
  state: MissionState,
  entry: Entry,
  kind: ContactKind,
): boolean {
  const { source, reference } = entry
  const ours = state.contacts.filter(
    (each) => each.kind === kind && each.source === source && each.reference === reference,
  )
  const open = ours.filter((each) => each.valid_until === null)
  const wanted = wantedContacts(entry, kind).filter((each) => !wasClosed(ours, each))
  if (wanted.length === 0) return false

  const closed = open.filter((each) => !wanted.some((other) => isUnchanged(each, other)))
  const opened = wanted
    .filter((each) => !open.some((other) => isUnchanged(other, each)))
    .map(
      (each): MissionContactsTable => ({
        id: createId(),
        mission_id: state.record.id,
        kind,
        value: each.value,
        position: each.position,
        source,
        reference,
        source_date: each.sourceDate,
        confirmed_on: newest(each.confirmedOn, confirmationOf(open, each)),
        bounced_at: null,
        closed_as: null,
        closed_on: null,
        closed_words: null,
        valid_from: changes.at,
        valid_until: null,
      }),
    )
  for (const each of closed) each.valid_until = changes.at
  state.contacts.push(...opened)
  changes.contactsClosed.push(...closed)
  changes.contactsOpened.push(...opened)
  return closed.length + opened.length > 0
}

function wantedContacts({ rows }: Entry, kind: ContactKind): WantedContact[] {
  const wanted = new Map<string, WantedContact>()
  for (const row of rows) {
    const values = row.contacts.find((each) => each.kind === kind)?.values ?? []
    for (const value of values) {
      const before = wanted.get(value.toLowerCase())
      wanted.set(value.toLowerCase(), {
        value: before?.value ?? value,
        sourceDate: newest(before?.sourceDate, row.sourceDate),
        confirmedOn: newest(before?.confirmedOn, row.confirmedOn),
        position: before?.position ?? wanted.size,
      })
    }
  }
  return [...wanted.values()]
}

function newest(...dates: (string | null | undefined)[]): string | null {
  return (
    dates
      .filter((date) => date != null)
      .sort()
      .at(-1) ?? null
  )
}

function isSameValue(contact: MissionContactsTable, wanted: WantedContact): boolean {
  return contact.value.toLowerCase() === wanted.value.toLowerCase()
}

/** A confirmation stays with the value when a source only repeats it. */
function confirmationOf(open: MissionContactsTable[], wanted: WantedContact): string | null {
  return open.find((each) => isSameValue(each, wanted))?.confirmed_on ?? null
}

/** The same value, said no later and confirmed no later than we know already. */
function isUnchanged(contact: MissionContactsTable, wanted: WantedContact): boolean {
  return (
    isSameValue(contact, wanted) &&
    (wanted.sourceDate ?? '') <= (contact.source_date ?? '') &&
    (wanted.confirmedOn ?? '') <= (contact.confirmed_on ?? '')
  )
}

/** Whether the value is one that is no longer used, and nothing newer speaks for it. */
function wasClosed(ours: MissionContactsTable[], wanted: WantedContact): boolean {
  const same = ours.filter((each) => isSameValue(each, wanted))
  return (
    same.length > 0 &&
    same.every((each) => each.valid_until !== null) &&
    same.some((each) => (wanted.sourceDate ?? '') <= (each.source_date ?? ''))
  )
}
