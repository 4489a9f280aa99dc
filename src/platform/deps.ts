import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import type { FactFeed } from './db/fact-feed.ts'
import type { Catalogues } from './i18n/catalogues.ts'
import type { Log } from './log.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings/settings.ts'
import type { Clock } from './time.ts'
import type { Veils } from './veil/veil.ts'

/** What the hall hands to the rooms. A function takes only those that it uses. */
export interface Deps {
  config: Config
  /** What was set at the desk; `config` follows it. */
  settings: Settings
  /** Reads and writes. */
  db: Db
  /** For pages; on SQLite it cannot write. */
  reader: Db
  /** Tells pages in memory what has changed; facts of a topic are told by the outbox. */
  facts: FactFeed
  clock: Clock
  outbox: Outbox
  secrets: Secrets
  catalogues: Catalogues
  log: Log
  /** Hides the names of people who have not agreed to be named. */
  veils: Veils
}
