import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from '../../platform/time.ts'
import { isFinal, type LetterEvent, type LetterState, nextState } from './fate.ts'
import { insertEvents, markState, markStates } from './queries.ts'
import type { LettersTable } from './tables.ts'
import {
  type Cause,
  ERASE_AFTER_MS,
  LAPSE_UNASKED_AFTER_MS,
  type Letter,
  SETTLE_AFTER_MS,
} from './types.ts'

interface Move {
  event: LetterEvent
  at: Instant
  cause?: Cause
  /** What the remote server said. */
  words?: string
  /** When time moves the letter on, where the new state does not say so by itself. */
  dueAt?: Instant
  /** Other columns that change together with the state. */
  changes?: Partial<
    Pick<LettersTable, 'attempts' | 'confirmed_at' | 'sealed' | 'person_hash' | 'content_hash'>
  >
}

/**
 * Moves a letter to its next state and writes that down: the only way a state ever changes.
 *
 * @returns the letter after the move, or undefined when it has moved on in the meantime
 * @throws Error when the event cannot happen in the letter's state, which is a mistake of ours
 */
export async function moveLetter(
  tx: Db,
  letter: Letter,
  { event, at, cause, words, dueAt, changes }: Move,
): Promise<Letter | undefined> {
  const state = nextState(letter.state, event)
  if (!state) throw new Error(`a letter that is ${letter.state} cannot be ${event}`)

  const due = dueAt ?? dueAfter(state, at)
  const isMoved = await markState(tx, letter, {
    ...changes,
    ...(isDoneWith(letter, state) && { sealed: null }),
    state,
    state_at: at,
    due_at: due ?? null,
  })
  if (!isMoved) return undefined
  await insertEvents(tx, [changeOf(letter, { event, to: state, at, cause, words })])
  const attempts = changes?.attempts ?? letter.attempts
  return { ...letter, state, stateAt: at, dueAt: due, attempts }
}

/**
 * Moves letters of one state, of which no attempt was made, on together.
 *
 * @returns those that had not moved on in the meantime, after the move
 * @throws Error when the event cannot happen in their state, which is a mistake of ours
 */
export async function moveLetters(
  tx: Db,
  letters: readonly Letter[],
  { event, at, changes }: Pick<Move, 'event' | 'at' | 'changes'>,
): Promise<Letter[]> {
  const [first] = letters
  if (!first) return []
  const state = nextState(first.state, event)
  if (!state) throw new Error(`a letter that is ${first.state} cannot be ${event}`)
  const due = dueAfter(state, at)
  const set = { ...changes, state, state_at: at, due_at: due ?? null }
  const ids = await markStates(tx, letters, set)
  // Whoever is in the list twice has moved once.
  const moved = [...new Map(letters.map((letter) => [letter.id, letter])).values()].filter(
    ({ id }) => ids.has(id),
  )
  await insertEvents(
    tx,
    moved.map((letter) => changeOf(letter, { event, to: state, at })),
  )
  return moved.map((letter) => ({ ...letter, state, stateAt: at, dueAt: due }))
}

function changeOf(
  letter: Letter,
  change: Pick<Move, 'event' | 'at' | 'cause' | 'words'> & { to: LetterState },
) {
  return {
    letter_id: letter.id,
    id: newId(),
    event: change.event,
    from_state: letter.state,
    to_state: change.to,
    at: change.at,
    cause: change.cause ?? null,
    words: change.words ?? null,
  }
}

/** Where the organisation signs, the words are kept no longer than they are needed. */
function isDoneWith({ display }: Letter, state: LetterState): boolean {
  return display === 'organisation' && (state === 'accepted' || isFinal(state))
}

/** When time alone moves a letter on that came into a state now; undefined: it does not. */
export function dueAfter(state: LetterState, at: Instant): Instant | undefined {
  // Until its writer has been asked; from then on reminder and lapse count.
  if (state === 'unconfirmed') return addMs(at, LAPSE_UNASKED_AFTER_MS)
  if (state === 'accepted') return addMs(at, SETTLE_AFTER_MS)
  // Nobody has confirmed that these words and this address are theirs.
  if (state === 'lapsed') return at
  return isFinal(state) ? addMs(at, ERASE_AFTER_MS) : undefined
}

/**
 * Pauses after the first, second … attempt that a server put off: ten attempts in not quite five
 * days, which is as long as mail servers themselves go on trying (RFC 5321 §4.5.4.1).
 */
const PAUSES_MS = [
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  4 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
]

/** The pause after an attempt that was put off; undefined when it was the last. */
export function pauseAfter(attempts: number): number | undefined {
  return PAUSES_MS[attempts - 1]
}
