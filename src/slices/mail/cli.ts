import { readFile } from 'node:fs/promises'
import type { Command, Output } from '../../platform/cli.ts'
import { splitMailbox } from './bounces/open-message.ts'
import { readBounce } from './bounces/read-bounce.ts'
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
  {
    name: 'mail read-bounce',
    usage: 'FILE…',
    summary: 'Says what messages that came back mean: a line of JSON for each recipient.',
    async run({ positionals, out }) {
      if (positionals.length === 0) {
        out.note('Name the files to read: mail read-bounce FILE…')
        return 2
      }
      const results: boolean[] = []
      for (const file of positionals) results.push(await printFindings(file, out))
      return results.every(Boolean) ? 0 : 1
    },
  },
]

/** @returns whether the file could be read */
async function printFindings(file: string, out: Output): Promise<boolean> {
  try {
    for (const message of splitMailbox(await readFile(file))) {
      for (const finding of await readBounce(message))
        out.line(JSON.stringify({ file, ...finding }))
    }
    return true
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException
    out.note(`${file}: cannot be read (${code}).`)
    return false
  }
}

function describe({ storedAt, message }: KeptMessage): string {
  const [headers = ''] = message.raw.split('\r\n\r\n', 1)
  return `--- ${storedAt}\n${headers.replaceAll('\r\n', '\n')}\n\n${message.readable.text}`
}
