import type { Config } from '../../../platform/config.ts'
import { domainOf, parseAddress } from '../address.ts'
import type { OpenedMessage } from '../bounces/open-message.ts'
import type { Answer } from '../types.ts'

/** Longest words of an answer that are passed on, in characters. */
const MAX_ANSWER_CHARS = 20_000
const MAX_NAMED_FILES = 20
const MAX_NAME_CHARS = 80

/** Whether all that stands in the message is passed on, so that nobody has to look at the message itself. */
export function isPassedOnWhole(message: OpenedMessage): boolean {
  const isEmpty = message.body.trim() === ''
  return !isEmpty && !goesOn(message) && message.attachments.length === 0
}

function goesOn({ body, isCut }: OpenedMessage): boolean {
  return isCut || body.trim().length > MAX_ANSWER_CHARS
}

/** What a person wrote: plain words, and the names of what was attached. The files themselves go no further. */
export function readAnswer(message: OpenedMessage): Answer {
  const text = message.body.trim()
  return {
    subject: oneLine(message.subject).slice(0, 200),
    text: goesOn(message) ? `${text.slice(0, MAX_ANSWER_CHARS)} […]` : text,
    goesOn: goesOn(message),
    attachments: message.attachments
      .slice(0, MAX_NAMED_FILES)
      .map((name) => oneLine(name).slice(0, MAX_NAME_CHARS) || '?'),
  }
}

/**
 * Whether a machine wrote it, by what it says of itself (RFC 3834 §5), or it left from here and came
 * round in a circle. What only looks like a bounce or an automatic answer is told apart elsewhere.
 */
export function isByMachine(
  { header, from }: OpenedMessage,
  { mailFrom, bounceAddress }: Pick<Config, 'mailFrom' | 'bounceAddress'>,
): boolean {
  const own = [mailFrom, bounceAddress ?? ''].map((text) => parseAddress(text)?.address ?? '')
  const domain = domainOf(own[0] ?? '').toLowerCase()
  const isOwnId = (id: string) => domain !== '' && id.trim().toLowerCase().endsWith(`@${domain}>`)
  return (
    header('auto-submitted').some((value) => !/^\s*no\b/i.test(value)) ||
    header('precedence').some((value) => /bulk|junk|list|auto/i.test(value)) ||
    header('return-path').some((value) => /^\s*<>\s*$/.test(value)) ||
    ['list-id', 'list-unsubscribe', 'x-loop'].some((name) => header(name).length > 0) ||
    header('message-id').some(isOwnId) ||
    own.some((address) => address !== '' && address.toLowerCase() === from.toLowerCase())
  )
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
}
