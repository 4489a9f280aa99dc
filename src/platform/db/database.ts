import type { Kysely } from 'kysely'

/**
 * Every table of the installation.
 *
 * It is empty here: each room adds its own tables by declaration merging in its `tables.ts`,
 * and only that room's queries name them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the rooms fill it by declaration merging
export interface Database {}

/** The database, or a transaction in it; a function that takes one works with both. */
export type Db = Kysely<Database>
