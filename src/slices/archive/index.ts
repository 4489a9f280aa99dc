/**
 * The archive: what was published in a year, a month or on a day, beside the calendar.
 *
 * It owns no table; it asks the door of appeals.
 */
export { archiveRoutes } from './routes.tsx'
