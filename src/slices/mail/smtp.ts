import type { Config } from '../../platform/config.ts'
import { MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import { cleanWords, readFailure, type SmtpFailure } from './read-answer.ts'
import { publicKeyOf } from './setup/alignment.ts'
import type { ComposedMessage, Outcome } from './types.ts'

export interface SmtpTimeouts {
  /** To connect, TLS included. */
  connectionMs: number
  /** Until the server greets. */
  greetingMs: number
  /** Without a byte from the server. */
  silenceMs: number
  /**
   * For one message, waiting for a free connection included. Shorter than the lease of a job,
   * so that nobody else begins with a message while it may still be taken.
   */
  wholeMs: number
}

const DEFAULT_TIMEOUTS: SmtpTimeouts = {
  connectionMs: 20 * SECOND_MS,
  greetingMs: 30 * SECOND_MS,
  silenceMs: 2 * MINUTE_MS,
  wholeMs: 4 * MINUTE_MS,
}

const MAX_CONNECTIONS = 5

/**
 * What a signature covers: the list of RFC 6376 §5.4.1 as far as it concerns us, and
 * `List-Unsubscribe-Post`, which RFC 8058 §4 wants signed and no library signs by itself.
 */
const SIGNED_HEADERS = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':')

export type SmtpConfig = Pick<Config, 'smtpUrl' | 'dkim'>

/** Connections to the mail server, opened when first needed, used again, closed when idle. */
export interface SmtpConnections {
  send(message: ComposedMessage): Promise<Outcome>
  /** Connects and logs in, sends nothing. Undefined when that went well, else what went wrong. */
  tryLogin(): Promise<string | undefined>
  close(): Promise<void>
}

/** @throws Error when there is no address of a server, or the DKIM key cannot sign */
export function openSmtp(
  config: SmtpConfig,
  timeouts: Partial<SmtpTimeouts> = {},
): SmtpConnections {
  const limits = { ...DEFAULT_TIMEOUTS, ...timeouts }
  requireUsableKey(config)
  let opened: ReturnType<typeof openTransport> | undefined
  const transport = () => {
    opened ??= openTransport(config, limits)
    return opened
  }
  const inHand = new Set<Promise<Outcome>>()
  return {
    send(message) {
      const attempt = sendOnce(transport(), message, limits).finally(() => inHand.delete(attempt))
      inHand.add(attempt)
      return attempt
    },
    async tryLogin() {
      return (await transport()).verify().then(
        () => undefined,
        (error) => (error instanceof Error ? error.message : 'no answer'),
      )
    },
    async close() {
      await Promise.allSettled(inHand)
      if (opened) (await opened).close()
    },
  }
}

async function sendOnce(
  transport: ReturnType<typeof openTransport>,
  message: ComposedMessage,
  { wholeMs }: SmtpTimeouts,
): Promise<Outcome> {
  const { envelope, raw } = message
  // Not `AbortSignal.timeout`: its clock runs on after the message has left, for minutes.
  const late = new AbortController()
  const clock = setTimeout(() => late.abort(), wholeMs)
  try {
    const { signal } = late
    const { response } = await (await transport).sendMail({ envelope, raw, signal })
    return { kind: 'accepted', words: cleanWords(response, message) }
  } catch (error) {
    const outcome = error instanceof Error ? readFailure(error as SmtpFailure, message) : undefined
    if (!outcome) throw error
    return outcome
  } finally {
    clearTimeout(clock)
  }
}

/** The library is loaded here, so that a process which sends nothing does not carry it. */
async function openTransport({ smtpUrl = '', dkim }: SmtpConfig, limits: SmtpTimeouts) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    pool: true,
    url: smtpUrl,
    requireTLS: needsEncryption(smtpUrl),
    maxConnections: MAX_CONNECTIONS,
    // One more try, for a connection that the server closed while nobody used it.
    maxRequeues: 1,
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.silenceMs,
    dnsTimeout: limits.connectionMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: SIGNED_HEADERS,
      },
    }),
  })
}

/** A password does not travel in the clear, except within this machine. */
function needsEncryption(smtpUrl: string): boolean {
  const { username, hostname } = new URL(smtpUrl)
  return username !== '' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

function requireUsableKey({ smtpUrl = '', dkim }: SmtpConfig): void {
  if (!URL.canParse(smtpUrl)) throw new Error('SMTP_URL: cannot be read as an address')
  if (!dkim) return
  try {
    publicKeyOf(dkim.privateKey)
  } catch (cause) {
    throw new Error('DKIM_KEY: must be a private RSA key in PEM', { cause })
  }
}
