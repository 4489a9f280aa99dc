import { isCountry } from '../../../platform/countries.ts'
import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import { recordAct } from '../../accounts/index.ts'
import { findCaseByKey } from '../queries.ts'
import { type Case, type LocalTexts, limits } from '../types.ts'
import type { RecordDeps, Recorder } from './access.ts'
import { checkKey, requireTexts } from './check.ts'
import { insertCase } from './queries.ts'

export interface NewCase {
  key: string
  country: string
  titles: LocalTexts
  /** The time zone of its courts, an IANA name; UTC when left out. */
  zone?: string
  /** Days without news after which the desk is reminded; 14 when left out. */
  quietDays?: number
}

const QUIET_DAYS = 14

/**
 * Begins the ledger of a case. Readers do not see it until `publishCase`.
 *
 * @returns the id of the case
 * @throws AppError `conflict` there is a case of this key
 * @throws AppError `invalid` the key, country, time zone, title or number of days cannot be
 */
export async function openCase(
  { db, clock }: Pick<RecordDeps, 'db' | 'clock'>,
  actor: Recorder,
  input: NewCase,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const id = await beginCase(tx, actor, { ...input, at: clock.now() })
    if (id === undefined) throw new AppError('conflict', 'cases.key_taken', { key: input.key })
    return id
  })
}

/**
 * The case of this key; when there is none, it is begun. Inside a transaction. Of two who begin it at
 * once, the second finds the case of the first.
 */
export async function findOrBeginCase(
  tx: Db,
  actor: Recorder,
  input: NewCase & { at: Instant },
): Promise<string> {
  const found = await findCaseByKey(tx, input.key)
  if (found) return found.id
  const id = await beginCase(tx, actor, input)
  return id ?? findOrBeginCase(tx, actor, input)
}

/** Returns undefined when there is a case of this key. */
async function beginCase(
  tx: Db,
  actor: Recorder,
  { at, ...input }: NewCase & { at: Instant },
): Promise<string | undefined> {
  const settings = checkCase(input)
  const id = newId()
  const { organisation } = actor ?? {}
  const isNew = await insertCase(tx, {
    id,
    key: checkKey(input.key),
    country: input.country,
    titles: JSON.stringify(settings.titles),
    zone: settings.zone,
    quiet_days: settings.quietDays,
    version: 0,
    organisation_id: organisation && !organisation.isHost ? organisation.id : null,
    created_at: at,
    changed_at: at,
    published_at: null,
    closed_at: null,
  })
  if (!isNew) return undefined
  const subject = { kind: 'case', id, name: input.key }
  await recordAct(tx, { at, actor, act: 'cases.act_opened', subject })
  return id
}

/**
 * For whoever refers to a case by its key, in the transaction that does so: begins it, hidden, where
 * there is none. Titles longer than a case may have are cut.
 *
 * @returns false when the case of this key is a partner organisation's: what it recorded must not speak
 * for an appeal of those who run the site
 */
export async function beginNamedCase(tx: Db, input: NewCase & { at: Instant }): Promise<boolean> {
  const titles = Object.entries(input.titles).map(([language, title]) => [
    language,
    title.slice(0, limits.nameChars),
  ])
  await findOrBeginCase(tx, undefined, { ...input, titles: Object.fromEntries(titles) })
  return (await findCaseByKey(tx, input.key))?.organisationId === undefined
}

/** @throws AppError `invalid` country, time zone, title or number of days cannot be */
export function checkCase({
  country,
  titles,
  zone = 'UTC',
  quietDays = QUIET_DAYS,
}: Omit<NewCase, 'key'>): Pick<Case, 'titles' | 'zone' | 'quietDays'> {
  if (!isCountry(country)) throw new AppError('invalid', 'cases.bad_country', { country })
  if (!isZone(zone)) throw new AppError('invalid', 'cases.bad_zone', { zone })
  if (!Number.isInteger(quietDays) || quietDays < 1 || quietDays > limits.quietDays) {
    throw new AppError('invalid', 'cases.bad_quiet_days', { max: limits.quietDays })
  }
  return { titles: requireTexts(titles, limits.nameChars), zone, quietDays }
}

function isZone(zone: string): boolean {
  try {
    // Offsets such as `+05:00` are zones to `Intl`, and know nothing of summer time.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}
