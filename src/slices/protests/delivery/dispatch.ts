import { addMs } from '../../../platform/time.ts'
import { isMissionEmail, type Mission } from '../../missions/index.ts'
import { endPauses } from '../age.ts'
import { moveLetter } from '../move.ts'
import { findPaused } from '../pauses/queries.ts'
import { type HostPace, hostDayLimit, type Limits, limitsOf, slotAfter } from '../planner/pace.ts'
import { planRound } from '../planner/plan.ts'
import {
  type KnownPace,
  listBusyMissions,
  markClosed,
  takeHostSlot,
  takeSlot,
} from '../planner/queries.ts'
import { viewQueues } from '../planner/view-queues.ts'
import { addressFor, hostOf } from '../recipient.ts'
import { LEASE_MS, type Letter, type ProtestsDeps } from '../types.ts'
import { handOver } from './hand-over.ts'
import { findLetterInTurn, listMissionsWithLetters, listOldestLetters } from './queue-queries.ts'

/**
 * Missions that get a letter at the same time; each has its own mail server, as a rule. More than there are
 * connections to ours, so that none of these is idle while a letter is claimed or written down, and
 * that what is written down at the same time shares one flush to the disk.
 */
const PARALLEL_MISSIONS = 16
const PARK_BATCH_SIZE = 100

/** A mission that gets a letter in this round. */
interface Turn {
  /** Under which its letters wait: its own id, or that of one that was merged into it. */
  missionId: string
  mission: Mission
  pace: KnownPace
}

/** What was known when the round was planned. */
interface Round {
  turns: Turn[]
  hosts: ReadonlyMap<string, HostPace>
  limits: Limits
}

/**
 * Hands over every letter whose turn has come, round by round, as the planner decides. Any number of workers may
 * do this at once: a slot and a letter are each taken by a guarded update, together or not at all,
 * and the mail server is spoken to outside of it.
 */
export async function dispatchLetters(deps: ProtestsDeps, signal: AbortSignal): Promise<void> {
  await endPauses(deps, signal)
  if (deps.config.mail === 'off') return
  while (!signal.aborted) {
    const round = await prepareRound(deps)
    const { turns } = round
    let handedOver = 0
    const serveNext = async () => {
      for (let turn = turns.shift(); turn && !signal.aborted; turn = turns.shift()) {
        if (await serveMission(deps, turn, round)) handedOver += 1
      }
    }
    await Promise.all(Array.from({ length: PARALLEL_MISSIONS }, serveNext))
    if (handedOver === 0) return
  }
}

/** Finds out whose turn it is. Letters to missions without an address begin to wait for one. */
export async function prepareRound(deps: ProtestsDeps): Promise<Round> {
  const { clock, config } = deps
  const limits = limitsOf(config)
  const now = clock.now()
  const missionIds = await listWaitingMissions(deps, limits)
  const { missions, paces, queues, hosts } = await viewQueues(deps, missionIds)
  const { due, closed } = planRound(now, queues, { hosts, limits })
  for (const { missionId, untilAt } of closed)
    await markClosed(deps.db, missionId, { now, untilAt })
  const reachable = new Set(queues.map(({ missionId }) => missionId))
  for (const id of missionIds.filter((each) => !reachable.has(each))) await parkLetters(deps, id)
  const turns = due.flatMap((id) => {
    const mission = missions.get(id)
    return mission ? { missionId: id, mission, pace: paces.get(id) ?? {} } : []
  })
  return { turns, hosts, limits }
}

async function listWaitingMissions(
  { reader, clock }: ProtestsDeps,
  limits: Limits,
): Promise<string[]> {
  const waiting = await listMissionsWithLetters(reader, 'ready')
  if (waiting.length === 0) return []
  const busy = await listBusyMissions(reader, clock.now(), limits)
  const { mission: paused } = await findPaused(reader)
  return waiting.filter((missionId) => !busy.has(missionId) && !paused.has(missionId))
}

/** Returns false when no letter was handed over. */
async function serveMission(deps: ProtestsDeps, turn: Turn, round: Round): Promise<boolean> {
  const claimed = await claimLetter(deps, turn, round).catch((error) => {
    if (error instanceof HostIsFull) return undefined
    throw error
  })
  if (!claimed) return false
  await handOver(deps, claimed.letter, { address: claimed.address, mission: turn.mission })
  return true
}

/** Another worker took the last place in the day of a mail server; the slot is given back. */
class HostIsFull extends Error {}

/** Takes the mission's slot and the letter whose turn it is; both are ours alone, or neither is. */
async function claimLetter(
  deps: ProtestsDeps,
  { missionId, mission, pace }: Turn,
  { hosts, limits }: Round,
): Promise<{ letter: Letter; address: string } | undefined> {
  return deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now()
    const waiting = await findLetterInTurn(tx, missionId, pace.servedAppeal)
    const address = waiting && addressFor(mission, waiting.id)
    if (!waiting || !address) return undefined
    // Since the round was planned the desk may have found that nothing may go there any more.
    if (!(await isMissionEmail(tx, mission.id, address))) return undefined
    const slot = { now, nextSlotAt: slotAfter(now, limits), appealId: waiting.appealId }
    if (!(await takeSlot(tx, missionId, slot))) return undefined
    const host = hostOf(address)
    const limit = hostDayLimit(hosts.get(host) ?? {}, now, limits)
    if (!(await takeHostSlot(tx, host, { now, limit }))) throw new HostIsFull()
    const dueAt = addMs(now, deps.leaseMs ?? LEASE_MS)
    const changes = { attempts: waiting.attempts + 1 }
    const letter = await moveLetter(tx, waiting, { event: 'claimed', at: now, dueAt, changes })
    return letter && { letter, address }
  })
}

/** Letters to a mission that has lost its address wait for a new one. */
async function parkLetters({ db, clock }: ProtestsDeps, missionId: string): Promise<void> {
  let letters: Letter[]
  do {
    letters = await db.transaction().execute(async (tx) => {
      const batch = await listOldestLetters(tx, 'ready', missionId, { limit: PARK_BATCH_SIZE })
      for (const letter of batch) {
        await moveLetter(tx, letter, { event: 'address_missing', at: clock.now() })
      }
      return batch
    })
  } while (letters.length === PARK_BATCH_SIZE)
}
