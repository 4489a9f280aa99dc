import type { Instant } from '../../platform/time.ts'

/** One row for each public appeal that can be found. Its words are kept by each database in its own way. */
export interface SearchDocumentsTable {
  /**
   * Rises with the day of publication, so that the newest come first without sorting; within a day,
   * with the order in which documents came in.
   */
  position: number
  appeal_id: string
  /** The state of the appeal that was put in. */
  changed_at: Instant
}

declare module '../../platform/db/database.ts' {
  interface Database {
    search_documents: SearchDocumentsTable
  }
}
