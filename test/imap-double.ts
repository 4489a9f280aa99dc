import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** A mailbox on a server of its own, as much of RFC 9051 as a client needs that reads, moves and deletes. */
export interface ImapDouble {
  /** imap://… with name and password. */
  url: string
  /** Messages by folder. */
  folders: Map<string, string[]>
  /** Lines that the client sent, without its password. */
  said: string[]
  /** Puts a message that arrived on a day into a folder. */
  put(folder: string, raw: string, arrivedOn: string): void
  /** Breaks the connection when this command comes, once. */
  breakAt?: string
}

interface Stored {
  uid: number
  raw: string
  /** Day, in the form of the others that it is compared with. */
  arrivedOn: string
  isDeleted?: boolean
}

/** Serves one mailbox on a port of this machine, until the test ends. */
export async function openImapDouble(t: TestContext, inbox: string[]): Promise<ImapDouble> {
  let nextUid = 100
  const store = new Map<string, Stored[]>([['INBOX', []]])
  const put = (folder: string, raw: string, arrivedOn = '2013-05-22') => {
    store.set(folder, [...(store.get(folder) ?? []), { uid: nextUid++, raw, arrivedOn }])
  }
  for (const raw of inbox) put('INBOX', raw)
  const double: ImapDouble = {
    url: '',
    said: [],
    put,
    get folders() {
      return new Map([...store].map(([name, messages]) => [name, messages.map(({ raw }) => raw)]))
    },
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.setEncoding('latin1')
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready\r\n')
    let rest = ''
    const box = { store, put, double, selected: 'INBOX' }
    socket.on('data', (data: string) => {
      rest += data
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        answer(socket, line, box)
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
  put(folder: string, raw: string, arrivedOn: string): void
  double: ImapDouble
  selected: string
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

function untaggedFor(command: string, args: string, box: Box): string[] {
  const { store, put } = box
  if (command === 'SELECT' || command === 'EXAMINE') {
    box.selected = args.replaceAll('"', '').replace(/ \(.*/, '')
  }
  const inbox = store.get(box.selected) ?? []
  const keep = (kept: Stored[]) => store.set(box.selected, kept)
  const [first = ''] = args.split(' ')
  const message = inbox.find(({ uid }) => String(uid) === first)
  const place = message ? inbox.indexOf(message) + 1 : 0
  switch (command) {
    case 'CAPABILITY':
      return ['* CAPABILITY IMAP4rev1 MOVE UIDPLUS']
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
      return [`* SEARCH ${searched(inbox, args).join(' ')}`]
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
      put(args.slice(first.length + 1).replaceAll('"', ''), message.raw, message.arrivedOn)
      keep(inbox.filter((each) => each !== message))
      return [`* ${place} EXPUNGE`]
    }
    case 'UID STORE':
      for (const each of inbox) {
        if (first.split(',').includes(String(each.uid))) each.isDeleted = true
      }
      return []
    case 'UID EXPUNGE':
      keep(inbox.filter((each) => !each.isDeleted || !first.split(',').includes(String(each.uid))))
      return []
    default:
      return []
  }
}

function searched(messages: Stored[], args: string): number[] {
  const before = /BEFORE "?([^"\s]+)/.exec(args)?.[1]
  const limit = before ? new Date(`${before} UTC`).toISOString().slice(0, 10) : '9999'
  return messages.filter(({ arrivedOn }) => arrivedOn < limit).map(({ uid }) => uid)
}
