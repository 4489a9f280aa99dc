import {
  type Challenge,
  createChallenge,
  type Payload,
  randomInt,
  verifySolution,
} from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Deps } from '../../../platform/deps.ts'
import { addMs, type Instant } from '../../../platform/time.ts'
import { CHALLENGE_VALID_MS } from '../types.ts'

type ProofDeps = Pick<Deps, 'clock' | 'secrets'>

/** About a second of work on a computer, a few on a telephone, while its owner is typing. */
const ROUNDS = 1000
const [MIN_COUNTER, MAX_COUNTER] = [2000, 4000]

/** A proof of work that is genuine, but may have been handed in before. */
export interface Proof {
  id: string
  expiresAt: Instant
}

/** Sets a task that a browser can only solve by trying (ALTCHA, PBKDF2). */
export async function createTask({ clock, secrets }: ProofDeps): Promise<Challenge> {
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: ROUNDS,
    counter: randomInt(MAX_COUNTER, MIN_COUNTER),
    deriveKey,
    // NOTE: the library compares its own expiry with the clock of the machine.
    data: { expiresAt: addMs(clock.now(), CHALLENGE_VALID_MS) },
    ...signingSecrets(secrets),
  })
}

/** Undefined when the solution is missing, wrong, for a task not set by us, or too late. */
export async function readProof(
  { clock, secrets }: ProofDeps,
  solved: string,
): Promise<Proof | undefined> {
  const payload = parsePayload(solved)
  const expiresAt = payload?.challenge.parameters.data?.expiresAt
  if (!payload || typeof expiresAt !== 'string' || expiresAt < clock.now()) return undefined
  const { verified } = await verifySolution({
    ...payload,
    deriveKey,
    ...signingSecrets(secrets),
  }).catch(() => ({ verified: false }))
  return verified ? { id: payload.challenge.signature ?? '', expiresAt } : undefined
}

function signingSecrets(secrets: Deps['secrets']) {
  return {
    hmacSignatureSecret: secrets.hash('comment-task', 'task'),
    hmacKeySignatureSecret: secrets.hash('comment-task', 'solution'),
  }
}

function parsePayload(solved: string): Payload | undefined {
  if (solved === '') return undefined
  try {
    const payload: Payload = JSON.parse(Buffer.from(solved, 'base64').toString('utf8'))
    const isComplete = payload?.challenge?.parameters && payload.solution
    return isComplete ? payload : undefined
  } catch {
    // Whatever else somebody sends is no proof, and that is all there is to say about it.
    return undefined
  }
}
