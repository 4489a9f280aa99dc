import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import { dayOf, isDay } from '../../../platform/time.ts'
import { appealFact } from '../../appeals/index.ts'
import { moveLetter } from '../move.ts'
import { findBundle, insertHandIn, listBundleLetters, markBundle } from './queries.ts'
import { type HandIn, MAX_NOTE_CHARS } from './types.ts'

/**
 * Writes down what became of an attempt to hand a bundle in. When the mission took it, every letter in it
 * is handed in, and the bundle is closed; otherwise it stays, for another attempt or to be undone. The page of
 * the appeal tells of it from the next request on.
 *
 * @returns what is wrong with the form, or undefined when it was written down
 * @throws AppError `not_found` no such bundle
 * @throws AppError `conflict`  it was handed in, or undone before
 */
export async function recordHandIn(
  { db, clock, facts }: Pick<Deps, 'db' | 'clock' | 'facts'>,
  bundleId: string,
  handIn: HandIn,
  also: (tx: Db) => Promise<void> = async () => {},
): Promise<FieldErrors | undefined> {
  const at = clock.now()
  const errors = checkHandIn(handIn, dayOf(at))
  if (errors) return errors
  await db.transaction().execute(async (tx) => {
    const bundle = await findBundle(tx, bundleId)
    if (!bundle) throw new AppError('not_found', 'protests.bundle_unknown')
    if (bundle.handedInAt || bundle.undoneAt) {
      throw new AppError('conflict', 'protests.bundle_closed')
    }
    await insertHandIn(tx, {
      id: newId(),
      bundle_id: bundleId,
      mission_id: bundle.missionId,
      happened_on: handIn.on,
      outcome: handIn.outcome,
      remarks: handIn.remarks.join(' '),
      note: handIn.note.trim(),
      recorded_at: at,
      recorded_by: handIn.recordedBy,
    })
    if (handIn.outcome === 'accepted') {
      if (!(await markBundle(tx, bundleId, { handed_in_at: at }))) {
        throw new AppError('conflict', 'protests.bundle_closed')
      }
      for (const letter of await listBundleLetters(tx, bundleId, 'bundled')) {
        await moveLetter(tx, letter, { event: 'handed_in', at })
      }
    }
    await facts.announce(tx, [appealFact(bundle.appealId)])
    await also(tx)
  })
  return undefined
}

function checkHandIn({ on, note }: HandIn, today: string): FieldErrors | undefined {
  const errors: FieldErrors = {}
  // It may be tomorrow already where it happened.
  if (!isDay(on)) errors.on = { key: 'protests.hand_in_error_day' }
  else if (Date.parse(on) > Date.parse(today) + 24 * 3_600_000) {
    errors.on = { key: 'protests.hand_in_error_future' }
  }
  if (note.length > MAX_NOTE_CHARS) {
    errors.note = { key: 'protests.hand_in_error_note', values: { limit: MAX_NOTE_CHARS } }
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}
