/**
 * What a message that came back says.
 *
 * - `bounce`: the letter was not delivered and nobody tries any more
 * - `delay`: it was not delivered yet, and the other side goes on trying
 * - `auto-reply`: a machine answers for somebody who is away (RFC 3834)
 * - `complaint`: somebody called the letter unwanted (RFC 5965)
 * - `challenge`: a machine wants the sender to prove to be a person
 * - `not-a-bounce`: anything else, reports of success included
 */
export type ReportKind =
  | 'bounce'
  | 'delay'
  | 'auto-reply'
  | 'complaint'
  | 'challenge'
  | 'not-a-bounce'

/** Why a message did not arrive, as coarse as an operator thinks of it. */
export type BounceClass =
  | 'unknown-user'
  | 'mailbox-full'
  | 'blocked'
  | 'spam'
  | 'expired'
  | 'host'
  | 'too-big'
  | 'policy'
  | 'other'

/** What was found out about one recipient. */
export interface BounceFinding {
  /** Null when the message names nobody. */
  recipient: string | null
  kind: ReportKind
  /** Whether the address, or its domain, is not there: it must be switched off. */
  hard: boolean
  /** The code of RFC 3463 that the servers gave; null when they gave none. */
  status: string | null
  class: BounceClass
  /** What the remote server said, on one line. Words of strangers: redact before showing. */
  words: string
}

/** Longest `words`, in characters. */
export const MAX_FINDING_WORDS_CHARS = 500

/** Recipients that one message is believed to be about: as many as a server must take at least (RFC 5321 §4.5.3.1.8). */
export const MAX_RECIPIENTS = 100
