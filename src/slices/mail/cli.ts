import { readFile } from 'node:fs/promises'
import type { Command, Output } from '../../platform/cli.ts'
import { MAX_READ_BYTES, splitMailbox } from './bounces/open-message.ts'
import { readBounce } from './bounces/read-bounce.ts'
import { receiveMessage } from './inbox/receive.ts'
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
  {
    name: 'mail receive',
    usage: '< MESSAGE',
    summary: 'Takes in one message that came back to BOUNCE_ADDRESS, from standard input.',
    async run({ deps, out }) {
      const { bounceAddress } = deps.config
      if (bounceAddress === undefined) {
        out.note('Nothing can be taken in before BOUNCE_ADDRESS is set.')
        return 1
      }
      try {
        const receipt = await receiveMessage(deps, await readInput())
        if (receipt === 'unknown')
          out.note('This message is about nothing that was sent from here.')
        return 0
      } catch (cause) {
        out.note(`Not taken in: ${cause instanceof Error ? cause.message : 'unknown reason'}`)
        return EX_TEMPFAIL
      }
    },
  },
]

/** What makes a mail server keep the message and try the pipe again (sysexits.h). */
const EX_TEMPFAIL = 75

/** The beginning of what comes in; the rest is let pass, so that the server's pipe does not break. */
async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    if (bytes < MAX_READ_BYTES) chunks.push(chunk)
    bytes += chunk.length
  }
  return Buffer.concat(chunks)
}

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
