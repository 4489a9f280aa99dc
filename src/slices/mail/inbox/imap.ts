import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { Log } from '../../../platform/log.ts'
import type { Instant } from '../../../platform/time.ts'
import { MAX_READ_BYTES } from '../bounces/open-message.ts'
import type { Receipt } from './receive.ts'

/** Messages taken in at a time; the rest waits for the next round. */
const MAX_MESSAGES = 200

/** So long a silent server is waited for. */
const SILENCE_MS = 60_000

const DONE = ['Outcry', 'done']
/** Answers with files, or too long to be passed on whole: somebody may ask for the rest. */
const ANSWERS = ['Outcry', 'answers']

/** Where messages go when they were read; an answer that is on its way to its reader goes for good. */
const folders: Record<Exclude<Receipt, 'relayed'>, string[]> = {
  taken: DONE,
  kept: ANSWERS,
  known: DONE,
  unknown: ['Outcry', 'unknown'],
}

/**
 * Takes in what lies in the mailbox of `IMAP_URL`, message by message, and moves each into a folder
 * once it was acted upon, or deletes it when all its words have been passed on. When something breaks in
 * between, the message stays where it is and comes again; it is known then.
 *
 * @returns how many messages were read
 * @throws Error when the server cannot be reached, or does not let us in
 */
export async function readMailbox(
  { imapUrl, log }: { imapUrl: string; log: Log },
  take: Take,
  signal: AbortSignal,
): Promise<number> {
  let read = 0
  await withMailbox(imapUrl, async (client) => {
    const paths = await createFolders(client)
    await inFolder(client, folderOf(imapUrl), async () => {
      for (const uid of await listUids(client)) {
        if (signal.aborted) break
        await takeOne(client, uid, { take, log, paths })
        read += 1
      }
    })
  })
  return read
}

/**
 * Deletes what was acted upon and arrived before those days: it quotes letters, which are not kept for ever
 * either. What is about nothing of ours stays for a person to look at.
 *
 * @throws Error when the server cannot be reached, or does not let us in
 */
export async function tidyMailbox({
  imapUrl,
  doneBefore,
  answersBefore,
}: {
  imapUrl: string
  doneBefore: Instant
  answersBefore: Instant
}): Promise<void> {
  await withMailbox(imapUrl, async (client) => {
    const paths = await createFolders(client)
    for (const [names, arrivedBefore] of [
      [DONE, doneBefore],
      [ANSWERS, answersBefore],
    ] as const) {
      await inFolder(client, paths.get(names.join('/')) ?? '', async () => {
        const old = await client.search({ before: new Date(arrivedBefore) }, { uid: true })
        if (old && old.length > 0) await client.messageDelete(old, { uid: true })
      })
    }
  })
}

async function withMailbox(imapUrl: string, act: (client: ImapFlow) => Promise<void>) {
  const client = await connect(imapUrl)
  try {
    await client.connect()
    await act(client)
    await client.logout()
  } finally {
    client.close()
  }
}

async function inFolder(client: ImapFlow, path: string, act: () => Promise<void>): Promise<void> {
  const lock = await client.getMailboxLock(path)
  try {
    await act()
  } finally {
    lock.release()
  }
}

type Take = (bytes: Uint8Array) => Promise<Receipt>

async function takeOne(
  client: ImapFlow,
  uid: number,
  { take, log, paths }: { take: Take; log: Log; paths: Map<string, string> },
): Promise<void> {
  const query = { uid: true, source: { start: 0, maxLength: MAX_READ_BYTES } }
  const message: FetchMessageObject | false = await client.fetchOne(String(uid), query, {
    uid: true,
  })
  // Another worker was faster.
  const source = message ? message.source : undefined
  if (!source) return
  const receipt = await take(source)
  if (receipt === 'relayed') {
    await client.messageDelete(String(uid), { uid: true })
    return
  }
  const folder = paths.get(folders[receipt].join('/')) ?? ''
  const notice = notices[receipt]
  if (notice) log.warn({ uid, folder }, notice)
  await client.messageMove(String(uid), folder, { uid: true })
}

/** What a person should hear of. */
const notices: Partial<Record<Receipt, string>> = {
  unknown: 'a message in the mailbox is about nothing of ours',
  kept: 'an answer with files, or too long, was passed on in part; its writer may ask for the rest',
}

async function listUids(client: ImapFlow): Promise<number[]> {
  const uids = await client.search({ deleted: false }, { uid: true })
  return (uids || []).slice(0, MAX_MESSAGES)
}

/** The paths of our folders, in the server's own way of writing them. */
async function createFolders(client: ImapFlow): Promise<Map<string, string>> {
  const listed = await client.list()
  const paths = new Map<string, string>()
  for (const names of Object.values(folders)) {
    const there = listed.find(({ path, delimiter }) => path.endsWith(names.join(delimiter)))
    const key = names.join('/')
    if (there) paths.set(key, there.path)
    else if (!paths.has(key)) paths.set(key, (await client.mailboxCreate(names)).path)
  }
  return paths
}

/** The library is loaded here, so that a process which reads no mailbox does not carry it. */
async function connect(imapUrl: string): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const url = new URL(imapUrl)
  const isEncrypted = url.protocol === 'imaps:'
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port) || (isEncrypted ? 993 : 143),
    secure: isEncrypted,
    // A password does not travel in the clear, except within this machine.
    doSTARTTLS: isEncrypted || isLocal ? undefined : true,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
    socketTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS / 2,
  })
  // Without a listener a broken connection would end the process; whoever waits for an answer is told.
  client.on('error', () => {})
  return client
}

function folderOf(imapUrl: string): string {
  return decodeURIComponent(new URL(imapUrl).pathname.slice(1)) || 'INBOX'
}
