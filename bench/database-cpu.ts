import { sql } from 'kysely'
import type { AppDeps } from '../src/app/deps.ts'
import { cpuMsOf } from './server-process.ts'

/** Processor time by process, in milliseconds. */
export type ProcessorTimes = ReadonlyMap<number, number>

/** What PostgreSQL's processes for this database have used so far, if it runs on this machine. */
export async function databaseCpuMs({ config, db }: AppDeps): Promise<ProcessorTimes> {
  if (!config.databaseUrl) return new Map()
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database()`.execute(db)
  return new Map(rows.map(({ pid }) => [pid, cpuMsOf(pid)]))
}

/** Of the processes that are still there: an idle connection may have been closed meanwhile. */
export function spentMs(before: ProcessorTimes, after: ProcessorTimes): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}
