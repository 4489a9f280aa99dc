import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** A mailbox on a server of its own, as much of RFC 9051 as a client needs that reads and moves. */
export interface ImapDouble {
  /** imap://… with name and password. */
  url: string
  /** Messages by folder. */
  folders: Map<string, string[]>
  /** Lines that the client sent, without its password. */
  said: string[]
  /** Breaks the connection when this command comes, once. */
  breakAt?: string
}

interface Stored {
  uid: number
  raw: string
}

/** Serves one mailbox on a port of this machine, until the test ends. */
export async function openImapDouble(t: TestContext, inbox: string[]): Promise<ImapDouble> {
  let nextUid = 100
  const store = new Map<string, Stored[]>([['INBOX', []]])
  const put = (folder: string, raw: string) => {
    store.set(folder, [...(store.get(folder) ?? []), { uid: nextUid++, raw }])
  }
  for (const raw of inbox) put('INBOX', raw)
  const double: ImapDouble = {
    url: '',
    said: [],
    get folders() {
      return new Map([...store].map(([name, messages]) => [name, messages.map(({ raw }) => raw)]))
    },
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.setEncoding('latin1')
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE] ready\r\n')
    let rest = ''
    socket.on('data', (data: string) => {
      rest += data
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        answer(socket, line, { store, put, double })
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  double.url = `imap://bounces:secret@127.0.0.1:${address.port}/INBOX`
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return double
}

interface Box {
  store: Map<string, Stored[]>
  put(folder: string, raw: string): void
  double: ImapDouble
}

function answer(socket: Socket, line: string, box: Box): void {
  const [, tag = '', name = '', args = ''] = /^(\S+) (UID \w+|\w+) ?(.*)$/.exec(line) ?? []
  const command = name.toUpperCase()
  box.double.said.push(command === 'LOGIN' ? 'LOGIN' : `${command} ${args}`.trim())
  if (box.double.breakAt === command) {
    box.double.breakAt = undefined
    socket.destroy()
    return
  }
  const untagged = untaggedFor(command, args, box)
  const isWrong = command === 'LOGIN' && !/"?bounces"? "?secret"?/.test(args)
  socket.write(
    [...untagged, `${tag} ${isWrong ? 'NO wrong' : 'OK done'}`, ''].join('\r\n'),
    'latin1',
  )
  if (command === 'LOGOUT') socket.end()
}

function untaggedFor(command: string, args: string, { store, put }: Box): string[] {
  const inbox = store.get('INBOX') ?? []
  const [first = ''] = args.split(' ')
  const message = inbox.find(({ uid }) => String(uid) === first)
  const place = message ? inbox.indexOf(message) + 1 : 0
  switch (command) {
    case 'CAPABILITY':
      return ['* CAPABILITY IMAP4rev1 MOVE']
    case 'LIST':
      if (args === '"" ""') return ['* LIST (\\Noselect) "/" ""']
      return [...store.keys()].map((folder) => `* LIST (\\HasNoChildren) "/" "${folder}"`)
    case 'LSUB':
      return [...store.keys()].map((folder) => `* LSUB () "/" "${folder}"`)
    case 'CREATE':
      store.set(args.replaceAll('"', ''), [])
      return []
    case 'SELECT':
    case 'EXAMINE':
      return [`* ${inbox.length} EXISTS`, '* 0 RECENT', '* FLAGS ()', '* OK [UIDVALIDITY 1] ok']
    case 'UID SEARCH':
      return [`* SEARCH ${inbox.map(({ uid }) => uid).join(' ')}`]
    case 'UID FETCH': {
      if (!message) return []
      const part = message.raw.slice(0, Number(/<0\.(\d+)>/.exec(args)?.[1] ?? Infinity))
      const bytes = Buffer.from(part, 'utf8')
      return [
        `* ${place} FETCH (UID ${message.uid} BODY[]<0> {${bytes.length}}`,
        `${bytes.toString('latin1')})`,
      ]
    }
    case 'UID MOVE': {
      if (!message) return []
      put(args.slice(first.length + 1).replaceAll('"', ''), message.raw)
      store.set(
        'INBOX',
        inbox.filter((each) => each !== message),
      )
      return [`* ${place} EXPUNGE`]
    }
    default:
      return []
  }
}
