import { isCountry } from '../../../platform/countries.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { instantIn } from '../../../platform/icalendar.ts'
import { newId } from '../../../platform/ids.ts'
import { isDay } from '../../../platform/time.ts'
import { zoneOf } from '../../../platform/time-zone.ts'
import { appealFact, isAppealPublic } from '../../appeals/index.ts'
import { lettersFact } from '../count-queries.ts'
import {
  addComing,
  findGathering,
  insertGathering,
  markGatheringCancelled,
  markGatheringPublished,
} from './queries.ts'
import {
  type Gathering,
  type GatheringKind,
  MAX_GATHERING_NOTE_CHARS,
  MAX_PLACE_CHARS,
} from './types.ts'

/** What somebody at the desk fills in. */
export interface NewGathering {
  appeal: string
  kind: GatheringKind
  country: string
  city: string
  place: string
  on: string
  /** `HH:MM`, as clocks there show it. */
  time: string
  note: string
}

type Also = (tx: Db, id: string) => Promise<void>

/**
 * Enters a picket or a hand-in for an appeal that is public. Readers do not see it before it is published.
 *
 * @returns what is wrong with the form, or undefined when it was entered
 */
export async function planGathering(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  form: NewGathering,
  also: Also = async () => {},
): Promise<FieldErrors | undefined> {
  const now = clock.now()
  const errors = checkForm(form, now)
  if (errors) return errors
  const zone = zoneOf(form.country, { city: form.city })
  const id = newId()
  return db.transaction().execute(async (tx) => {
    if (!(await isAppealPublic(tx, form.appeal))) {
      return { appeal: { key: 'protests.gathering_error_no_appeal' } }
    }
    await insertGathering(tx, {
      id,
      appeal_id: form.appeal,
      kind: form.kind,
      starts_at: instantIn(zone, form.on, form.time),
      zone,
      place: placeOf(form),
      note: form.note.trim(),
      changed_at: now,
      published_at: null,
      cancelled_at: null,
      coming: 0,
      sequence: 0,
    })
    await also(tx, id)
    return undefined
  })
}

/**
 * Shows a gathering on the page of its appeal.
 *
 * @throws AppError `not_found` no such gathering
 * @throws AppError `conflict`  it was published or called off in the meantime, or its appeal was withdrawn
 */
export async function publishGathering(
  deps: Pick<Deps, 'db' | 'clock' | 'facts'>,
  id: string,
  also: Also = async () => {},
): Promise<void> {
  const mark: Mark = async (tx, gathering, at) =>
    (await isAppealPublic(tx, gathering.appealId)) && markGatheringPublished(tx, gathering.id, at)
  await change(deps, id, mark, also)
}

/**
 * Calls a gathering off: the page of the appeal and every calendar that follows it say so.
 *
 * @throws AppError `not_found` no such gathering
 * @throws AppError `conflict`  it was called off before
 */
export async function cancelGathering(
  deps: Pick<Deps, 'db' | 'clock' | 'facts'>,
  id: string,
  also: Also = async () => {},
): Promise<void> {
  const mark: Mark = (tx, gathering, at) => markGatheringCancelled(tx, gathering.id, at)
  await change(deps, id, mark, also)
}

/**
 * Counts one more person who will come. Nothing is kept of who it is, so that somebody may be counted twice.
 *
 * @returns the appeal's id
 * @throws AppError `not_found` no such public gathering
 * @throws AppError `conflict`  it was called off, or is over
 */
export async function sayComing(
  { db, clock, facts }: Pick<Deps, 'db' | 'clock' | 'facts'>,
  id: string,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const gathering = await findGathering(tx, id)
    if (!gathering?.publishedAt || !(await isAppealPublic(tx, gathering.appealId))) {
      throw new AppError('not_found', 'protests.gathering_unknown')
    }
    if (!(await addComing(tx, id, clock.now()))) {
      throw new AppError('conflict', 'protests.gathering_over')
    }
    await facts.announce(tx, [lettersFact(gathering.appealId)])
    return gathering.appealId
  })
}

type Mark = (tx: Db, gathering: Gathering, at: string) => Promise<boolean>

async function change(
  { db, clock, facts }: Pick<Deps, 'db' | 'clock' | 'facts'>,
  id: string,
  mark: Mark,
  also: Also,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gathering = await findGathering(tx, id)
    if (!gathering) throw new AppError('not_found', 'protests.gathering_unknown')
    if (!(await mark(tx, gathering, clock.now()))) {
      throw new AppError('conflict', 'protests.gathering_changed')
    }
    await facts.announce(tx, [appealFact(gathering.appealId)])
    await also(tx, id)
  })
}

function placeOf({ place, city }: NewGathering): string {
  return [place.trim(), city.trim()].filter((part) => part !== '').join(', ')
}

function checkForm(form: NewGathering, now: string): FieldErrors | undefined {
  const errors: FieldErrors = {}
  if (form.appeal === '') errors.appeal = { key: 'protests.gathering_error_appeal' }
  if (!isCountry(form.country)) errors.country = { key: 'protests.error_country' }
  if (form.place.trim() === '') errors.place = { key: 'protests.gathering_error_place' }
  if (!isDay(form.on)) errors.on = { key: 'protests.hand_in_error_day' }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(form.time)) {
    errors.time = { key: 'protests.gathering_error_time' }
  }
  if (!errors.on && !errors.time && !errors.country) {
    const zone = zoneOf(form.country, { city: form.city })
    if (instantIn(zone, form.on, form.time) <= now) {
      errors.on = { key: 'protests.gathering_error_past' }
    }
  }
  const tooLong = (limit: number) => ({ key: 'protests.hand_in_error_note', values: { limit } })
  if (placeOf(form).length > MAX_PLACE_CHARS) errors.place = tooLong(MAX_PLACE_CHARS)
  if (form.note.length > MAX_GATHERING_NOTE_CHARS) {
    errors.note = tooLong(MAX_GATHERING_NOTE_CHARS)
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}
