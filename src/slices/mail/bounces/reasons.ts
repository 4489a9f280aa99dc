import type { BounceClass } from './types.ts'

/**
 * Why a message did not arrive, in the finest grain that the words of servers allow. Only four of
 * them mean that the address has to go: mailboxes that are full, locked or guarded come back.
 */
export type Reason =
  | 'unknown_user'
  | 'perhaps_unknown'
  | 'moved'
  | 'unknown_host'
  | 'no_mail_service'
  | 'disabled'
  | 'unwanted'
  | 'full'
  | 'system_full'
  | 'too_big'
  | 'virus'
  | 'spam'
  | 'blocked'
  | 'rate'
  | 'unauthenticated'
  | 'relaying'
  | 'policy'
  | 'sender'
  | 'content'
  | 'protocol'
  | 'encryption'
  | 'loop'
  | 'network'
  | 'expired'
  | 'system'
  | 'unclear'

const hardReasons: ReadonlySet<Reason> = new Set([
  'unknown_user',
  'perhaps_unknown',
  'moved',
  'unknown_host',
  'no_mail_service',
])

const classes: Record<Reason, BounceClass> = {
  unknown_user: 'unknown-user',
  perhaps_unknown: 'unknown-user',
  moved: 'unknown-user',
  disabled: 'unknown-user',
  unknown_host: 'host',
  no_mail_service: 'host',
  network: 'host',
  loop: 'host',
  full: 'mailbox-full',
  system_full: 'mailbox-full',
  too_big: 'too-big',
  spam: 'spam',
  blocked: 'blocked',
  unwanted: 'blocked',
  rate: 'blocked',
  virus: 'policy',
  unauthenticated: 'policy',
  relaying: 'policy',
  policy: 'policy',
  sender: 'policy',
  encryption: 'policy',
  expired: 'expired',
  content: 'other',
  protocol: 'other',
  system: 'other',
  unclear: 'other',
}

export function isHard(reason: Reason): boolean {
  return hardReasons.has(reason)
}

export function classOf(reason: Reason): BounceClass {
  return classes[reason]
}

/**
 * What the codes of RFC 3463 §3 and of the IANA registry of enhanced status codes mean, where they
 * mean anything definite. Keys without a class digit (4 or 5): it tells for how long, not why.
 */
const reasonsByStatus: Record<string, Reason> = {
  '1.0': 'perhaps_unknown',
  '1.1': 'unknown_user',
  '1.2': 'unknown_host',
  '1.3': 'unknown_user',
  '1.4': 'unknown_user',
  '1.6': 'moved',
  '1.7': 'sender',
  '1.8': 'sender',
  '1.10': 'no_mail_service',
  '2.1': 'disabled',
  '2.2': 'full',
  '2.3': 'too_big',
  '2.4': 'unwanted',
  '3.1': 'system_full',
  '3.2': 'system',
  '3.3': 'system',
  '3.4': 'too_big',
  '3.5': 'system',
  '3.6': 'system',
  '4.0': 'network',
  '4.1': 'network',
  '4.2': 'network',
  '4.3': 'system',
  '4.4': 'unknown_host',
  '4.5': 'network',
  '4.6': 'loop',
  '4.7': 'expired',
  '4.8': 'network',
  '5.1': 'protocol',
  '5.2': 'protocol',
  '5.3': 'rate',
  '5.4': 'protocol',
  '5.5': 'protocol',
  '6.0': 'content',
  '6.1': 'content',
  '6.2': 'content',
  '6.3': 'content',
  '6.6': 'content',
  '6.7': 'content',
  '6.9': 'content',
  '7.0': 'policy',
  '7.1': 'policy',
  '7.2': 'policy',
  '7.4': 'encryption',
  '7.5': 'encryption',
  '7.7': 'content',
  '7.8': 'unauthenticated',
  '7.9': 'policy',
  '7.10': 'encryption',
  '7.13': 'disabled',
  '7.17': 'unknown_user',
  '7.18': 'unknown_host',
  '7.20': 'unauthenticated',
  '7.21': 'unauthenticated',
  '7.22': 'unauthenticated',
  '7.23': 'unauthenticated',
  '7.24': 'unauthenticated',
  '7.25': 'blocked',
  '7.26': 'unauthenticated',
  '7.27': 'sender',
  '7.28': 'rate',
  '7.29': 'unauthenticated',
}

/** Undefined when the code says nothing, as `5.0.0`. */
export function reasonOfStatus(status: string): Reason | undefined {
  const [, subject = '', detail = ''] = status.split('.')
  // Microsoft counts refusals of whole networks from 500 up (4.7.500, 5.7.606, 4.7.650 …).
  if (subject === '7' && Number(detail) >= 500) return 'blocked'
  return reasonsByStatus[`${subject}.${detail}`]
}
