import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, packageDir } from '../platform/config.ts'
import { type OpenDatabase, openDatabase } from '../platform/db/open.ts'
import type { Deps } from '../platform/deps.ts'
import { type Catalogues, loadCatalogues } from '../platform/i18n/catalogues.ts'
import { createLog, type Log } from '../platform/log.ts'
import { createOutbox } from '../platform/outbox/outbox.ts'
import { loadSecretKey } from '../platform/secret-key.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettings } from '../platform/settings/settings.ts'
import { type Clock, systemClock } from '../platform/time.ts'
import { listPossiblyNaming } from '../slices/archive/index.ts'
import { createVeils } from '../slices/cases/index.ts'
import type { DeskDeps } from '../slices/desk/index.ts'
import { createMailer } from '../slices/mail/index.ts'
import { handlers } from './rooms.ts'

/** What every room together needs. */
export type AppDeps = Deps & DeskDeps & Pick<OpenDatabase, 'forgetTraces'>

/** Everything that an open installation holds, and how to let go of it. */
export interface Installation {
  deps: AppDeps
  close(): Promise<void>
}

/** Opens the data folder and the database. Tables are brought up to date by `migrate`, not here. */
export function openInstallation(
  config: Config,
  overrides: { clock?: Clock; log?: Log; catalogues?: Catalogues } = {},
): Installation {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLog(config.logLevel)
  const database = openDatabase(config, log)
  const secrets = createSecrets(loadSecretKey(config.dataDir))
  const mailer = createMailer({ config, db: database.db, secrets, clock })
  const deps: AppDeps = {
    config,
    settings: createSettings({ config, reader: database.reader, log }),
    db: database.db,
    reader: database.reader,
    clock,
    facts: database.facts,
    forgetTraces: database.forgetTraces,
    outbox: createOutbox({ clock, facts: database.facts }, handlers),
    secrets,
    catalogues: overrides.catalogues ?? loadCatalogues(join(packageDir, 'locales')),
    log,
    mailer,
    veils: createVeils({ reader: database.reader, secrets, clock }),
    listPossiblyNaming: (spellings, options) =>
      listPossiblyNaming(database.reader, spellings, options),
  }
  return {
    deps,
    async close() {
      await mailer.close()
      await database.close()
    },
  }
}
