import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { AppError } from '../../../platform/errors.ts'
import type { ReportedChange } from '../record/change-demand.ts'
import type { ReportedEvent } from '../record/check-event.ts'
import {
  type About,
  type CaseEvent,
  type DemandChange,
  demandStates,
  eventKinds,
  type Ledger,
  limits,
  organs,
  precisions,
  reliabilities,
  type Source,
} from '../types.ts'

const Text = Type.String({ maxLength: limits.textChars })
const Key = Type.String({ minLength: 1, maxLength: limits.keyChars })
const Day = Type.String({ maxLength: 10 })
const Texts = Type.Record(Type.String(), Text)
const words = <T extends string>(all: readonly T[]) => Type.Enum([...all])
const optional = Type.Optional

const SourceShape = Type.Object({
  name: Text,
  url: optional(Type.String({ maxLength: limits.urlChars })),
  published_on: optional(Day),
  reliability: words(reliabilities),
})

const EventShape = Type.Object({
  key: Key,
  kind: words(eventKinds),
  on: Day,
  time: optional(Type.String({ maxLength: 5 })),
  precision: optional(words(precisions)),
  people: optional(Type.Array(Key)),
  group: optional(Key),
  at_least: optional(Type.Integer()),
  at_most: optional(Type.Integer()),
  word: optional(words(['many', 'some'])),
  places: optional(Texts),
  organ: optional(words(organs)),
  texts: optional(Texts),
  amount_minor: optional(Type.Integer()),
  currency: optional(Type.String({ maxLength: 3 })),
  length: optional(
    Type.Object({
      years: optional(Type.Integer()),
      months: optional(Type.Integer()),
      days: optional(Type.Integer()),
    }),
  ),
  suspended: optional(Type.Boolean()),
  sources: Type.Array(SourceShape),
  corrects: optional(Key),
  recorded_at: optional(Text),
})

const ChangeShape = Type.Object({
  key: Key,
  demand: Key,
  addressee: optional(Key),
  state: words(demandStates),
  on: Day,
  event: optional(Key),
  texts: optional(Texts),
  sources: Type.Array(SourceShape),
  recorded_at: optional(Text),
})

const CaseFileShape = Type.Object({
  format: Type.Literal('outcry-case'),
  version: Type.Literal(1),
  key: Key,
  country: Type.String({ maxLength: 2 }),
  titles: Texts,
  zone: optional(Text),
  quiet_days: optional(Type.Integer()),
  closed_at: optional(Text),
  groups: Type.Array(Type.Object({ key: Key, labels: Texts })),
  people: Type.Array(
    Type.Object({ key: Key, roles: Texts, pseudonyms: optional(Texts), group: optional(Key) }),
  ),
  demands: Type.Array(
    Type.Object({
      key: Key,
      texts: Texts,
      addressees: optional(Type.Array(Type.Object({ key: Key, names: Texts }))),
    }),
  ),
  events: Type.Array(EventShape),
  changes: Type.Array(ChangeShape),
})

/** A case as a file, for exchange and as open data. It never holds a name. */
export type CaseFile = Static<typeof CaseFileShape>
type FileEvent = CaseFile['events'][number]
type FileChange = CaseFile['changes'][number]
type FileSource = FileEvent['sources'][number]

const caseFile = Compile(CaseFileShape)
const fileEventShape = Compile(EventShape)
const fileChangeShape = Compile(ChangeShape)

/** @throws AppError `invalid` the text is no case file; says where */
export function parseCaseFile(text: string): CaseFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('invalid', 'cases.file_not_json', { reason }, { cause })
  }
  return checked(caseFile, value)
}

/** @throws AppError `invalid` it is no event of a case file */
export function parseFileEvent(value: unknown): FileEvent {
  return checked(fileEventShape, value)
}

/** @throws AppError `invalid` it is no change of a case file */
export function parseFileChange(value: unknown): FileChange {
  return checked(fileChangeShape, value)
}

interface Shape<T> {
  Check(value: unknown): value is T
  Errors(value: unknown): { instancePath: string; message: string }[]
}

function checked<T>(shape: Shape<T>, value: unknown): T {
  if (shape.Check(value)) return value
  const [first] = shape.Errors(value)
  const values = { place: first?.instancePath || '/', problem: first?.message ?? '' }
  throw new AppError('invalid', 'cases.file_wrong', values)
}

