/**
 * The states of a letter and the only ways between them.
 *
 * One pure function decides; whoever changes a letter in the database asks it first and writes
 * the change as a row of `letter_events`. Letters that supporters sent by other ways are counted
 * apart and have no state here.
 */

export const letterStates = [
  /** Being written in the form; never stored. */
  'draft',
  /** Stored, waiting for the writer to confirm by mail. */
  'unconfirmed',
  /** Never confirmed in time; it will not be sent. */
  'lapsed',
  /** Confirmed, waiting for its turn. */
  'ready',
  /** Confirmed, but a rule asks a person to read it before it may leave. */
  'on_hold',
  /** Confirmed, but nobody knows an address of the mission yet. */
  'waiting_address',
  /** In the hands of one worker. */
  'sending',
  /** Put off by the remote server, or by a crash; tried again after a pause. */
  'deferred',
  /** Taken by the mission's mail server. */
  'accepted',
  /** Taken, and nothing came back for five days. */
  'final',
  /** Came back: the address does not work, or the server could not be reached for days. */
  'bounced',
  /** Turned away: the server works, but does not want the letter. */
  'refused',
  /** Part of a bundle that will be handed in. */
  'bundled',
  /** Handed in on paper. */
  'handed_in',
  /** Taken back before it left. */
  'withdrawn',
] as const

export type LetterState = (typeof letterStates)[number]

export const letterEvents = [
  'submitted',
  'confirmed',
  'lapsed',
  'held_for_review',
  'released',
  'address_missing',
  'address_found',
  'claimed',
  'held',
  'put_off',
  'pause_ended',
  'accepted',
  'settled',
  'bounced',
  'refused',
  'bundled',
  'unbundled',
  'handed_in',
  'withdrawn',
] as const

/** What can happen to a letter. */
export type LetterEvent = (typeof letterEvents)[number]

const transitions: Readonly<
  Record<LetterState, Readonly<Partial<Record<LetterEvent, LetterState>>>>
> = {
  draft: { submitted: 'unconfirmed' },
  unconfirmed: { confirmed: 'ready', lapsed: 'lapsed' },
  lapsed: {},
  ready: {
    claimed: 'sending',
    held_for_review: 'on_hold',
    address_missing: 'waiting_address',
    bundled: 'bundled',
    withdrawn: 'withdrawn',
  },
  on_hold: { released: 'ready', withdrawn: 'withdrawn' },
  waiting_address: { address_found: 'ready', bundled: 'bundled', withdrawn: 'withdrawn' },
  sending: {
    accepted: 'accepted',
    put_off: 'deferred',
    held: 'ready',
    bounced: 'bounced',
    refused: 'refused',
  },
  deferred: { pause_ended: 'ready' },
  accepted: { settled: 'final', bounced: 'bounced', refused: 'refused' },
  final: {},
  bounced: {},
  refused: {},
  bundled: { handed_in: 'handed_in', unbundled: 'ready', withdrawn: 'withdrawn' },
  handed_in: {},
  withdrawn: {},
}

/** The state after an event, or `undefined` when the event cannot happen in this state. */
export function nextState(state: LetterState, event: LetterEvent): LetterState | undefined {
  return transitions[state][event]
}

/** Whether nothing can happen to the letter any more. */
export function isFinal(state: LetterState): boolean {
  return Object.keys(transitions[state]).length === 0
}

/** Confirmed, and not in the hands of a worker: its writer can still take it back. */
export const unsentStates = ['ready', 'on_hold', 'waiting_address', 'deferred', 'bundled'] as const

export function isUnsent(state: LetterState): boolean {
  return unsentStates.some((each) => each === state)
}
