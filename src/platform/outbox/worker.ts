import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { addMs, type Clock, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts'
import type { Handler } from './outbox.ts'
import {
  type ClaimedJob,
  claimJobs,
  deleteJobs,
  listDueJobIds,
  markJobFailed,
  markJobRetry,
} from './queries.ts'

/** Something done again and again, harmless when two workers do it at once. */
export interface Timetable<Deps> {
  name: string
  everyMs: number
  run(deps: Deps, signal: AbortSignal): Promise<void>
}

interface WorkerDeps {
  db: Db
  reader: Db
  clock: Clock
  log: Log
}

/** Pauses after the first, second … failed attempt; after the last the job is set aside. */
const RETRY_PAUSES_MS = [
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  12 * HOUR_MS,
]
const LEASE_MS = 5 * MINUTE_MS
const BATCH_SIZE = 20
const IDLE_MS = 250

/**
 * Works until the signal: due jobs in batches, timetables when their time has come. What is
 * in hand when the signal comes is finished first.
 */
export async function runWorker<Deps extends WorkerDeps>(
  deps: Deps,
  work: { handlers: ReadonlyArray<Handler<Deps>>; timetables: ReadonlyArray<Timetable<Deps>> },
  signal: AbortSignal,
): Promise<void> {
  const jobs = async () => {
    while (!signal.aborted) {
      const isBusy = await runDueJobs(deps, work.handlers).catch((error) => {
        deps.log.error({ err: error }, 'the outbox could not be read; trying again')
        return false
      })
      if (!isBusy) await pause(IDLE_MS, signal)
    }
  }
  const timetable = async (entry: Timetable<Deps>) => {
    while (!signal.aborted) {
      await runTimetable(deps, entry, signal)
      await pause(entry.everyMs, signal)
    }
  }
  await Promise.all([jobs(), ...work.timetables.map(timetable)])
}

/** Runs one batch of due jobs. Returns false when there was none. */
export async function runDueJobs<Deps extends WorkerDeps>(
  deps: Deps,
  handlers: ReadonlyArray<Handler<Deps>>,
): Promise<boolean> {
  const now = deps.clock.now()
  const ids = await listDueJobIds(deps.reader, now, BATCH_SIZE)
  if (ids.length === 0) return false
  const jobs = await claimJobs(deps.db, ids, { now, leaseUntil: addMs(now, LEASE_MS) })
  await Promise.all(jobs.map((job) => runJob(deps, handlers, job)))
  return true
}

/** Runs a timetable's entry once; its failure is logged, and the next time comes as planned. */
export async function runTimetable<Deps extends WorkerDeps>(
  deps: Deps,
  entry: Timetable<Deps>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await entry.run(deps, signal)
  } catch (error) {
    deps.log.error({ err: error, timetable: entry.name }, 'a timetable entry failed')
  }
}

/**
 * A job that was begun so often and never ended is what brings its process down. Far more than the attempts
 * that fail: jobs that only stood beside it, or beside a crash of another cause, are begun again as often.
 */
const MAX_BEGUN = 30

function isWornOut({ attempts }: ClaimedJob): boolean {
  return attempts > MAX_BEGUN
}

async function runJob<Deps extends WorkerDeps>(
  deps: Deps,
  handlers: ReadonlyArray<Handler<Deps>>,
  job: ClaimedJob,
): Promise<void> {
  try {
    if (isWornOut(job)) throw new Unfinished('the last attempt at this job never ended')
    const handler = handlers.find((candidate) => candidate.name === job.handler)
    if (!handler) throw new Error(`no handler is called ${job.handler}`)
    await handler.run(deps, JSON.parse(job.payload), { id: job.id, attempt: job.attempts })
    await deleteJobs(deps.db, [job.id])
  } catch (error) {
    deps.log.error({ err: error, handler: job.handler, attempt: job.attempts }, 'a job failed')
    await recordFailure(deps, job, error)
  }
}

class Unfinished extends Error {
  override readonly name = 'Unfinished'
}

async function recordFailure(
  { db, clock }: WorkerDeps,
  job: ClaimedJob,
  error: unknown,
): Promise<void> {
  const lastError = error instanceof Error ? error.name : 'unknown'
  const pauseMs = RETRY_PAUSES_MS[job.attempts - 1]
  if (pauseMs === undefined) {
    await markJobFailed(db, job.id, { failedAt: clock.now(), lastError })
  } else {
    await markJobRetry(db, job.id, { runAt: addMs(clock.now(), pauseMs), lastError })
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
