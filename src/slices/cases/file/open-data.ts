import { harmless, toCsv } from '../../../platform/csv.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { wordFor } from '../fold/person-state.ts'
import type { Range } from '../fold/ranges.ts'
import type { ShownCase } from '../load-case.ts'
import type { CaseEvent, EventKind, Reliability } from '../types.ts'
import { type CaseFile, caseFileOf } from './case-file.ts'

/** A case as open data: its file, and what follows from it. */
export function caseAsJson({ ledger, state }: ShownCase): CaseFile & { state: object } {
  const { counts, people, demands, lastNewsOn } = state
  const ranges = (record: Readonly<Record<string, Range>>) =>
    Object.fromEntries(Object.entries(record).map(([key, range]) => [key, rangeAsJson(range)]))
  return {
    ...caseFileOf(ledger),
    state: {
      last_news_on: lastNewsOn,
      total: rangeAsJson(counts.total),
      detained: rangeAsJson(counts.detained),
      custody: ranges(counts.custody),
      legal: ranges(counts.legal),
      sources_differ: counts.isDisputed,
      people: Object.fromEntries(
        ledger.people.flatMap(({ id, key }) => {
          const found = people.get(id)
          return found ? [[key, wordFor(found)]] : []
        }),
      ),
      demands: demands.map(({ demand, addressee, state: each }) => ({
        demand: demand.key,
        addressee: addressee.key,
        state: each,
      })),
    },
  }
}

const eventColumns = [
  ...['key', 'kind', 'on', 'time', 'precision', 'people', 'group', 'at_least', 'at_most', 'word'],
  ...['organ', 'amount_minor', 'currency', 'years', 'months', 'days', 'suspended', 'corrects'],
  ...['reliability', 'sources', 'urls', 'recorded_at'],
]

/** Events of a case, one a row, also those that were corrected. */
export function caseAsCsv({ ledger }: ShownCase): string {
  const rows = caseFileOf(ledger).events.map((event) => [
    ...[event.key, event.kind, event.on, event.time, event.precision],
    ...[event.people?.join(' '), event.group, event.at_least, event.at_most, event.word],
    ...[event.organ, event.amount_minor, event.currency],
    ...[event.length?.years, event.length?.months, event.length?.days],
    ...[event.suspended ? 'yes' : undefined, event.corrects],
    reliabilityOf(event.sources),
    event.sources.map(({ name }) => name).join('; '),
    event.sources
      .map(({ url }) => url ?? '')
      .join(' ')
      .trim(),
    event.recorded_at,
  ])
  return toCsv([eventColumns, ...rows.map((row) => row.map(cellOf))])
}

function cellOf(value: string | number | undefined): string | number {
  return typeof value === 'string' ? harmless(value) : (value ?? '')
}

/** A row of the file that sets actions beside outcomes. */
export interface OutcomeRow {
  /** Stands for the case, and leads nobody to it. */
  case: string
  country: string
  /** `YYYY-MM` */
  month: string
  type: 'action' | 'outcome'
  /** A kind of event, or of action. */
  kind: string
  atLeast: number
  atMost?: number
  reliability: Reliability | ''
}

const outcomeKinds: readonly EventKind[] = [
  ...(['detained', 'charged', 'trial', 'convicted', 'sentenced', 'fined', 'acquitted'] as const),
  ...(['charges_dropped', 'released', 'deported', 'died', 'lost_track'] as const),
]

/** What happened to people of a case, without people, places and words. */
export function outcomeRows(
  { ledger, state }: ShownCase,
  { secrets }: { secrets: Secrets },
): OutcomeRow[] {
  const { id, country } = ledger.case
  const name = outcomeCase(secrets, id)
  return state.events
    .filter(({ kind }) => outcomeKinds.includes(kind))
    .map((event) => ({
      ...{ case: name, country, month: event.when.on.slice(0, 7), type: 'outcome' as const },
      kind: event.kind,
      ...peopleIn(event),
      reliability: reliabilityOf(event.sources),
    }))
}

/** What a case is called in the file of outcomes. */
export function outcomeCase(secrets: Secrets, caseId: string): string {
  return secrets.hash('cases.outcomes', caseId).slice(0, 12)
}

export const outcomeColumns: readonly string[] = [
  ...['case', 'country', 'month', 'type', 'kind', 'at_least', 'at_most', 'reliability'],
]

export function outcomeCells(row: OutcomeRow): (string | number)[] {
  const { atLeast, atMost = '', reliability } = row
  return [row.case, row.country, row.month, row.type, row.kind, atLeast, atMost, reliability]
}

function peopleIn({ about }: CaseEvent): { atLeast: number; atMost?: number } {
  if ('people' in about) return { atLeast: about.people.length, atMost: about.people.length }
  if ('group' in about && about.count) {
    return { atLeast: about.count.atLeast, atMost: about.count.atMost }
  }
  return { atLeast: 1 }
}

/** Official when one source is; confirmed when one says so, or two report it. */
export function reliabilityOf(sources: readonly { reliability: Reliability }[]): Reliability {
  if (sources.some(({ reliability }) => reliability === 'official')) return 'official'
  const isConfirmed = sources.some(({ reliability }) => reliability === 'confirmed')
  return isConfirmed || sources.length > 1 ? 'confirmed' : 'reported'
}

function rangeAsJson({ atLeast, atMost }: Range) {
  return { at_least: atLeast, at_most: atMost ?? null }
}
