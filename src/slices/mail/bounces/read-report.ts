import { ADDRESS, tidyAddress } from './addresses.ts'
import type { Evidence } from './judge.ts'

/** One block of fields of a report, names in lower case. */
export type ReportFields = Map<string, string>

/** What a report says about one recipient, and whether it is bad news. */
export type ReportedFate =
  | ({ isFailure: true } & Evidence)
  | { isFailure: false; recipient: string; status: string | null; words: string }

/**
 * Reads the fields about each recipient (RFC 3464 §2.3).
 *
 * Fields come in any order and in any mixture: `Action` missing, reports whose blocks are not
 * separated, comments behind the codes. Whatever names a recipient is one.
 */
export function readDeliveryReport(report: string, surroundings: string): ReportedFate[] {
  const blocks = splitBlocks(report)
  return blocks.flatMap((fields) => {
    const recipient = recipientOf(fields)
    return recipient ? [fateOf(recipient, fields, surroundings)] : []
  })
}

function fateOf(recipient: string, fields: ReportFields, surroundings: string): ReportedFate {
  const status = fields.get('status')
  const words = stripType(fields.get('diagnostic-code') ?? '')
  const action = /^[a-z-]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0]
  const isGood =
    /^(delivered|relayed|expanded|deliverable)$/.test(action ?? '') ||
    (action === undefined && /^\s*2\./.test(status ?? ''))
  if (isGood) {
    const code = /[25]\.\d{1,3}\.\d{1,3}/.exec(`${words} ${status}`)?.[0] ?? null
    return { isFailure: false, recipient, status: code, words }
  }
  const comment = /\(([^)]+)\)/.exec(status ?? '')?.[1] ?? ''
  return {
    isFailure: true,
    recipient,
    kind: action === 'delayed' ? 'delay' : 'bounce',
    words: words || comment,
    status,
    surroundings,
  }
}

/**
 * The address that the letter was sent to: the original one where the report tells it, since the
 * final one may be where somebody forwards to.
 */
function recipientOf(fields: ReportFields): string | undefined {
  for (const name of ['final-recipient', 'original-recipient', 'x-actual-recipient']) {
    const value = fields.get(name)?.replace(/^[^;]*;/, '') ?? ''
    const quoted = /"[^"\n]{1,64}"@[^\s<>@]{1,255}/.exec(value)?.[0]
    if (quoted) return quoted
    const [address] = value.match(new RegExp(ADDRESS, 'u')) ?? []
    if (address) return tidyAddress(address)
    // A domain that is none, as `#example.net`, is often the very reason.
    const odd = /^\s*<?([^\s<>@]+@[^\s<>@]+)>?\s*$/.exec(value)?.[1]
    if (odd) return tidyAddress(odd)
  }
  return undefined
}

function splitBlocks(report: string): ReportFields[] {
  const blocks: ReportFields[] = []
  let fields: ReportFields = new Map()
  for (const line of unfold(report)) {
    const [, name = '', value = ''] = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/s.exec(line) ?? []
    const key = name.toLowerCase()
    // A blank line ends a block, and so does a second recipient where it was forgotten.
    if (name === '' || (key === 'final-recipient' && fields.has(key))) {
      blocks.push(fields)
      fields = new Map()
    }
    if (name !== '' && !fields.has(key)) fields.set(key, value.trim())
  }
  return [...blocks, fields]
}

function unfold(report: string): string[] {
  return report.replace(/\n[ \t]+(?=\S)/g, ' ').split('\n')
}

function stripType(diagnostic: string): string {
  return diagnostic.replace(/^[\w-]+\s*;\s*/, '')
}
