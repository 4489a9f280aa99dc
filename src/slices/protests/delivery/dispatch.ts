import { addMs, HOUR_MS } from '../../../platform/time.ts'
import { findMissionEmail } from '../../missions/index.ts'
import { endPauses } from '../age.ts'
import { moveLetter } from '../move.ts'
import { findPaused } from '../pauses/queries.ts'
import { LEASE_MS, type Letter, type ProtestsDeps } from '../types.ts'
import { handOver } from './hand-over.ts'
import {
  listBusyMissions,
  listMissionsWithLetters,
  listOldestLetters,
  takeSlot,
} from './queue-queries.ts'

/** Missions that get a letter at the same time; each has its own mail server, as a rule. */
const PARALLEL_MISSIONS = 8
const PARK_BATCH_SIZE = 100
/** How much longer than needed the pause between two letters is, at most. */
const MAX_JITTER = 0.3

/**
 * Hands over every letter whose turn has come, mission by mission, at the pace that each mission
 * allows. Any number of workers may do this at once: a slot and a letter are each taken by a
 * guarded update, together or not at all, and the mail server is spoken to outside of it.
 */
export async function dispatchLetters(deps: ProtestsDeps, signal: AbortSignal): Promise<void> {
  await endPauses(deps, signal)
  if (deps.config.mail === 'off') return
  while (!signal.aborted) {
    const missionIds = await listMissionsToServe(deps)
    let handedOver = 0
    const serveNext = async () => {
      for (let id = missionIds.shift(); id && !signal.aborted; id = missionIds.shift()) {
        if (await serveMission(deps, id)) handedOver += 1
      }
    }
    await Promise.all(Array.from({ length: PARALLEL_MISSIONS }, serveNext))
    if (handedOver === 0) return
  }
}

async function listMissionsToServe({ reader, clock }: ProtestsDeps): Promise<string[]> {
  const waiting = await listMissionsWithLetters(reader, 'ready')
  if (waiting.length === 0) return []
  const busy = await listBusyMissions(reader, clock.now())
  const { mission: paused } = await findPaused(reader)
  return waiting.filter((missionId) => !busy.has(missionId) && !paused.has(missionId))
}

/** Returns false when no letter was handed over. */
async function serveMission(deps: ProtestsDeps, missionId: string): Promise<boolean> {
  const address = await findMissionEmail(deps.reader, missionId)
  if (address === undefined) {
    await parkLetters(deps, missionId)
    return false
  }
  const letter = await claimLetter(deps, missionId)
  if (!letter) return false
  await handOver(deps, letter, address)
  return true
}

/** Takes the mission's slot and its oldest letter; both are ours alone, or neither is. */
async function claimLetter(deps: ProtestsDeps, missionId: string): Promise<Letter | undefined> {
  return deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now()
    const paused = await findPaused(tx)
    const options = { limit: 1, exceptAppeals: [...paused.appeal] }
    const mayLeave = async () => {
      const [oldest] = await listOldestLetters(tx, 'ready', missionId, options)
      return oldest
    }
    // A slot is not spent on a mission whose letters are all of appeals that are paused.
    if (paused.mission.has(missionId)) return undefined
    if (paused.appeal.size > 0 && !(await mayLeave())) return undefined
    const nextSlotAt = addMs(now, pauseMs(deps.config.lettersPerHour))
    if (!(await takeSlot(tx, missionId, { now, nextSlotAt }))) return undefined
    const oldest = await mayLeave()
    if (!oldest) return undefined
    const dueAt = addMs(now, deps.leaseMs ?? LEASE_MS)
    const changes = { attempts: oldest.attempts + 1 }
    return moveLetter(tx, oldest, { event: 'claimed', at: now, dueAt, changes })
  })
}

/** At most the pace, never in a rhythm that looks like a machine's. */
function pauseMs(lettersPerHour: number): number {
  return Math.ceil((HOUR_MS / lettersPerHour) * (1 + Math.random() * MAX_JITTER))
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
