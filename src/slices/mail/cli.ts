import type { Command } from '../../platform/cli.ts'
import { type KeptMessage, listKeptMessages } from './queries.ts'

const DEFAULT_LAST = 10
const MAX_LAST = 1000

export const mailCommands: Command[] = [
  {
    name: 'mailbox',
    usage: '[--last N]',
    summary: `Print the newest messages kept with MAIL=preview, ${DEFAULT_LAST} unless told otherwise.`,
    options: { last: { type: 'string' } },
    async run({ deps, values, out }) {
      const limit = Number(values.last ?? DEFAULT_LAST)
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LAST) {
        out.note(`--last must be a whole number from 1 to ${MAX_LAST}.`)
        return 2
      }
      const newestFirst = await listKeptMessages(
        { db: deps.reader, secrets: deps.secrets },
        { limit },
      )
      if (newestFirst.length === 0) {
        out.note('The mailbox is empty. Messages are kept in it with MAIL=preview only.')
      }
      for (const kept of newestFirst.reverse()) out.line(describe(kept))
      return 0
    },
  },
]

function describe({ storedAt, message }: KeptMessage): string {
  const [headers = ''] = message.raw.split('\r\n\r\n', 1)
  return `--- ${storedAt}\n${headers.replaceAll('\r\n', '\n')}\n\n${message.readable.text}`
}
