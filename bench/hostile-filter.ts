import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '../src/platform/time.ts'
import type { ComposedMessage, Outcome } from '../src/slices/mail/index.ts'

/** What the filter in front of one mission's mailbox minds. */
export interface Rules {
  /** Says "later" to a message that it has not seen before. */
  greylists: boolean
  /** More in a minute is an attack: everything is refused for a day. */
  burst: number
  /** More in an hour is too many: "later" for the rest of it, and twice as many is an attack. */
  perHour: number
  /** More on the day of the first letter, from a sender that nobody knows, is an attack. */
  firstDay: number
  /** The same text more often in a day looks like bulk mail. */
  sameText: number
  /** Messages that fit into the mailbox; staff empties it at this many an hour, day and night. */
  mailbox: number
  emptiedPerHour: number
}

const GREY_MS = 4 * MINUTE_MS

/** A mail server that wants to be left alone, in memory, with a clock that a simulation moves. */
export class HostileFilter {
  readonly #rules: Rules
  readonly #clock: Clock
  readonly #seenAt = new Map<string, number>()
  readonly #texts = new Map<string, number[]>()
  #arrivals: number[] = []
  #firstAtMs: number | undefined
  #blockedUntilMs = 0
  #inMailbox = 0
  #emptiedAtMs = 0
  /** Letters that lie, or lay, in the mailbox; a second copy does not count. */
  readonly delivered = new Set<string>()

  constructor(rules: Rules, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  answer({ id, readable }: ComposedMessage): Outcome {
    const nowMs = Date.parse(this.#clock.now())
    this.#arrivals = this.#arrivals.filter((at) => at > nowMs - DAY_MS)
    this.#arrivals.push(nowMs)
    this.#firstAtMs ??= nowMs
    if (nowMs < this.#blockedUntilMs) return refused('554 5.7.1 Your host is blocked')
    if (this.#isAttack(nowMs)) {
      this.#blockedUntilMs = nowMs + DAY_MS
      return refused('554 5.7.1 Too many messages, blocked')
    }
    if (this.#since(nowMs - HOUR_MS) > this.#rules.perHour) return later('451 4.7.1 Rate exceeded')
    const seenAt = this.#seenAt.get(id) ?? nowMs
    this.#seenAt.set(id, seenAt)
    if (this.#rules.greylists && nowMs - seenAt < GREY_MS) return later('451 4.7.1 Greylisted')
    if (this.#isBulk(readable.text, nowMs)) return refused('554 5.7.1 Looks like bulk mail')
    return this.#put(id, nowMs)
  }

  #isAttack(nowMs: number): boolean {
    const { burst, perHour, firstDay } = this.#rules
    const isFirstDay = nowMs - (this.#firstAtMs ?? nowMs) < DAY_MS
    return (
      this.#since(nowMs - MINUTE_MS) > burst ||
      this.#since(nowMs - HOUR_MS) > 2 * perHour ||
      (isFirstDay && this.#arrivals.length > firstDay)
    )
  }

  #isBulk(text: string, nowMs: number): boolean {
    const times = (this.#texts.get(text) ?? []).filter((at) => at > nowMs - DAY_MS)
    this.#texts.set(text, [...times, nowMs])
    return times.length >= this.#rules.sameText
  }

  #put(id: string, nowMs: number): Outcome {
    const { mailbox, emptiedPerHour } = this.#rules
    const emptied = ((nowMs - this.#emptiedAtMs) / HOUR_MS) * emptiedPerHour
    this.#inMailbox = Math.max(0, this.#inMailbox - emptied)
    this.#emptiedAtMs = nowMs
    if (this.#inMailbox >= mailbox) return later('452 4.2.2 Mailbox full')
    this.#inMailbox += 1
    this.delivered.add(id)
    return { kind: 'accepted', words: '250 2.0.0 Ok' }
  }

  #since(sinceMs: number): number {
    return this.#arrivals.filter((at) => at > sinceMs).length
  }
}

function refused(words: string): Outcome {
  return { kind: 'refused', reason: 'policy', code: 554, words }
}

function later(words: string): Outcome {
  return { kind: 'deferred', cause: 'their_side', code: Number(words.slice(0, 3)), words }
}
