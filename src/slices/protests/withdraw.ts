import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Instant } from '../../platform/time.ts'
import type { LetterEvent, LetterState } from './fate.ts'
import { moveLetter } from './move.ts'
import { findLetter, listLettersOfAppeal } from './queries.ts'
import type { Cause, Letter } from './types.ts'

/** How letters that have not left come to rest, state by state. */
const waysOut = {
  unconfirmed: ['lapsed'],
  ready: ['withdrawn'],
  waiting_address: ['address_found', 'withdrawn'],
  deferred: ['pause_ended', 'withdrawn'],
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
 * Takes back every letter of a withdrawn appeal that has not left yet. What is being sent at this
 * moment cannot be caught any more. Doing it again is harmless.
 */
export async function withdrawLettersOfAppeal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  appealId: string,
): Promise<void> {
  for (const state of Object.keys(waysOut) as (keyof typeof waysOut)[]) {
    let letters: Letter[]
    do {
      letters = await db.transaction().execute(async (tx) => {
        const batch = await listLettersOfAppeal(tx, appealId, state, BATCH_SIZE)
        for (const letter of batch) {
          await takeBack(tx, letter, { at: clock.now(), cause: 'appeal_withdrawn' })
        }
        return batch
      })
    } while (letters.length === BATCH_SIZE)
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
