/**
 * Compares the verdicts of `mail read-bounce` with those of the Sisimai collection. Run by hand on
 * a folder of its messages with a table `expected.csv` (file, recipient_index, dsn_status,
 * smtp_reply_code, reason, hard_bounce):
 *
 *     node --import ./test/hooks.ts scripts/compare-bounces.ts FOLDER
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitMailbox } from '../src/slices/mail/bounces/open-message.ts'
import { readBounce } from '../src/slices/mail/bounces/read-bounce.ts'
import type { BounceFinding } from '../src/slices/mail/bounces/types.ts'

/** Classes that a reason of the collection may be counted to; the finer reasons are matters of taste. */
const classesByReason: Record<string, string> = {
  userunknown: 'unknown-user',
  hasmoved: 'unknown-user',
  filtered: 'unknown-user blocked policy',
  suspend: 'unknown-user other',
  mailboxfull: 'mailbox-full',
  systemfull: 'mailbox-full other',
  mesgtoobig: 'too-big',
  exceedlimit: 'too-big',
  hostunknown: 'host',
  notaccept: 'host',
  networkerror: 'host expired',
  expired: 'expired host',
  blocked: 'blocked',
  badreputation: 'blocked',
  requireptr: 'blocked',
  toomanyconn: 'blocked',
  speeding: 'blocked',
  spamdetected: 'spam',
  virusdetected: 'policy spam',
  policyviolation: 'policy',
  authfailure: 'policy',
  securityerror: 'policy',
  norelaying: 'policy',
  rejected: 'policy blocked',
  notcompliantrfc: 'other policy',
  failedstarttls: 'policy',
}

const columns = ['kind', 'hard', 'status', 'class'] as const
const folder = process.argv[2]
if (!folder) throw new Error('Name the folder: scripts/compare-bounces.ts FOLDER')
const right = { kind: 0, hard: 0, status: 0, class: 0 }
const rows = readFileSync(join(folder, 'expected.csv'), 'utf8').trim().split('\n').slice(1)
for (const row of rows) {
  const [file = '', index = '1', status = '', , reason = '', hard = ''] = row.split(',')
  const found = (await findingsOf(file))[Number(index) - 1]
  const wrong = columns.filter((column) => !fits(column, found, { status, reason, hard }))
  for (const column of columns) if (!wrong.includes(column)) right[column] += 1
  if (wrong.length > 0) {
    const verdict = found && columns.map((column) => found[column]).join(' ')
    console.log(`${file} ${index}: ${verdict} <> ${reason} ${hard} ${status} (${wrong.join(', ')})`)
  }
}
for (const column of columns) console.log(`${column.padEnd(8)}${right[column]} of ${rows.length}`)

async function findingsOf(file: string): Promise<BounceFinding[]> {
  const messages = splitMailbox(readFileSync(join(folder ?? '', file)))
  return (await Promise.all(messages.map(readBounce))).flat()
}

function fits(
  column: (typeof columns)[number],
  found: BounceFinding | undefined,
  expected: { status: string; reason: string; hard: string },
): boolean {
  const { status, reason, hard } = expected
  if (column === 'kind') return kindsByReason(reason).includes(found?.kind ?? '')
  if (column === 'hard') return String(found?.hard) === hard
  if (column === 'class') return (classesByReason[reason] ?? 'other').includes(found?.class ?? '-')
  // Codes X.0.9XX are made up by the collection where the servers gave none.
  return (found?.status ?? '') === (/\.0\.9\d\d$/.test(status) ? '' : status)
}

function kindsByReason(reason: string): string[] {
  if (reason === 'feedback') return ['complaint']
  if (reason === 'vacation') return ['auto-reply', 'challenge']
  return reason === 'delivered' ? ['not-a-bounce'] : ['bounce', 'delay']
}
