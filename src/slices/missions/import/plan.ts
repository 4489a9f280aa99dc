import { createHash } from 'node:crypto'
import type { Instant } from '../../../platform/time.ts'
import type {
  MissionAccreditationsTable,
  MissionContactsTable,
  MissionReferencesTable,
  MissionsTable,
} from '../tables.ts'
import { foldName } from '../towns.ts'
import { planAccreditations, planContacts, planRecord } from './plan-entry.ts'
import type { ImportRow, ReadRows, RowNote } from './read-rows.ts'
import { type KnownMissions, knownMissions, type MissionState } from './same-mission.ts'

/** What an import would write. */
export interface Changes {
  /** When it takes effect. */
  at: Instant
  missionsAdded: MissionsTable[]
  missionsChanged: MissionsTable[]
  /** Those of the missions changed of which something else was said, as they were. */
  missionsBefore: MissionsTable[]
  referencesSaved: MissionReferencesTable[]
  accreditationsOpened: MissionAccreditationsTable[]
  accreditationsClosed: MissionAccreditationsTable[]
  contactsOpened: MissionContactsTable[]
  contactsClosed: MissionContactsTable[]
}

/** What became of a row. */
export type Outcome = 'imported' | 'merged' | 'changed' | 'unchanged'

/** What became of every row: `imported + merged + changed + unchanged + rejected = rows`. */
export interface ImportReport extends Record<Outcome, number> {
  rows: number
  /** Rows that say the same mission as another row or one known before. */
  merges: { line: number; missionId: string; mission: string }[]
  rejected: RowNote[]
  /** Rows that were taken, with what of them was mended or left out. */
  remarks: RowNote[]
}

interface PlanInput {
  existing: MissionState[]
  read: ReadRows
  now: Instant
  createId: () => string
}

/** All that one source says about one of its entries; more than one row only when it repeats itself. */
export interface Entry {
  source: string
  reference: string
  /** The newest of its rows. */
  sourceDate?: string
  rows: [ImportRow, ...ImportRow[]]
}

/** What planning one entry needs. */
export interface Planning {
  changes: Changes
  createId: () => string
}

/** Decides for every row what it means for the directory. Writes nothing; `apply.ts` does. */
export function planImport({ existing, read, now, createId }: PlanInput): {
  changes: Changes
  report: ImportReport
} {
  const planning: Planning = { changes: noChanges(now), createId }
  const report: ImportReport = {
    rows: read.rows.length + read.rejected.length,
    imported: 0,
    merged: 0,
    changed: 0,
    unchanged: 0,
    merges: [],
    rejected: [...read.rejected],
    remarks: [...read.remarks],
  }
  const known = knownMissions(existing)
  for (const entry of gatherEntries(read.rows)) {
    const contradiction = findContradiction(known, entry)
    if (contradiction) {
      report.rejected.push(...entry.rows.map(({ line }) => ({ line, ...contradiction })))
      continue
    }
    const { state, outcome } = planEntry(planning, known, entry)
    count(report, entry, state, outcome)
  }
  for (const notes of [report.rejected, report.remarks, report.merges])
    notes.sort((a, b) => a.line - b.line)
  return { changes: planning.changes, report }
}

function noChanges(at: Instant): Changes {
  return {
    at,
    missionsAdded: [],
    missionsChanged: [],
    missionsBefore: [],
    referencesSaved: [],
    accreditationsOpened: [],
    accreditationsClosed: [],
    contactsOpened: [],
    contactsClosed: [],
  }
}

function planEntry(
  planning: Planning,
  known: KnownMissions,
  entry: Entry,
): { state: MissionState; outcome: Outcome } {
  const { source, reference } = entry
  const before = known.byReference(source, reference)
  if (before) return { state: before, outcome: planAgain(planning, before, entry) }

  const same = known.findSame(entry.rows[0], reference)
  const state = same ?? newMission(planning, entry)
  if (!same) known.add(state)
  const saved = {
    source,
    reference,
    mission_id: state.record.id,
    source_date: entry.sourceDate ?? null,
  }
  known.attach(state, saved)
  planning.changes.referencesSaved.push(saved)
  planDetails(planning, state, entry)
  return { state, outcome: same ? 'merged' : 'imported' }
}