/** The file of a case, with everything recorded of it but names. */
export function caseFileOf(ledger: Ledger): CaseFile {
  const { case: found, groups, people, demands } = ledger
  const keys = keysOf(ledger)
  const keyOf = (id: string) => keys.get(id) ?? id
  return {
    format: 'outcry-case',
    version: 1,
    key: found.key,
    country: found.country,
    titles: found.titles,
    zone: found.zone,
    quiet_days: found.quietDays,
    closed_at: found.closedAt,
    groups: groups.map(({ key, labels }) => ({ key, labels })),
    people: people.map(({ key, roles, pseudonyms, groupId }) => ({
      key,
      roles,
      pseudonyms: Object.keys(pseudonyms).length > 0 ? pseudonyms : undefined,
      group: groupId === undefined ? undefined : keyOf(groupId),
    })),
    demands: demands.map(({ key, texts, addressees }) => ({
      key,
      texts,
      addressees: addressees.map(({ key: addressee, names }) => ({ key: addressee, names })),
    })),
    events: ledger.events.map((event) => fileEvent(event, keyOf)),
    changes: ledger.changes.map((change) => fileChange(change, keyOf)),
  }
}

/** An event of a file as somebody would report it. */
export function reportedEvent(event: FileEvent): ReportedEvent {
  const { key, kind, on, time, precision = time ? 'hour' : 'day', corrects } = event
  const { length } = event
  return {
    key,
    kind,
    corrects,
    when: { on, time, precision },
    about: aboutOf(event),
    details: {
      places: event.places,
      organ: event.organ,
      texts: event.texts,
      amountMinor: event.amount_minor,
      currency: event.currency,
      length: length && { years: 0, months: 0, days: 0, ...length },
      isSuspended: event.suspended,
    },
    sources: event.sources.map(sourceOf),
  }
}

/** A change of a file as somebody would report it. */
export function reportedChange({ on, sources, ...change }: FileChange): ReportedChange {
  return { ...change, changedOn: on, sources: sources.map(sourceOf) }
}

function keysOf({ people, groups, demands, events }: Ledger): Map<string, string> {
  return new Map(
    [...people, ...groups, ...demands, ...events].map(({ id, key }): [string, string] => [id, key]),
  )
}

function fileEvent(event: CaseEvent, keyOf: (id: string) => string): FileEvent {
  const { key, kind, when, about, details, correctsId, recordedAt } = event
  const count = 'group' in about ? about.count : undefined
  return {
    key,
    kind,
    on: when.on,
    time: when.time,
    precision: when.precision,
    people: 'people' in about ? about.people.map(keyOf) : undefined,
    group: 'group' in about ? keyOf(about.group) : undefined,
    at_least: count?.atLeast,
    at_most: count?.atMost,
    word: count?.word,
    places: details.places,
    organ: details.organ,
    texts: details.texts,
    amount_minor: details.amountMinor,
    currency: details.currency,
    length: details.length,
    suspended: details.isSuspended,
    sources: event.sources.map(fileSource),
    corrects: correctsId === undefined ? undefined : keyOf(correctsId),
    recorded_at: recordedAt,
  }
}

function fileChange(change: DemandChange, keyOf: (id: string) => string): FileChange {
  return {
    key: change.key,
    demand: keyOf(change.demandId),
    addressee: change.addressee,
    state: change.state,
    on: change.changedOn,
    event: change.eventId === undefined ? undefined : keyOf(change.eventId),
    texts: Object.keys(change.texts).length > 0 ? change.texts : undefined,
    sources: change.sources.map(fileSource),
    recorded_at: change.recordedAt,
  }
}

function aboutOf({ people, group, at_least, at_most, word }: FileEvent): About {
  if (people) return { people }
  if (group === undefined) return { case: true }
  const isCounted = at_least !== undefined || at_most !== undefined || word !== undefined
  if (!isCounted) return { group }
  return { group, count: { atLeast: at_least ?? (word ? 2 : 0), atMost: at_most, word } }
}

function sourceOf({ published_on: publishedOn, ...source }: FileSource): Source {
  return { ...source, publishedOn }
}

function fileSource({ publishedOn, ...source }: Source): FileSource {
  return { ...source, published_on: publishedOn }
}
