/**
 * The archive: what was published in a year, a month or on a day, beside the calendar; and the
 * search through all of it.
 *
 * Lists ask the door of appeals. The search keeps an index of words, which the outbox feeds and
 * `search rebuild` makes anew; what it shows of an appeal comes from appeals at that moment.
 */
export { archiveCommands } from './cli.ts'
export { archiveHandlers, archiveTimetables } from './jobs.ts'
export { migrations as archiveMigrations } from './migrations.ts'
export { archiveRoutes } from './routes.tsx'
export { listPossiblyNaming } from './search/possibly-naming.ts'
