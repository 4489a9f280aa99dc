import type { Db } from '../../../platform/db/database.ts'
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from '../../../platform/time.ts'
import { classifyAnswer, deliver, type Outcome, relayAddress } from '../../mail/index.ts'
import { type EvidenceKind, type Mission, recordEvidence } from '../../missions/index.ts'
import type { LetterEvent } from '../fate.ts'
import { moveLetter, pauseAfter } from '../move.ts'
import { markHostAccepted } from '../planner/queries.ts'
import { listHistory } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { hasOtherAddress, hostOf } from '../recipient.ts'
import { upsertHandover } from '../returns/queries.ts'
import {
  type Cause,
  type Letter,
  type LetterContent,
  type ProtestsDeps,
  REFUSALS_COUNT_MS,
} from '../types.ts'
import { composeOutgoing } from './outgoing.ts'
import { countPolicyRefusals, markNextSlot, markStopped } from './queue-queries.ts'
import { redactWords } from './redact.ts'

/** So long nothing is tried when our own settings or our own mail server are in the way. */
const HOLD_MS = HOUR_MS

/**
 * A mission stops when its server refused so many letters for policy within a day. One may be to
 * blame for its own words, and must not silence all others; three different ones tell of us.
 */
const MAX_POLICY_REFUSALS = 3

/** Until a letter goes to the mission's next address. */
const NEXT_ADDRESS_MS = 5 * MINUTE_MS

/** So short that the third refusal in a row falls into the same day, so long that nobody pushes on. */
const POLICY_PAUSE_MS = 4 * HOUR_MS

/**
 * Speaks to the mission's mail server about one claimed letter and writes down what came of it.
 *
 * When the process dies in between, the lease runs out and the letter is handed over again with the
 * same `Message-ID` and the same bytes, so that a second copy can be recognised.
 */
export async function handOver(
  deps: ProtestsDeps,
  letter: Letter,
  { address, mission }: { address: string; mission: Mission },
): Promise<void> {
  const content = readContent(deps.secrets, letter)
  const outcome = content ? await attempt(deps, letter, { content, address, mission }) : unreadable
  const { email = '', name = '' } = content ?? {}
  const hasNext = hasOtherAddress(mission, address) && !(await wentToNext(deps, letter))
  const verdict = passToNext(judgeOutcome(outcome, letter.attempts), hasNext)
  await recordOutcome(deps, letter, { verdict, address, writersOwn: [email, name] })
}

/** Once in the life of a letter: two dead mailboxes in a row are for a person to look at. */
async function wentToNext({ reader }: ProtestsDeps, letter: Letter): Promise<boolean> {
  if (letter.attempts <= 1) return false
  const history = await listHistory(reader, letter.id)
  return history.some(({ event, cause }) => event === 'put_off' && cause === 'unknown_address')
}

/**
 * A mailbox that is not there has taken nothing: where the mission has another, the letter is put off for
 * that one. The address that failed is closed in the same transaction, so that the next turn finds the other.
 */
function passToNext(verdict: Verdict, hasNext: boolean): Verdict {
  const isPassed = hasNext && verdict.event === 'bounced' && verdict.cause === 'unknown_address'
  return isPassed ? { ...verdict, event: 'put_off', pauseMs: NEXT_ADDRESS_MS } : verdict
}

/** A letter that may still be sent always has its words; without them there is nothing to send. */
const unreadable: Outcome = { kind: 'refused', reason: 'other', code: 0, words: '' }

async function attempt(
  deps: ProtestsDeps,
  letter: Letter,
  { content, address, mission }: { content: LetterContent; address: string; mission: Mission },
): Promise<Outcome> {
  const { config, catalogues, log } = deps
  const { organisation } = config
  try {
    const relay = relayAddress(deps, letter.id)
    const draft = { ...letter, content, missionType: mission.type, relay }
    return await deliver(deps, {
      id: letter.id,
      kind: 'letter',
      to: address,
      ...composeOutgoing({ catalogues, organisation }, draft),
      datedAt: await firstAttemptAt(deps, letter),
    })
  } catch (error) {
    log.error({ err: error, letter: letter.id }, 'a letter could not be handed over')
    return { kind: 'deferred', cause: 'our_side', words: '' }
  }
}

/** The `Date` of the letter: the same in every attempt. */
async function firstAttemptAt({ reader }: ProtestsDeps, letter: Letter): Promise<string> {
  if (letter.attempts <= 1) return letter.stateAt
  const history = await listHistory(reader, letter.id)
  return history.find(({ event }) => event === 'claimed')?.at ?? letter.stateAt
}

