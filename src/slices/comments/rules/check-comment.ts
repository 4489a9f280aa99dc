import type { FieldErrors } from '../../../platform/http/fields.ts'
import { parseAddress } from '../../mail/index.ts'
import { type CommentInput, limits } from '../types.ts'

/** A form that makes sense, with what was typed brought into one spelling. */
export interface CheckedComment {
  name: string
  text: string
  address: string
  /** The spelling of the address by which one person is recognised. */
  canonicalAddress: string
}

/**
 * Whether what somebody typed can stand under a subject.
 *
 * The words stay the writer's own; only control characters and blank space around the whole go.
 */
export function checkComment(
  input: Readonly<CommentInput>,
): { comment: CheckedComment } | { problems: FieldErrors } {
  const problems: FieldErrors = {}
  const name = cleanLine(input.name)
  const text = cleanText(input.text)
  const address = parseAddress(cleanLine(input.email))

  // In the order of the form, in which the problems are listed above it.
  if (!isSeen(text)) problems.text = { key: 'comments.error_no_text' }
  else if (text.length > limits.textChars) problems.text = tooLong(text, limits.textChars)
  if (!isSeen(name)) problems.name = { key: 'comments.error_no_name' }
  else if (name.length > limits.nameChars) problems.name = tooLong(name, limits.nameChars)
  if (input.email.trim() === '') problems.email = { key: 'comments.error_no_email' }
  else if (!address) problems.email = { key: 'comments.error_email_unusable' }
  if (input.website !== '') problems.website = { key: 'comments.error_trap' }

  if (!address || Object.keys(problems).length > 0) return { problems }
  const { address: email, canonical } = address
  return { comment: { name, text, address: email, canonicalAddress: canonical } }
}

function tooLong(value: string, limit: number) {
  return { key: 'comments.error_too_long', values: { length: value.length, limit } }
}

/** Whether there is anything but blank space, and characters that are drawn as nothing or as a blank. */
function isSeen(text: string): boolean {
  return /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)
}

/**
 * Control characters and ends of lines become spaces: a name is one line. What turns the direction of writing
 * goes, because it would turn what stands around the name in titles and mails.
 */
function cleanLine(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

/** One kind of line end, no invisible control characters. */
function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/^\s*\n|\s+$/g, '')
}
