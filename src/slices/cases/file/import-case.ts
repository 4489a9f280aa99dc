import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { isOwnCase, type RecordDeps, type Recorder } from '../record/access.ts'
import { placeGroup, placePerson } from '../record/add-person.ts'
import { touchCase } from '../record/announce.ts'
import { placeChange, placeDemand } from '../record/change-demand.ts'
import { endCase } from '../record/close-case.ts'
import { checkCase, findOrBeginCase } from '../record/open-case.ts'
import { updateCase } from '../record/queries.ts'
import { placeEvent, requireLedger } from '../record/record-event.ts'
import type { Ledger } from '../types.ts'
import { type CaseFile, parseCaseFile, reportedChange, reportedEvent } from './case-file.ts'

/** How many things a file brought that were not recorded before. */
export interface CaseImport {
  caseId: string
  people: number
  events: number
  changes: number
}

/**
 * Takes in a case file, all of it or nothing, and closes the case when the file does. What the ledger has already, by its key, stays as it is;
 * importing a file again changes nothing.
 *
 * @throws AppError `invalid` the text is no case file, or something in it cannot have been so
 * @throws AppError `conflict` the case is closed, or belongs to another organisation
 */
export async function importCase(
  { db, clock, outbox, secrets }: RecordDeps & Pick<Deps, 'secrets'>,
  actor: Recorder,
  text: string,
): Promise<CaseImport> {
  const file = parseCaseFile(text)
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const { key, country, titles, zone, quiet_days: quietDays } = file
    const settings = { key, country, titles, zone, quietDays, at }
    const caseId = await findOrBeginCase(tx, actor, settings)
    const before = await requireLedger(tx, caseId)
    if (!isOwnCase(actor, before.case)) throw new AppError('conflict', 'cases.key_taken', { key })
    const isClosing = file.closed_at !== undefined && before.case.closedAt === undefined
    if (isComplete(before, file) && !isClosing) return { caseId, people: 0, events: 0, changes: 0 }
    // Begun by an appeal that names it, and nothing recorded yet.
    if (before.case.version === 0) await updateCase(tx, caseId, checkCase(settings))
    const { isPublic } = await touchCase({ tx, outbox }, caseId, at)
    const people = await importPeople({ tx, secrets, outbox }, { file, before, at })
    const context = { ledger: await requireLedger(tx, caseId), at, actor, isPublic }
    const events = await importEvents({ tx, outbox }, file, context)
    const changes = await importChanges({ tx, outbox }, file, context)
    if (isClosing) await endCase({ tx, outbox }, { caseId, actor, at })
    return { caseId, people, events, changes }
  })
}

type Keyed = readonly { key: string }[]

/** What the file brings that the ledger does not have. */
function missing<T extends { key: string }>(from: readonly T[], known: Keyed): T[] {
  const keys = new Set(known.map(({ key }) => key))
  return from.filter(({ key }) => !keys.has(key))
}

function isComplete(ledger: Ledger, file: CaseFile): boolean {
  const pairs: [Keyed, Keyed][] = [
    [file.groups, ledger.groups],
    [file.people, ledger.people],
    [file.demands, ledger.demands],
    [file.events, ledger.events],
    [file.changes, ledger.changes],
  ]
  return pairs.every(([from, known]) => missing([...from], known).length === 0)
}

async function importPeople(
  { tx, secrets, outbox }: { tx: Db; secrets: Deps['secrets']; outbox: Outbox },
  { file, before, at }: { file: CaseFile; before: Ledger; at: Instant },
): Promise<number> {
  const caseId = before.case.id
  const groupIds = new Map(before.groups.map(({ key, id }) => [key, id]))
  for (const group of missing(file.groups, before.groups)) {
    groupIds.set(group.key, await placeGroup(tx, { caseId, at, ...group }))
  }
  const people = missing(file.people, before.people)
  for (const { group, ...person } of people) {
    const groupId = group === undefined ? undefined : groupIds.get(group)
    if (group !== undefined && groupId === undefined) {
      throw new AppError('invalid', 'cases.group_unknown')
    }
    await placePerson({ tx, secrets, outbox }, { caseId, at, groupId, ...person })
  }
  for (const demand of missing(file.demands, before.demands)) {
    await placeDemand(tx, { caseId, at, ...demand })
  }
  return people.length
}

interface Context {
  ledger: Ledger
  at: Instant
  actor: Recorder
  isPublic: boolean
}

async function importEvents(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  file: CaseFile,
  context: Context,
): Promise<number> {
  const { ledger } = context
  const events = [...ledger.events]
  const reports = missing(file.events, events).map(reportedEvent)
  for (const event of reports) {
    const growing = { ...context, ledger: { ...ledger, events }, event }
    const { id, key } = await placeEvent({ tx, outbox }, growing)
    const { kind, when, about } = event
    const placed = { id, key, kind, when, about, caseId: ledger.case.id, recordedAt: context.at }
    events.push({ ...placed, details: {}, sources: [] })
  }
  context.ledger = { ...ledger, events }
  return reports.length
}

async function importChanges(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  file: CaseFile,
  context: Context,
): Promise<number> {
  const changes = missing(file.changes, context.ledger.changes).map(reportedChange)
  for (const change of changes) await placeChange({ tx, outbox }, { ...context, change })
  return changes.length
}
