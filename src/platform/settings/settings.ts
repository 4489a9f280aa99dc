import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'
import type { Fact, FactFeed } from '../db/fact-feed.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Clock } from '../time.ts'
import { type AdjustableKey, adjustable, adjustableKeys } from './adjustable.ts'
import './tables.ts'

/** Changes when something is set; every page shows some of it. */
export const SETTINGS_FACT: Fact = 'settings'

/** A value as it is kept; `undefined` takes it back. */
export type SettingChanges = Partial<Record<AdjustableKey, string | undefined>>

/**
 * What the desk may set, laid over what the environment says: everybody goes on reading `config`, whose
 * adjustable values follow the table. What the environment gives stays the operator's.
 */
export interface Settings {
  /** Whether the operator has fixed it in the environment. */
  isFixed(key: AdjustableKey): boolean
  /** The text that was set at the desk, if any. */
  textOf(key: AdjustableKey): string | undefined
  /** Has the table read again before the next request: somebody has changed it. */
  forget(): void
  /** Reads the table if it was forgotten; keeps to the last known values when it cannot be read. */
  refresh(): Promise<void>
  /** Reads the table; other processes may have changed it. */
  reload(): Promise<void>
}

interface SettingsDeps {
  config: Config
  reader: Db
  log: Log
}

export function createSettings({ config, reader, log }: SettingsDeps): Settings {
  const base = { ...config }
  const isFixed = (key: AdjustableKey) => config.given.includes(adjustable[key].variable ?? '')
  let texts = new Map<string, string>()
  let isStale = true
  let reading: Promise<void> | undefined
  let readings = 0

  const reload = async () => {
    isStale = false
    readings += 1
    const reading = readings
    const rows = await reader.selectFrom('settings').select(['key', 'value']).execute()
    // What was asked for earlier may come later, and is older.
    if (reading !== readings) return
    texts = new Map(rows.map(({ key, value }) => [key, value]))
    for (const key of adjustableKeys) apply(key)
    // Letters are handed over in the site's name where the organisation has none of its own.
    const isOwnName = isFixed('organisation') || texts.has('organisation')
    if (base.organisation === base.siteName && !isOwnName) {
      config.organisation = config.siteName
    }
  }
  const apply = <Key extends AdjustableKey>(key: Key) => {
    const text = isFixed(key) ? undefined : texts.get(key)
    config[key] = base[key] as Config[Key]
    if (text === undefined) return
    try {
      config[key] = adjustable[key].parse(text) as Config[Key]
    } catch (error) {
      log.warn({ err: error, setting: key }, 'a setting of the desk cannot be used any more')
    }
  }

  return {
    isFixed,
    textOf: (key) => texts.get(key),
    forget: () => {
      isStale = true
    },
    refresh: async () => {
      if (isStale) {
        reading = reload().catch((error) => {
          isStale = true
          log.error({ err: error }, 'settings cannot be read; the last known ones stay')
        })
      }
      // Also what another request has begun to read: pages made meanwhile would keep what was before.
      await reading
    },
    reload,
  }
}

interface Saving {
  changes: SettingChanges
  /** A member's id. */
  by: string
}

/**
 * Sets values at the desk, all of them or none. Every process follows within seconds, and pages in memory are
 * made anew.
 *
 * @param also what else is done in the transaction, with the texts before, when something changed
 * @throws AppError `invalid`   a value cannot be used
 * @throws AppError `forbidden` the operator has fixed one of them
 */
export async function saveSettings(
  deps: { db: Db; clock: Clock; facts: FactFeed; settings: Settings },
  { changes, by }: Saving,
  also: (tx: Db, before: SettingChanges) => Promise<void>,
): Promise<void> {
  const { db, clock, facts, settings } = deps
  const entries = Object.entries(changes) as [AdjustableKey, string | undefined][]
  for (const [key, text] of entries) {
    if (settings.isFixed(key)) throw new AppError('forbidden', 'platform.setting_fixed')
    if (text !== undefined) adjustable[key].parse(text)
  }
  await db.transaction().execute(async (tx) => {
    const before: SettingChanges = {}
    let isChanged = false
    for (const [key, text] of entries) {
      before[key] = await findText(tx, key)
      if (before[key] === text) continue
      isChanged = true
      await writeText(tx, { key, text, changed_at: clock.now(), changed_by: by })
    }
    if (!isChanged) return
    await facts.announce(tx, [SETTINGS_FACT])
    await also(tx, before)
  })
  settings.forget()
  await settings.refresh()
}

async function findText(tx: Db, key: AdjustableKey): Promise<string | undefined> {
  const row = await tx
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

async function writeText(
  tx: Db,
  row: { key: AdjustableKey; text?: string; changed_at: string; changed_by: string },
): Promise<void> {
  const { key, text: value, changed_at, changed_by } = row
  if (value === undefined) {
    await tx.deleteFrom('settings').where('key', '=', key).execute()
    return
  }
  await tx
    .insertInto('settings')
    .values({ key, value, changed_at, changed_by })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changed_at, changed_by }))
    .execute()
}
