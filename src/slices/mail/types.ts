import type { Instant } from '../../platform/time.ts'

/** A message as the other rooms hand it over: words and addresses, no headers. */
export interface Message {
  /** Stays the same in every attempt; `Message-ID` is made of it. Letters, digits, `.`, `_`, `-`. */
  id: string
  /** Id of what it speaks of, by which `forgetMessages` finds it in the built-in mailbox. */
  about?: string
  /**
   * A `letter` is written by a person and goes to a mission. A `notice` is written by this
   * software, goes to a person, and is marked so that no machine answers it (RFC 3834 §5).
   */
  kind: 'letter' | 'notice'
  to: string
  /** Who speaks, shown as "Name via Organisation"; the organisation itself when left out. */
  onBehalfOf?: string
  replyTo?: string
  subject: string
  /** Plain text; wrapped when composed, so paragraphs may be single lines. */
  text: string
  /**
   * Ends messages of this kind with one click of the mail program (RFC 8058): a `POST` to this
   * address, without cookie or form. Whoever opens it is asked first.
   */
  unsubscribeUrl?: string
  /**
   * The `Date` header. Hand in the instant of the first attempt again in each further one, and
   * the bytes are the same; the present when left out.
   */
  datedAt?: Instant
}

/** A message in the form in which it goes over the wire. */
export interface ComposedMessage {
  id: string
  about?: string
  kind: Message['kind']
  envelope: { from: string; to: string }
  /** Headers and body with CRLF line ends, all ASCII, not signed yet. */
  raw: string
  /** The same for human eyes, before anything was encoded. */
  readable: ReadableMessage
}

export interface ReadableMessage {
  from: string
  to: string
  replyTo?: string
  subject: string
  text: string
}

/** What became of one attempt to hand a message over. */
export type Outcome =
  /** The server took responsibility for it (RFC 5321 §4.2.5). */
  | { kind: 'accepted'; words: string }
  /**
   * Not now; try again later. Also when the connection broke after the last byte and nobody
   * knows whether the message was taken: it is sent again with the same `Message-ID`.
   */
  | { kind: 'deferred'; cause: DeferralCause; code?: number; words: string }
  /** Never; do not try again. */
  | { kind: 'refused'; reason: RefusalReason; code: number; words: string }
  /** Nothing was tried, because of our own settings. */
  | { kind: 'held'; reason: HoldReason }

/**
 * - `their_side`: a temporary refusal of this recipient or this message
 * - `our_side`: our own mail server refuses us (login, sender address, relaying)
 * - `connection`: no answer: DNS, TLS, a dropped connection, a time limit
 */
export type DeferralCause = 'their_side' | 'our_side' | 'connection'

/** `policy`: the server will not take mail of this kind from us. Do not push on. */
export type RefusalReason = 'unknown_address' | 'policy' | 'other'

/** `mail_off`: `MAIL=off`. `not_aligned`: SPF, DKIM or DMARC is missing for our domain. */
export type HoldReason = 'mail_off' | 'not_aligned'

/** Hands composed messages over, in the way that `MAIL` says. */
export interface Mailer {
  handOver(message: ComposedMessage): Promise<Outcome>
  /** Finishes what is in hand and lets go of the connections. */
  close(): Promise<void>
}

/** How long the mailbox keeps an answer of which not everything could be passed on. */
export const ANSWERS_KEPT_DAYS = 28

/** What somebody at a mission wrote back. Words of strangers. */
export interface Answer {
  subject: string
  /** Plain text. */
  text: string
  /** Whether the mission wrote more than that. */
  goesOn?: boolean
  /** Names of the files that were attached and that nobody here has kept. */
  attachments: string[]
}
