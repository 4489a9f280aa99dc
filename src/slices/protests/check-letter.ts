import type { FieldErrors } from '../../platform/http/fields.ts'
import { isSameMailbox, parseAddress } from '../mail/index.ts'
import type { LetterBody } from './schemas.ts'
import { type LetterContent, limits } from './types.ts'

/** A form that makes sense, with what was typed brought into one spelling. */
export interface CheckedLetter {
  content: LetterContent
  /** The spelling of the address by which one person is recognised. */
  canonicalAddress: string
}

/**
 * Whether what somebody typed can be sent to a mission.
 *
 * The words stay the writer's own: line ends become one kind and spaces around single lines go.
 * Control characters in a name, a subject or an address are refused, because nobody types
 * them: they are somebody's attempt to write headers of their own.
 */
export function checkLetter(
  body: Readonly<LetterBody>,
  missionAddress: string | undefined,
): { letter: CheckedLetter } | { problems: FieldErrors } {
  const problems: FieldErrors = {}
  const line = (field: 'name' | 'email' | 'subject', isNeeded: boolean) => {
    const value = body[field].replace(/^[ \t]+|[ \t]+$/g, '')
    if (isUnfitForHeaders(value)) problems[field] = { key: 'protests.error_control_characters' }
    else if (isNeeded && value.trim() === '')
      problems[field] = { key: `protests.error_no_${field}` }
    else if (field !== 'email' && hasWebAddress(value))
      problems[field] = { key: 'protests.error_link' }
    return value
  }

  // In the order of the form, in which the problems are listed above it.
  const subject = line('subject', true)
  const text = cleanText(body.text)
  if (text === '') problems.text = { key: 'protests.error_no_text' }
  else if (text.length > limits.textChars) {
    problems.text = {
      key: 'protests.error_text_too_long',
      values: { length: text.length, limit: limits.textChars },
    }
  }
  const name = line('name', body.display !== 'organisation')
  const email = line('email', true)
  const address = parseAddress(email)
  if (!address) problems.email ??= { key: 'protests.error_email_unusable' }
  else if (missionAddress) {
    const problem = addressProblem(address.address, missionAddress, body.same_host)
    if (problem) problems.email ??= { key: problem, values: { domain: domainOf(address.address) } }
  }
  if (!isTicked(body.consent)) problems.consent = { key: 'protests.error_no_consent' }

  if (!address || Object.keys(problems).length > 0) return { problems }
  const content = { name, email: address.address, subject, text }
  return { letter: { content, canonicalAddress: address.canonical } }
}

/** Whether a box of the form was ticked; browsers send nothing for one that was not. */
export function isTicked(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase())
}

function addressProblem(
  address: string,
  missionAddress: string,
  sameHost: string | undefined,
): string | undefined {
  if (isSameMailbox(address, missionAddress)) return 'protests.error_mission_address'
  const domain = domainOf(address)
  const isSuspect = domain === domainOf(missionAddress) && sameHost !== domain
  return isSuspect ? 'protests.error_mission_domain' : undefined
}

/** The domain of an address that was read already. */
function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Control characters, line and paragraph separators, and marks that turn the direction of writing. */
function isUnfitForHeaders(value: string): boolean {
  return /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(value) || !value.isWellFormed()
}

/** Name and subject appear in a mail to whatever address was typed, which must not carry links. */
function hasWebAddress(value: string): boolean {
  return /:\/\/|\bwww\.|[\p{L}\p{N}]\.(\p{L}{2,}\/|(com|net|org|info|io|ly|xyz|top|site|shop|app|click)\b)/iu.test(
    value,
  )
}

/** One kind of line end, no invisible control characters, no blank space around the whole. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}
