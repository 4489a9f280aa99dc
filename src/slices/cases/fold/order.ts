import type { Day } from '../../../platform/time.ts'
import { type CaseEvent, type EventKind, eventKinds } from '../types.ts'

/** What begins something: of these, an unknown hour or day is taken to be the first possible one. */
const beginnings: readonly EventKind[] = [
  'counted',
  'searched',
  'summoned',
  'reported_missing',
  'detained',
]
const ranks = new Map(eventKinds.map((kind, index) => [kind, index]))

/**
 * The events that stand: each corrected one is replaced by what corrects it, and what was retracted
 * is left out. In the order in which they happened, which never depends on the order in which they
 * were recorded: on one day by the hour, then by the usual course of a procedure.
 */
export function standingEvents(events: readonly CaseEvent[]): CaseEvent[] {
  const corrected = new Set(events.flatMap(({ correctsId }) => correctsId ?? []))
  return events
    .filter(({ id, kind }) => kind !== 'retracted' && !corrected.has(id))
    .map((event): Sorted => ({ event, key: sortKey(event) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : compareContent(a, b)))
    .map(({ event }) => event)
}

/** The day at which an event counts: of a month, the first day for what begins, else the last one. */
export function effectiveDay({ kind, when }: Pick<CaseEvent, 'kind' | 'when'>): Day {
  if (when.precision !== 'month' || beginnings.includes(kind)) return when.on
  const [year = 0, month = 1] = when.on.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** An event never changes, and is asked for its place again with each further one. */
const sortKeys = new WeakMap<CaseEvent, string>()

function sortKey(event: CaseEvent): string {
  const known = sortKeys.get(event)
  if (known !== undefined) return known
  const made = makeSortKey(event)
  sortKeys.set(event, made)
  return made
}

function makeSortKey(event: CaseEvent): string {
  const { kind, when } = event
  const time = when.time ?? (beginnings.includes(kind) ? '00:00' : '24:00')
  const rank = String(ranks.get(kind) ?? 0).padStart(2, '0')
  return `${effectiveDay(event)} ${time} ${rank}`
}

interface Sorted {
  event: CaseEvent
  key: string
  /** Made when it is first asked for. */
  content?: string
}

/** Sources that contradict each other at one moment: what they say decides, not who came first. */
function compareContent(a: Sorted, b: Sorted): number {
  a.content ??= contentOf(a.event)
  b.content ??= contentOf(b.event)
  return a.content < b.content ? -1 : a.content > b.content ? 1 : 0
}

const contents = new WeakMap<CaseEvent, string>()

function contentOf(event: CaseEvent): string {
  const { about, details, sources, key } = event
  const content = contents.get(event) ?? JSON.stringify([about, details, sources, key])
  contents.set(event, content)
  return content
}
