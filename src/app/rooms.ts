import type { Command } from '../platform/cli.ts'
import type { Migrations } from '../platform/db/migrate.ts'
import type { App } from '../platform/http/types.ts'
import type { Handler } from '../platform/outbox/outbox.ts'
import { outboxMigrations } from '../platform/outbox/tables.ts'
import type { Timetable } from '../platform/outbox/worker.ts'
import type { AppDeps } from './deps.ts'

/** Migrations of every room; names are unique and never change once released. */
export const migrations: Migrations = {
  ...outboxMigrations,
}

/** What adds a room's routes to the server, ground floor first. */
export const routes: ReadonlyArray<(server: App, deps: AppDeps) => void> = []

/** What reacts to facts. */
export const handlers: ReadonlyArray<Handler<AppDeps>> = []

/** What is done again and again. */
export const timetables: ReadonlyArray<Timetable<AppDeps>> = []

/** Operators' commands of the rooms. */
export const commands: ReadonlyArray<Command<AppDeps>> = []
