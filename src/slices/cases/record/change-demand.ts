import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import { recordAct } from '../../accounts/index.ts'
import { addressedDemands } from '../fold/demands.ts'
import { milestoneReached } from '../topics.ts'
import {
  type Addressee,
  type DemandState,
  type Ledger,
  type LocalTexts,
  limits,
  type Source,
} from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { touchCase } from './announce.ts'
import { checkKey, checkTexts, requireTexts } from './check.ts'
import { checkPast, checkSources } from './check-event.ts'
import { insertChange, insertDemand } from './queries.ts'
import { requireLedger } from './record-event.ts'

/** Pages know what to call it. */
const government: Addressee = { key: 'government', names: {} }

export interface NewDemand {
  caseId: string
  key: string
  texts: LocalTexts
  /** Of whom it is asked; of the government of the country, when left out. */
  addressees?: readonly Addressee[]
}

/**
 * Adds what is asked for. Towards each of its addressees it is open at first.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case has a demand of this key, or is closed
 * @throws AppError `invalid` a text is missing or too long
 */
export async function addDemand(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  input: NewDemand,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const { key: name } = await requireOwnCase(tx, actor, input.caseId)
    await touchCase({ tx, outbox }, input.caseId, at)
    await placeDemand(tx, { ...input, at })
    const subject = { kind: 'case', id: input.caseId, name }
    const after = { demand: input.key }
    await recordAct(tx, { at, actor, act: 'cases.act_demand_added', subject, after })
  })
}

/** The work of `addDemand`, inside a transaction that has noted the change. */
export async function placeDemand(tx: Db, input: NewDemand & { at: Instant }): Promise<void> {
  const { caseId, at, addressees = [] } = input
  const checked = addressees.map(({ key, names }) => ({
    key: checkKey(key),
    names: (key === government.key ? checkTexts : requireTexts)(names, limits.nameChars),
  }))
  const isNew = await insertDemand(tx, {
    id: newId(),
    case_id: caseId,
    key: checkKey(input.key),
    texts: JSON.stringify(requireTexts(input.texts)),
    addressees: JSON.stringify(checked.length > 0 ? checked : [government]),
    created_at: at,
  })
  if (!isNew) throw new AppError('conflict', 'cases.key_taken', { key: input.key })
}

/** What became of a demand, as somebody reports it. */
export interface ReportedChange {
  /** Names the change within the case; made up when left out. */
  key?: string
  /** The key of the demand. */
  demand: string
  /** The key of the addressee; may be left out where there is one alone. */
  addressee?: string
  state: DemandState
  changedOn: Day
  /** The key of the event that brought it about. */
  event?: string
  texts?: LocalTexts
  sources: readonly Source[]
}

/**
 * Records that a demand was met, in part or in full, refused, or overtaken by events; or that it is
 * open after all. Those who follow a public case hear of a demand that was met.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case is closed
 * @throws AppError `invalid` no such demand, addressee or event; no source; a day that lies ahead
 */
export async function changeDemand(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  { caseId, ...change }: ReportedChange & { caseId: string },
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const { key: name } = await requireOwnCase(tx, actor, caseId)
    const { isPublic } = await touchCase({ tx, outbox }, caseId, at)
    const ledger = await requireLedger(tx, caseId)
    const isNew = await placeChange({ tx, outbox }, { ledger, change, at, actor, isPublic })
    if (!isNew) return
    const subject = { kind: 'case', id: caseId, name }
    const after = { demand: change.demand, state: change.state }
    await recordAct(tx, { at, actor, act: 'cases.act_demand_changed', subject, after })
  })
}

interface Placing {
  ledger: Ledger
  change: ReportedChange
  at: Instant
  actor: Recorder
  isPublic: boolean
}

/** The work of `changeDemand`, inside a transaction that has noted the change. */
export async function placeChange(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  { ledger, change, at, actor, isPublic }: Placing,
): Promise<boolean> {
  const caseId = ledger.case.id
  const { demand, addressee, state } = requireAddressed(ledger, change)
  checkPast(change.changedOn, at)
  const id = newId()
  const isNew = await insertChange(tx, {
    id,
    case_id: caseId,
    key: change.key === undefined ? `c-${id}` : checkKey(change.key),
    demand_id: demand.id,
    addressee: addressee.key,
    state: change.state,
    changed_on: change.changedOn,
    event_id: eventId(ledger, change.event),
    texts: JSON.stringify(checkTexts(change.texts ?? {})),
    sources: JSON.stringify(checkSources(change.sources)),
    recorded_at: at,
    recorded_by: actor?.memberId ?? null,
  })
  if (isNew && isPublic && change.state === 'met' && state !== 'met') {
    const happenedOn = change.changedOn
    const met = { caseId, milestone: 'met', causeId: id, happenedOn } as const
    await outbox.publish(tx, milestoneReached, met)
  }
  return isNew
}

function requireAddressed(ledger: Ledger, { demand, addressee }: ReportedChange) {
  const found = addressedDemands(ledger).filter((each) => each.demand.key === demand)
  const meant =
    addressee === undefined ? found : found.filter((each) => each.addressee.key === addressee)
  const [only, another] = meant
  if (!only || another) throw new AppError('invalid', 'cases.demand_unknown', { key: demand })
  return only
}

function eventId(ledger: Ledger, key: string | undefined): string | null {
  if (key === undefined) return null
  const found = ledger.events.find((event) => event.key === key)
  if (!found) throw new AppError('invalid', 'cases.event_unknown', { key })
  return found.id
}
