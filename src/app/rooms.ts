import type { Command } from '../platform/cli.ts'
import { factMigrations } from '../platform/db/fact-feed.ts'
import type { Migrations } from '../platform/db/migrate.ts'
import type { App } from '../platform/http/types.ts'
import type { Handler } from '../platform/outbox/outbox.ts'
import { outboxMigrations } from '../platform/outbox/tables.ts'
import type { Timetable } from '../platform/outbox/worker.ts'
import { keyMigrations } from '../platform/same-key.ts'
import { settingsMigrations } from '../platform/settings/tables.ts'
import { MINUTE_MS } from '../platform/time.ts'
import {
  accountsCommands,
  accountsHandlers,
  accountsMigrations,
  accountsRoutes,
  accountsTimetables,
} from '../slices/accounts/index.ts'
import {
  appealsCommands,
  appealsHandlers,
  appealsMigrations,
  appealsTimetables,
} from '../slices/appeals/index.ts'
import {
  archiveCommands,
  archiveHandlers,
  archiveMigrations,
  archiveRoutes,
  archiveTimetables,
} from '../slices/archive/index.ts'
import {
  casesCommands,
  casesMigrations,
  casesRoutes,
  casesTimetables,
  namesCommands,
} from '../slices/cases/index.ts'
import {
  commentsCommands,
  commentsHandlers,
  commentsMigrations,
  commentsRoutes,
  commentsTimetables,
} from '../slices/comments/index.ts'
import { deskHandlers, deskRoutes } from '../slices/desk/index.ts'
import {
  donationsCommands,
  donationsMigrations,
  donationsRoutes,
} from '../slices/donations/index.ts'
import { feedsRoutes } from '../slices/feeds/index.ts'
import { frontRoutes } from '../slices/front/index.ts'
import { mailCommands, mailMigrations, mailRoutes, mailTimetables } from '../slices/mail/index.ts'
import {
  mediaCommands,
  mediaHandlers,
  mediaMigrations,
  mediaRoutes,
  mediaTimetables,
} from '../slices/media/index.ts'
import {
  missionsCommands,
  missionsMigrations,
  missionsRoutes,
  missionsTimetables,
} from '../slices/missions/index.ts'
import { moderationMigrations } from '../slices/moderation/index.ts'
import {
  protestsCommands,
  protestsHandlers,
  protestsMigrations,
  protestsRoutes,
  protestsTimetables,
} from '../slices/protests/index.ts'
import type { AppDeps } from './deps.ts'
import { findSubject } from './subjects.ts'

/** Migrations of every room; names are unique and never change once released. */
export const migrations: Migrations = {
  ...outboxMigrations,
  ...factMigrations,
  ...keyMigrations,
  ...settingsMigrations,
  ...missionsMigrations,
  ...mailMigrations,
  ...mediaMigrations,
  ...accountsMigrations,
  ...commentsMigrations,
  ...moderationMigrations,
  ...donationsMigrations,
  ...casesMigrations,
  ...appealsMigrations,
  ...protestsMigrations,
  ...archiveMigrations,
}

/** What adds a room's routes to the server, ground floor first. */
export const routes: ReadonlyArray<(server: App, deps: AppDeps) => void> = [
  missionsRoutes,
  mailRoutes,
  mediaRoutes,
  accountsRoutes,
  commentsRoutes,
  donationsRoutes,
  casesRoutes,
  protestsRoutes,
  frontRoutes,
  archiveRoutes,
  feedsRoutes,
  deskRoutes,
]

/** What reacts to facts. */
export const handlers: ReadonlyArray<Handler<AppDeps>> = [
  ...mediaHandlers,
  ...accountsHandlers,
  ...commentsHandlers,
  ...appealsHandlers,
  ...protestsHandlers,
  ...deskHandlers,
  ...archiveHandlers,
]

/** What is done again and again. */
export const timetables: ReadonlyArray<Timetable<AppDeps>> = [
  ...casesTimetables,
  ...missionsTimetables,
  { name: 'app.forgetTraces', everyMs: MINUTE_MS, run: async (deps) => deps.forgetTraces() },
  ...mailTimetables,
  ...mediaTimetables,
  ...accountsTimetables,
  ...commentsTimetables,
  ...appealsTimetables,
  ...protestsTimetables,
  ...archiveTimetables,
]

/** Operators' commands of the rooms. */
export const commands: ReadonlyArray<Command<AppDeps>> = [
  ...casesCommands,
  ...appealsCommands,
  ...missionsCommands,
  ...mailCommands,
  ...mediaCommands,
  ...accountsCommands,
  ...commentsCommands(findSubject),
  ...donationsCommands,
  ...namesCommands,
  ...protestsCommands,
  ...archiveCommands,
]
