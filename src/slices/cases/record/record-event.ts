import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { recordAct } from '../../accounts/index.ts'
import { announceNamesAfterEvent } from '../consent/announce.ts'
import { foldCase } from '../fold/case-state.ts'
import { milestoneKinds } from '../fold/milestones.ts'
import { effectiveDay } from '../fold/order.ts'
import type { Warning } from '../fold/warnings.ts'
import { findLedger } from '../queries.ts'
import { milestoneReached } from '../topics.ts'
import type { Ledger } from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { touchCase } from './announce.ts'
import { checkKey } from './check.ts'
import { checkEvent, type ReportedEvent } from './check-event.ts'
import { insertEvent } from './queries.ts'

export interface RecordedEvent {
  /** False when this very event was recorded before, by the same form sent twice. */
  isNew: boolean
  key: string
  /** What an editor should look at again; it is recorded all the same. */
  warnings: Warning[]
}

/**
 * Records that something happened, or corrects what was recorded.
 *
 * Of a public case readers see it at once; those who follow the case hear of a release and of a
 * sentence. What reports contradict is kept and returned as warnings; what cannot be is refused.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case is closed, or the event was corrected by somebody else
 * @throws AppError `invalid` see `checkEvent`
 */
export async function recordEvent(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  { caseId, ...event }: ReportedEvent & { caseId: string },
): Promise<RecordedEvent> {
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const { key: name } = await requireOwnCase(tx, actor, caseId)
    const { isPublic } = await touchCase({ tx, outbox }, caseId, at)
    const ledger = await requireLedger(tx, caseId)
    const { key, isNew } = await placeEvent({ tx, outbox }, { ledger, event, at, actor, isPublic })
    if (!isNew) return { isNew, key, warnings: [] }
    const subject = { kind: 'case', id: caseId, name }
    const after = { event: key, kind: event.kind, corrects: event.corrects }
    const act = event.corrects ? 'cases.act_event_corrected' : 'cases.act_event_recorded'
    await recordAct(tx, { at, actor, act, subject, after })
    return { isNew, key, warnings: await warningsOf(tx, caseId, key) }
  })
}

interface Placing {
  ledger: Ledger
  event: ReportedEvent
  at: Instant
  actor: Recorder
  isPublic: boolean
}

/** The work of `recordEvent`, inside a transaction that has noted the change. */
export async function placeEvent(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  { ledger, event, at, actor, isPublic }: Placing,
): Promise<{ isNew: boolean; id: string; key: string }> {
  const caseId = ledger.case.id
  const checked = checkEvent(ledger, event, at)
  const id = newId()
  const key = event.key === undefined ? `e-${id}` : checkKey(event.key)
  const outcome = await insertEvent(tx, {
    id,
    case_id: caseId,
    key,
    kind: event.kind,
    happened_on: checked.when.on,
    happened_time: checked.when.time ?? null,
    precision: checked.when.precision,
    about: JSON.stringify(checked.about),
    details: JSON.stringify(checked.details),
    sources: JSON.stringify(checked.sources),
    corrects_id: correctedId(ledger, event),
    recorded_at: at,
    recorded_by: actor?.memberId ?? null,
  })
  if (outcome === 'corrected') throw new AppError('conflict', 'cases.already_corrected')
  if (outcome === 'inserted') await announceNamesAfterEvent({ tx, outbox }, ledger.case.id)
  // A correction of a release is no second release.
  const milestone = milestoneKinds[event.kind]
  if (outcome === 'inserted' && isPublic && milestone && event.corrects === undefined) {
    const happenedOn = effectiveDay(event)
    await outbox.publish(tx, milestoneReached, { caseId, milestone, causeId: id, happenedOn })
  }
  return { isNew: outcome === 'inserted', id, key }
}

/** @throws AppError `invalid` no such event, or a retraction of nothing */
function correctedId(ledger: Ledger, { kind, corrects }: ReportedEvent): string | null {
  if (corrects === undefined) {
    if (kind === 'retracted') throw new AppError('invalid', 'cases.event_unknown', { key: '' })
    return null
  }
  const found = ledger.events.find(({ key }) => key === corrects)
  if (!found) throw new AppError('invalid', 'cases.event_unknown', { key: corrects })
  return found.id
}

async function warningsOf(tx: Db, caseId: string, key: string): Promise<Warning[]> {
  const ledger = await requireLedger(tx, caseId)
  const id = ledger.events.find((event) => event.key === key)?.id
  const { warnings } = foldCase(ledger)
  return warnings.filter(({ eventId, otherId }) => eventId === id || otherId === id)
}

/** @throws AppError `not_found` no such case */
export async function requireLedger(tx: Db, caseId: string): Promise<Ledger> {
  const ledger = await findLedger(tx, caseId)
  if (!ledger) throw new AppError('not_found', 'cases.not_found')
  return ledger
}
