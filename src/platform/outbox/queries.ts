import type { Db } from '../db/database.ts'
import type { Instant } from '../time.ts'
import './tables.ts'

export interface ClaimedJob {
  id: string
  handler: string
  payload: string
  attempts: number
}

/** Ids of jobs whose time has come, oldest first. */
export async function listDueJobIds(reader: Db, now: Instant, limit: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('outbox_jobs')
    .select('id')
    .where('failed_at', 'is', null)
    .where('run_at', '<=', now)
    .orderBy('run_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes those of the jobs that no other worker took; they are ours until `leaseUntil`. */
export async function claimJobs(
  db: Db,
  ids: string[],
  { now, leaseUntil }: { now: Instant; leaseUntil: Instant },
): Promise<ClaimedJob[]> {
  return db
    .updateTable('outbox_jobs')
    .set((eb) => ({ run_at: leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .where('run_at', '<=', now)
    .where('failed_at', 'is', null)
    .returning(['id', 'handler', 'payload', 'attempts'])
    .execute()
}

export async function deleteJobs(db: Db, ids: string[]): Promise<void> {
  await db.deleteFrom('outbox_jobs').where('id', 'in', ids).execute()
}

export async function markJobRetry(
  db: Db,
  id: string,
  { runAt, lastError }: { runAt: Instant; lastError: string },
): Promise<void> {
  await db
    .updateTable('outbox_jobs')
    .set({ run_at: runAt, last_error: lastError })
    .where('id', '=', id)
    .execute()
}

export async function markJobFailed(
  db: Db,
  id: string,
  { failedAt, lastError }: { failedAt: Instant; lastError: string },
): Promise<void> {
  await db
    .updateTable('outbox_jobs')
    .set({ failed_at: failedAt, last_error: lastError })
    .where('id', '=', id)
    .execute()
}
