import type { Deps } from '../../../platform/deps.ts'
import { addMs, DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../../platform/time.ts'
import { blockAttempts, countAttempt, findBlock, forgetAttempts } from './queries.ts'

/** So many may go wrong before waiting begins. */
const FREE_ATTEMPTS = 4
const FIRST_PAUSE_MS = 30 * SECOND_MS
const MAX_PAUSE_MS = HOUR_MS
/** Failures longer ago than this are forgotten. */
export const ATTEMPTS_KEPT_MS = DAY_MS

/** What is attempted, and from which browser, when somebody has signed in from it before. */
export interface Attempt {
  kind: 'password' | 'code'
  /** E-mail address or member. */
  of: string
  deviceId?: string
}

type AttemptDeps = Pick<Deps, 'db' | 'clock' | 'secrets'>

/**
 * Counts an attempt to sign in; from the fifth failure in a row each costs a longer pause.
 *
 * Attempts from a browser that somebody signed in from before are counted apart. So whoever tries
 * passwords from elsewhere makes the owner wait neither there nor here.
 *
 * @returns until when nothing is tried for this account; undefined when the attempt may go on
 */
export async function takeAttempt(
  { db, clock, secrets }: AttemptDeps,
  attempt: Attempt,
): Promise<Instant | undefined> {
  const now = clock.now()
  const key = keyOf(secrets, attempt)
  return db.transaction().execute(async (tx) => {
    const forgottenBefore = addMs(now, -ATTEMPTS_KEPT_MS)
    const failures = await countAttempt(tx, key, { now, forgottenBefore })
    if (failures === undefined) return findBlock(tx, key)
    if (failures > FREE_ATTEMPTS) await blockAttempts(tx, key, addMs(now, pauseAfter(failures)))
    return undefined
  })
}

/** After a success: the next failure is the first again. */
export async function forgiveAttempts(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  attempts: readonly Attempt[],
): Promise<void> {
  const keys = attempts.map((attempt) => keyOf(secrets, attempt))
  await forgetAttempts(db, keys)
}

function pauseAfter(failures: number): number {
  const doublings = Math.min(failures - FREE_ATTEMPTS - 1, 10)
  return Math.min(FIRST_PAUSE_MS * 2 ** doublings, MAX_PAUSE_MS)
}

function keyOf(secrets: Pick<Deps['secrets'], 'hash'>, { kind, of, deviceId }: Attempt): string {
  return secrets.hash(`attempts:${kind}`, deviceId ? `${of} ${deviceId}` : of)
}
