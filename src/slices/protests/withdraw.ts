import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { addMs, type Instant } from '../../platform/time.ts'
import { type LetterEvent, type LetterState, unsentStates } from './fate.ts'
import { moveLetter } from './move.ts'
import {
  findLetter,
  listConfirmedBefore,
  listLettersOfAppeal,
  markErased,
  markWarned,
} from './queries.ts'
import { departureOverdue } from './topics.ts'
import { type Cause, type Letter, TAKE_BACK_AFTER_MS, WARN_AFTER_MS } from './types.ts'

/** How letters that have not left come to rest, state by state. */
const waysOut = {
  unconfirmed: ['lapsed'],
  ready: ['withdrawn'],
  on_hold: ['withdrawn'],
  waiting_address: ['withdrawn'],
  deferred: ['pause_ended', 'withdrawn'],
  bundled: ['withdrawn'],
} as const satisfies Partial<Record<LetterState, readonly LetterEvent[]>>

const BATCH_SIZE = 100

/**
 * Takes a letter back at the wish of its writer, before it has left. It stays counted among the
 * confirmed ones, because it was; it will not be sent. Doing it again is harmless.
 *
 * @throws AppError `not_found` no such letter
 * @throws AppError `conflict`  it has left already, or was never confirmed
 */
export async function withdrawLetter(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  letterId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const letter = await findLetter(tx, letterId)
    if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
    if (letter.state === 'withdrawn') return
    if (letter.state === 'unconfirmed' || !canLeave(letter.state)) {
      throw new AppError('conflict', 'protests.withdraw_too_late')
    }
    if (!(await takeBack(tx, letter, { at: clock.now() }))) {
      throw new AppError('conflict', 'protests.withdraw_too_late')
    }
  })
}

/**
 * Takes back every letter of a withdrawn or closed appeal that has not left yet. What is being sent at this
 * moment cannot be caught any more. Doing it again is harmless.
 */
export async function withdrawLettersOfAppeal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  appealId: string,
  cause: 'appeal_withdrawn' | 'appeal_closed' = 'appeal_withdrawn',
): Promise<void> {
  for (const state of Object.keys(waysOut) as (keyof typeof waysOut)[]) {
    let letters: Letter[]
    do {
      letters = await db.transaction().execute(async (tx) => {
        const batch = await listLettersOfAppeal(tx, appealId, state, BATCH_SIZE)
        for (const letter of batch) {
          await takeBack(tx, letter, { at: clock.now(), cause })
        }
        return batch
      })
    } while (letters.length === BATCH_SIZE)
  }
}

/**
 * Takes back the letters that could not leave for half a year, and forgets at once who wrote what: nothing
 * is kept for ever. They stay counted. A month before, the writers are told.
 */
export async function takeBackOldLetters(
  deps: Pick<Deps, 'db' | 'reader' | 'clock' | 'outbox'>,
  signal: AbortSignal,
): Promise<void> {
  const at = deps.clock.now()
  const old = { before: addMs(at, -TAKE_BACK_AFTER_MS) }
  await eachUnsent(deps, old, signal, async (tx, letter) => {
    const moved = await takeBack(tx, letter, { at, cause: 'too_old' })
    if (moved) await markErased(tx, moved, at)
  })
  const overdue = { before: addMs(at, -WARN_AFTER_MS), isWarned: false } as const
  await eachUnsent(deps, overdue, signal, async (tx, { id }) => {
    if (!(await markWarned(tx, id, at))) return
    await deps.outbox.publish(tx, departureOverdue, { letterId: id })
  })
}

/** Confirmed letters that have not left, batch by batch; the work makes them drop out. */
async function eachUnsent(
  { db, reader }: Pick<Deps, 'db' | 'reader'>,
  which: { before: Instant; isWarned?: false },
  signal: AbortSignal,
  work: (tx: Db, letter: Letter) => Promise<void>,
): Promise<void> {
  for (const state of unsentStates) {
    let letters: Letter[]
    do {
      letters = await listConfirmedBefore(reader, state, { ...which, limit: BATCH_SIZE })
      const batch = letters
      if (batch.length === 0) break
      await db.transaction().execute(async (tx) => {
        for (const letter of batch) await work(tx, letter)
      })
    } while (letters.length === BATCH_SIZE && !signal.aborted)
  }
}

function canLeave(state: LetterState): state is keyof typeof waysOut {
  return state in waysOut
}

async function takeBack(
  tx: Db,
  letter: Letter,
  move: { at: Instant; cause?: Cause },
): Promise<Letter | undefined> {
  let moved: Letter | undefined = letter
  for (const event of canLeave(letter.state) ? waysOut[letter.state] : []) {
    moved = moved && (await moveLetter(tx, moved, { event, ...move }))
  }
  return moved
}
