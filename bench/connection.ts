import { connect, type Socket } from 'node:net'

/** What a server said, as far as a benchmark wants to know. */
export interface Answer {
  status: number
  bytes: number
}

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * One kept-alive HTTP/1.1 connection with one request at a time. It does as little as possible, so
 * that the load costs less than the server under load.
 */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #size = 0
  #expected = 0
  #status = 0
  #answered: ((answer: Answer) => void) | undefined
  #failed: ((error: Error) => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    const fail = (error?: Error) => this.#failed?.(error ?? new Error('the connection was closed'))
    socket.on('error', fail)
    socket.on('close', () => fail())
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  send(request: Buffer | string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#failed = undefined
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received.push(chunk)
    this.#size += chunk.length
    if (this.#expected === 0 && !this.#readHead()) return
    if (this.#size < this.#expected) return
    const answer = { status: this.#status, bytes: this.#size }
    this.#received = []
    this.#size = 0
    this.#expected = 0
    this.#answered?.(answer)
  }

  #readHead(): boolean {
    const all = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received)
    const headEnd = all?.indexOf(HEAD_END) ?? -1
    if (!all || headEnd < 0) return false
    const head = all.toString('latin1', 0, headEnd)
    this.#status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? '0'
    this.#expected = headEnd + HEAD_END.length + Number(length)
    return true
  }
}

/** A request for a page as a phone's browser would send it. */
export function getRequest(path: string, encoding: string, more = ''): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: ${encoding}\r\nAccept-Language: en-IE,en;q=0.8\r\n${more}\r\n`,
  )
}

/** A form as a browser without JavaScript sends it. */
export function postRequest(path: string, fields: Record<string, string>): string {
  const body = new URLSearchParams(fields).toString()
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nAccept-Language: en-IE\r\n\r\n${body}`
}
