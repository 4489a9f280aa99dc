import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { addMs, DAY_MS } from '../../platform/time.ts'
import { isFinal, type LetterState, letterStates } from './fate.ts'
import { moveLetter } from './move.ts'
import { listDueLetters, listStrayedLetters, markErased, markReminded } from './queries.ts'
import { confirmationAsked } from './topics.ts'
import { LAPSE_AFTER_MS, type Letter } from './types.ts'
import { takeBackOldLetters } from './withdraw.ts'

/** No lease and no pause is longer; what seems to be was begun while the clock was wrong. */
const LONGEST_PAUSE_MS = 2 * DAY_MS

/** So that a long transaction does not hold up writers. */
const BATCH_SIZE = 100

type AgeDeps = Pick<Deps, 'db' | 'reader' | 'clock' | 'outbox'>

/**
 * Everything that time alone does to letters, harmless to do twice: writers are reminded once, then
 * their letters lapse and are forgotten at once; letters that cannot leave are taken back after half
 * a year; leases and pauses end; accepted letters become final; and four weeks after the end the
 * words, names and addresses are forgotten.
 */
export async function ageLetters(deps: AgeDeps, signal: AbortSignal): Promise<void> {
  await eachDue(deps, 'unconfirmed', signal, (tx, letter) =>
    remindOrLapse({ ...deps, db: tx }, letter),
  )
  await takeBackOldLetters(deps, signal)
  await endPauses(deps, signal)
  await eachDue(deps, 'accepted', signal, async (tx, letter) => {
    await moveLetter(tx, letter, { event: 'settled', at: deps.clock.now() })
  })
  for (const state of letterStates.filter(isFinal)) {
    await eachDue(deps, state, signal, (tx, letter) => markErased(tx, letter, deps.clock.now()))
  }
}

/** Gives back what a crashed worker held, and lets letters try again whose pause has ended. */
export async function endPauses(
  deps: Pick<Deps, 'db' | 'reader' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  await eachDue(deps, 'sending', signal, async (tx, letter) => {
    // Never the last attempt: that we fell is no word of the mission's. A disk that takes nothing
    // more takes no claim either, so this cannot go on by itself for ever.
    const at = deps.clock.now()
    await moveLetter(tx, letter, { event: 'put_off', at, cause: 'crash', dueAt: at })
  })
  await eachDue(deps, 'deferred', signal, async (tx, letter) => {
    await moveLetter(tx, letter, { event: 'pause_ended', at: deps.clock.now() })
  })
}

async function remindOrLapse(
  { db: tx, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  letter: Letter,
): Promise<void> {
  const now = clock.now()
  const lapsesAt = letter.askedAt && addMs(letter.askedAt, LAPSE_AFTER_MS)
  if (lapsesAt === undefined) {
    await moveLetter(tx, letter, { event: 'lapsed', at: now, cause: 'never_asked' })
  } else if (lapsesAt <= now) {
    await moveLetter(tx, letter, { event: 'lapsed', at: now })
  } else if (
    letter.display !== 'organisation' &&
    (await markReminded(tx, letter.id, { now, lapsesAt }))
  ) {
    await outbox.publish(tx, confirmationAsked, { letterId: letter.id, isReminder: true })
  }
}

async function eachDue(
  { db, reader, clock }: Pick<Deps, 'db' | 'reader' | 'clock'>,
  state: LetterState,
  signal: AbortSignal,
  work: (tx: Db, letter: Letter) => Promise<void>,
): Promise<void> {
  let letters: Letter[]
  do {
    const now = clock.now()
    letters = await listDueLetters(reader, state, { now, limit: BATCH_SIZE })
    if (letters.length === 0 && isShort(state)) {
      letters = await listStrayedLetters(reader, state, {
        after: addMs(now, LONGEST_PAUSE_MS),
        limit: BATCH_SIZE,
      })
    }
    const batch = letters
    if (batch.length === 0) return
    await db.transaction().execute(async (tx) => {
      for (const letter of batch) await work(tx, letter)
    })
  } while (letters.length === BATCH_SIZE && !signal.aborted)
}

/** Whether a letter is in this state for a lease or a pause only. */
function isShort(state: LetterState): boolean {
  return state === 'sending' || state === 'deferred'
}
