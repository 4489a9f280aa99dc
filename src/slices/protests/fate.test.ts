import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isFinal,
  type LetterEvent,
  type LetterState,
  letterEvents,
  letterStates,
  nextState,
} from './fate.ts'

/** Every arrow there is. */
const arrows: ReadonlyArray<readonly [LetterState, LetterEvent, LetterState]> = [
  ['draft', 'submitted', 'unconfirmed'],
  ['unconfirmed', 'confirmed', 'ready'],
  ['unconfirmed', 'lapsed', 'lapsed'],
  ['ready', 'claimed', 'sending'],
  ['ready', 'address_missing', 'waiting_address'],
  ['ready', 'bundled', 'bundled'],
  ['ready', 'withdrawn', 'withdrawn'],
  ['ready', 'held_for_review', 'on_hold'],
  ['on_hold', 'released', 'ready'],
  ['on_hold', 'withdrawn', 'withdrawn'],
  ['waiting_address', 'address_found', 'ready'],
  ['waiting_address', 'bundled', 'bundled'],
  ['waiting_address', 'withdrawn', 'withdrawn'],
  ['sending', 'accepted', 'accepted'],
  ['sending', 'put_off', 'deferred'],
  ['sending', 'held', 'ready'],
  ['sending', 'bounced', 'bounced'],
  ['sending', 'refused', 'refused'],
  ['deferred', 'pause_ended', 'ready'],
  ['accepted', 'settled', 'final'],
  ['accepted', 'bounced', 'bounced'],
  ['accepted', 'refused', 'refused'],
  ['bundled', 'handed_in', 'handed_in'],
  ['bundled', 'unbundled', 'ready'],
  ['bundled', 'withdrawn', 'withdrawn'],
]

for (const state of letterStates) {
  for (const event of letterEvents) {
    const target = arrows.find((arrow) => arrow[0] === state && arrow[1] === event)?.[2]
    test(`${state} + ${event} → ${target ?? 'impossible'}`, () => {
      assert.equal(nextState(state, event), target)
    })
  }
}

test('exactly the states without an arrow out of them are final', () => {
  const leaving = new Set(arrows.map(([from]) => from))
  for (const state of letterStates) assert.equal(isFinal(state), !leaving.has(state), state)
})

test('every state but the draft can be reached', () => {
  const reached = new Set(arrows.map(([, , to]) => to))
  assert.deepEqual(
    letterStates.filter((state) => !reached.has(state)),
    ['draft'],
  )
})