/** An entry that was seen before: an older word than the last one changes nothing. */
function planAgain(planning: Planning, state: MissionState, entry: Entry): Outcome {
  const { source, reference, sourceDate = '' } = entry
  const saved = state.references.find(
    (each) => each.source === source && each.reference === reference,
  )
  if (!saved || sourceDate < (saved.source_date ?? '')) return 'unchanged'
  const isNewer = sourceDate > (saved.source_date ?? '')
  if (isNewer) {
    saved.source_date = sourceDate
    planning.changes.referencesSaved.push(saved)
  }
  return planDetails(planning, state, entry) || isNewer ? 'changed' : 'unchanged'
}

/** Returns whether anything changes. */
function planDetails(planning: Planning, state: MissionState, entry: Entry): boolean {
  const changed = [
    planRecord(planning, state, entry),
    planAccreditations(planning, state, entry),
    planContacts(planning, state, entry),
  ]
  return changed.includes(true)
}

function newMission({ changes, createId }: Planning, entry: Entry): MissionState {
  const row = entry.rows[0]
  const record: MissionsTable = {
    id: createId(),
    sending_state: row.sendingState,
    receiving_state: row.receivingState,
    type: row.type,
    name: null,
    city: null,
    latitude_e6: null,
    longitude_e6: null,
    district: null,
    source: entry.source,
    reference: entry.reference,
    created_at: changes.at,
    described_at: null,
    source_date: null,
    closed_on: null,
    gone_at: null,
    merged_into: null,
  }
  changes.missionsAdded.push(record)
  return { record, references: [], accreditations: [], accreditationsEnded: [], contacts: [] }
}

function count(report: ImportReport, entry: Entry, state: MissionState, outcome: Outcome): void {
  const [first, ...others] = entry.rows
  report[outcome] += 1
  // Rows of one entry say the same mission; seen again, they share the fate of the first.
  report[outcome === 'imported' ? 'merged' : outcome] += others.length
  const merged = outcome === 'merged' ? entry.rows : outcome === 'imported' ? others : []
  const { id, sending_state, receiving_state, type, city } = state.record
  const mission = [sending_state, receiving_state, type, city ?? first.city ?? ''].join(' ').trim()
  report.merges.push(...merged.map(({ line }) => ({ line, missionId: id, mission })))
}

/** Gathers the rows by what their source calls them. */
function gatherEntries(rows: ImportRow[]): Entry[] {
  const fingerprints = new Map<string, Set<string>>()
  for (const row of rows) {
    const key = `${row.source}\n${row.sourceId}`
    fingerprints.set(key, (fingerprints.get(key) ?? new Set()).add(fingerprintOf(row)))
  }
  const entries = new Map<string, Entry>()
  for (const row of rows) {
    const isShared = (fingerprints.get(`${row.source}\n${row.sourceId}`)?.size ?? 0) > 1
    const reference = referenceOf(row, isShared)
    const entry = entries.get(`${row.source}\n${reference}`)
    if (entry) entry.rows.push(row)
    else {
      entries.set(`${row.source}\n${reference}`, { source: row.source, reference, rows: [row] })
    }
  }
  for (const entry of entries.values()) {
    entry.sourceDate = entry.rows
      .flatMap((row) => row.sourceDate ?? [])
      .sort()
      .at(-1)
  }
  return [...entries.values()]
}

/** Wikidata's items are one thing each; other keys may stand for several offices of one post. */
function referenceOf(row: ImportRow, isShared: boolean): string {
  const isItem = /^Q\d+$/.test(row.sourceId)
  if (row.sourceId !== '' && (isItem || !isShared)) return row.sourceId
  return `${row.sourceId}~${fingerprintOf(row)}`
}

function fingerprintOf(row: ImportRow): string {
  const { sendingState, receivingState, type, name = '', city = '' } = row
  const words = [sendingState, receivingState, type, foldName(name), foldName(city)]
  return createHash('sha256').update(words.join('\n')).digest('base64url').slice(0, 12)
}

/** One entry cannot belong to two states. Which of them it is, is not for a machine to guess. */
function findContradiction(known: KnownMissions, entry: Entry): Omit<RowNote, 'line'> | undefined {
  const before = known.byReference(entry.source, entry.reference)
  const senders = new Set(entry.rows.map((row) => row.sendingState))
  if (before) senders.add(before.record.sending_state)
  if (senders.size === 1) return undefined
  return {
    key: 'missions.row_two_senders',
    values: { name: entry.reference, states: [...senders].join(', ') },
  }
}
