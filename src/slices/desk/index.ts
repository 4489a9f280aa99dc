/**
 * The desk: where editors, moderators and administrators work, under `/desk/`.
 *
 * It owns pages and no tables: each page shows what the doors of other rooms give it, and each form
 * calls one of their verbs. Every page works without JavaScript and says what it is for.
 */
export { deskRoutes } from './routes.ts'
export type { DeskDeps } from './types.ts'
export { deskHandlers } from './work/jobs.ts'
