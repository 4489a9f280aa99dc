import { timingSafeEqual } from 'node:crypto'
import type { Deps } from '../../../platform/deps.ts'
import { STAMP_VALID_MS, type Subject } from '../types.ts'

type StampDeps = Pick<Deps, 'clock' | 'secrets'>

const BASE = 36

/** Says, signed, when a form was handed out and for which subject. */
export function makeStamp({ clock, secrets }: StampDeps, subject: Subject): string {
  const at = Date.parse(clock.now()).toString(BASE)
  return `${at}.${sign(secrets, subject, at)}`
}

/**
 * How long ago a form was handed out, in milliseconds; undefined when nobody handed it out, or not
 * in the last weeks.
 */
export function readStampAge(
  { clock, secrets }: StampDeps,
  subject: Subject,
  stamp: string,
): number | undefined {
  const [at = '', signature = ''] = stamp.split('.')
  const expected = Buffer.from(sign(secrets, subject, at))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const ageMs = Date.parse(clock.now()) - Number.parseInt(at, BASE)
  return ageMs <= STAMP_VALID_MS ? ageMs : undefined
}

function sign(secrets: StampDeps['secrets'], { kind, id }: Subject, at: string): string {
  return secrets.hash('comment-form', `${kind} ${id} ${at}`)
}
