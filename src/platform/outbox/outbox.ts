import type { Db } from '../db/database.ts'
import type { Fact, FactFeed } from '../db/fact-feed.ts'
import { prepared } from '../db/prepared.ts'
import { newId } from '../ids.ts'
import type { Clock, Instant } from '../time.ts'
import type { OutboxJobsTable } from './tables.ts'

/** A fact that rooms announce and others react to. `Payload` is a plain JSON value. */
export interface Topic<Payload> {
  name: string
  /** What pages show and this fact changes: they are dropped from memory when it is published. */
  changes(payload: Payload): readonly Fact[]
}

export function topic<Payload>(
  name: string,
  changes: (payload: Payload) => readonly Fact[] = () => [],
): Topic<Payload> {
  return { name, changes }
}

/** What a handler knows of the job it works on. */
export interface Job {
  /** The same in every attempt: use it as idempotency key or `Message-ID`. */
  id: string
  /** 1 in the first attempt. */
  attempt: number
}

/** Reacts to a topic, at least once for each fact. */
export interface Handler<Deps> {
  name: string
  topic: string
  run(deps: Deps, payload: unknown, job: Job): Promise<void>
}

/** Binds a reaction to a topic. The name says room and act: `protests.sendConfirmation`. */
export function handler<Deps, Payload>(
  topic: Topic<Payload>,
  name: string,
  run: (deps: Deps, payload: Payload, job: Job) => Promise<void>,
): Handler<Deps> {
  return {
    name,
    topic: topic.name,
    run: (deps, payload, job) => run(deps, payload as Payload, job),
  }
}

/** Makes facts outlive the transaction that made them true. */
export interface Outbox {
  /**
   * Saves one job for each handler of the topic, in the caller's transaction. They run after
   * it, seconds later or from `runAt` on, each on its own. `also` are further facts of the topic.
   */
  publish<Payload>(
    tx: Db,
    topic: Topic<Payload>,
    payload: Payload,
    options?: { runAt?: Instant; also?: readonly Payload[] },
  ): Promise<void>
}

export function createOutbox(
  { clock, facts }: { clock: Clock; facts: Pick<FactFeed, 'announce'> },
  handlers: ReadonlyArray<{ name: string; topic: string }>,
): Outbox {
  return {
    async publish(tx, { name, changes }, payload, { runAt, also = [] } = {}) {
      const now = clock.now()
      const payloads = [payload, ...also]
      const concerned = handlers.filter((handler) => handler.topic === name)
      const jobs = payloads.flatMap((each) =>
        concerned.map((handler) => ({
          id: newId(),
          handler: handler.name,
          payload: JSON.stringify(each),
          run_at: runAt ?? now,
          attempts: 0,
          failed_at: null,
          last_error: null,
          created_at: now,
        })),
      )
      if (jobs.length > 0) await insertJobs(tx, { jobs })
      await facts.announce(tx, [...new Set(payloads.flatMap((each) => changes(each)))])
    },
  }
}

const insertJobs = prepared<{ jobs: readonly OutboxJobsTable[] }, never>((db, slot) =>
  db.insertInto('outbox_jobs').values(slot('jobs')),
)