interface Verdict {
  event: LetterEvent
  cause?: Cause
  words?: string
  pauseMs?: number
  /** False when the mission's server was not asked: then it was no attempt. */
  isCounted?: boolean
}

/** What an outcome of the given attempt (1 is the first) means for the letter. */
export function judgeOutcome(outcome: Outcome, attempts: number): Verdict {
  if (outcome.kind === 'accepted') return { event: 'accepted', words: outcome.words }
  if (outcome.kind === 'held') return { event: 'held', cause: outcome.reason, isCounted: false }
  const { words } = outcome
  if (outcome.kind === 'refused') {
    if (outcome.reason === 'policy') return { event: 'refused', cause: 'policy', words }
    if (outcome.reason === 'other') return { event: 'refused', cause: 'permanent', words }
    return { event: 'bounced', cause: 'unknown_address', words }
  }
  if (outcome.cause === 'our_side') {
    return { event: 'put_off', cause: 'our_side', words, pauseMs: HOLD_MS, isCounted: false }
  }
  const pauseMs = pauseAfter(attempts)
  if (pauseMs === undefined) return { event: 'bounced', cause: 'gave_up', words }
  return { event: 'put_off', cause: outcome.cause, words, pauseMs }
}

/**
 * Writes down what came of an attempt. An address that the server does not know is offered no
 * longer, so that the letters behind this one wait for another instead of coming back. A refusal of
 * mail of this kind makes the mission pause, or stop. When the lease ran out in the meantime,
 * nothing is written: the next attempt speaks for the letter.
 */
async function recordOutcome(
  { db, clock, outbox }: Pick<ProtestsDeps, 'db' | 'clock' | 'outbox'>,
  letter: Letter,
  { verdict, address, writersOwn }: { verdict: Verdict; address: string; writersOwn: string[] },
): Promise<void> {
  const at = clock.now()
  const { event, cause, pauseMs, isCounted = true } = verdict
  const words = verdict.words ? redactWords(verdict.words, ...writersOwn) : undefined
  const dueAt = pauseMs === undefined ? undefined : addMs(at, pauseMs)
  const changes = isCounted ? undefined : { attempts: letter.attempts - 1 }
  await db.transaction().execute(async (tx) => {
    const moved = await moveLetter(tx, letter, { event, at, cause, words, dueAt, changes })
    if (moved && event === 'accepted') await markHostAccepted(tx, hostOf(address), at)
    if (moved && event === 'held') await markNextSlot(tx, letter.missionId, addMs(at, HOLD_MS))
    if (moved) await noteAddress({ db: tx, clock, outbox }, letter, { verdict, address, words })
    if (moved && cause === 'policy') {
      await pauseOrStop(tx, letter.missionId, { at, words: words ?? '' })
    }
  })
}

/** Adds to the record of the address what this attempt showed of it, if anything. */
async function noteAddress(
  { db: tx, clock, outbox }: Pick<ProtestsDeps, 'db' | 'clock' | 'outbox'>,
  { id, missionId }: Letter,
  attempted: { verdict: Verdict; address: string; words?: string },
): Promise<void> {
  const { verdict, address: email, words } = attempted
  if (verdict.event === 'accepted') await upsertHandover(tx, id, email)
  const kind = evidenceOf(verdict)
  if (kind) await recordEvidence({ db: tx, clock, outbox }, { missionId, email, kind, words })
}

/** What breaks a connection off may be on our side; only answers tell of an address. */
function evidenceOf({ event, cause, words = '' }: Verdict): EvidenceKind | undefined {
  if (event === 'accepted') return 'accepted'
  if (cause === 'unknown_address') return 'hard'
  if (cause === 'policy') return 'refusal'
  if (cause === 'gave_up') return 'soft'
  if (cause !== 'permanent' && cause !== 'their_side') return undefined
  if (classifyAnswer(words) === 'mailbox-full') return 'full'
  return cause === 'permanent' ? 'soft' : undefined
}

/**
 * Makes letters to a mission wait after a policy refusal. A few hours at first, since it may be
 * this one letter that the server does not want; after several within a day, until an operator
 * resumes it. After that a further refusal within the day stops it again.
 */
export async function pauseOrStop(
  tx: Db,
  missionId: string,
  refusal: { at: Instant; words: string },
): Promise<void> {
  const since = addMs(refusal.at, -REFUSALS_COUNT_MS)
  if ((await countPolicyRefusals(tx, missionId, since)) >= MAX_POLICY_REFUSALS) {
    await markStopped(tx, missionId, refusal)
  } else {
    await markNextSlot(tx, missionId, addMs(refusal.at, POLICY_PAUSE_MS))
  }
}
