import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, resolve } from 'node:path'

/** What the installation is told from outside, parsed and checked once by `main.ts`. */
export interface Config {
  host: string
  port: number
  /** Address under which readers reach the site, without a slash at the end. */
  publicUrl: string
  dataDir: string
  databaseUrl?: string
  role: 'all' | 'web' | 'worker'
  siteName: string
  /** Languages offered to readers; undefined: all that there are catalogues for. */
  languages?: string[]
  /** The colour of what calls to act, `#rrggbb`; undefined: the red of `style.css`. */
  accent?: string
  /** A picture in place of the site's name. */
  logo?: { path: string; width: number; height: number }
  /** A page elsewhere that says who is behind the site. */
  aboutUrl?: string
  /** The organisation in whose name letters are handed over. */
  organisation: string
  mail: 'off' | 'preview' | 'smtp'
  smtpUrl?: string
  /** Address of the envelope and of `From`, on the organisation's own domain. */
  mailFrom: string
  mailCheck: boolean
  /** Address whose `+TOKEN` forms are the envelope senders of mail; bounces come back to it. */
  bounceAddress?: string
  /** The mailbox that bounces arrive in; unset: they are piped into `mail receive`, or not read. */
  imapUrl?: string
  dkim?: { domain: string; selector: string; privateKey: string }
  /** Letters handed to one mission in an hour, at most. */
  lettersPerHour: number
  /** Letters handed to one mission in a day of UTC, at most; unset: those of seven hours. */
  lettersPerDay?: number
  /** Whether letters leave in the office hours of the mission only. */
  officeHours: boolean
  /** What becomes of a comment that no rule speaks against; with `off` there are none. */
  comments: 'held' | 'known' | 'off'
  /** Who decides on comments, by links in mails. */
  moderators: string[]
  /** Comments of one network in ten minutes, at most. */
  commentsPerNetwork: number
  /** Words that make a comment wait for a moderator. */
  commentWords: string[]
  /** Days from the decision on a comment until its author's address is erased. */
  commentEmailDays: number
  /** PayPal's id of the webhook that reports donations; unset: reports of PayPal are not taken. */
  paypalWebhookId?: string
  paypalEnvironment: 'live' | 'sandbox'
  /** Signs Patreon's reports; unset: they are not taken. */
  patreonWebhookSecret?: string
  /** Whether the hosts of linked videos are asked, once a week, whether they still have them. */
  videoCheck: boolean
  /** Proxies whose `X-Forwarded-For` is believed; empty: none. */
  trustProxy: string[]
  logLevel: string
  /** Whether this is the demo: `/mailbox` is open to whoever reaches the server. */
  demo: boolean
  /** Variables that the environment gives; of these the desk sets none. */
  given: readonly string[]
}

interface Setting<T> {
  name: string
  meaning: string
  /** Shown in the table of settings. */
  fallback: string
  /** Whether the value may come from the file named by `NAME_FILE`. */
  isSecret?: boolean
  /** @throws Error with a remedy; the message must not repeat the value */
  parse(value: string | undefined): T
}

const settings = {
  host: text('HOST', 'address to listen on', '127.0.0.1'),
  port: number('PORT', 'port to listen on', 8080, { min: 0, max: 65_535 }),
  publicUrl: optional('PUBLIC_URL', 'address under which readers reach the site', {
    fallback: 'http://HOST:PORT',
    parse: parsePublicUrl,
  }),
  dataDir: text('DATA_DIR', 'folder of the database, uploads and the secret key', './data'),
  databaseUrl: optional('DATABASE_URL', 'a postgres:// address instead of SQLite', {
    isSecret: true,
    parse: requireStart(['postgres://', 'postgresql://']),
  }),
  role: choice('ROLE', 'which part this process does', ['all', 'web', 'worker']),
  siteName: text('SITE_NAME', 'name of the site', 'Outcry'),
  organisation: optional('ORGANISATION', 'organisation in whose name letters are handed over', {
    fallback: 'SITE_NAME',
    parse: requireOneLine,
  }),
  aboutUrl: optional('ABOUT_URL', 'page that says who you are (imprint), linked on every page', {
    parse: requireStart(['https://', 'http://']),
  }),
  mail: choice('MAIL', 'what happens to mail', ['off', 'preview', 'smtp']),
  smtpUrl: optional('SMTP_URL', 'mail server, smtp://user:password@host:587', {
    isSecret: true,
    parse: requireStart(['smtp://', 'smtps://']),
  }),
  mailFrom: optional('MAIL_FROM', 'sender address on your own domain', { parse: requireAddress }),
  mailCheck: choice('MAIL_CHECK', 'whether mail waits for SPF, DKIM and DMARC', ['on', 'off']),
  bounceAddress: optional('BOUNCE_ADDRESS', 'address that bounces come back to, at +TOKEN', {
    parse: requireShortAddress,
  }),
  imapUrl: optional('IMAP_URL', 'mailbox of bounces, imaps://user:password@host/FOLDER', {
    isSecret: true,
    parse: requireStart(['imap://', 'imaps://']),
  }),
  dkimDomain: optional('DKIM_DOMAIN', 'domain that signs mail', {
    fallback: 'domain of MAIL_FROM',
    parse: requireOneLine,
  }),
  dkimSelector: optional('DKIM_SELECTOR', 'DKIM selector', { parse: requireOneLine }),
  dkimKey: optional('DKIM_KEY', 'private key of the selector (PEM)', {
    isSecret: true,
    parse: requireStart(['-----BEGIN']),
  }),
  lettersPerHour: number('LETTERS_PER_HOUR', 'letters to one mission in an hour, at most', 30, {
    min: 1,
    max: 10_000_000,
  }),
  lettersPerDay: optional('LETTERS_PER_DAY', 'letters to one mission in a day, at most', {
    fallback: '7 × LETTERS_PER_HOUR',
    parse: requireWhole({ min: 1, max: 100_000_000 }),
  }),
  officeHours: choice(
    'OFFICE_HOURS',
    'whether letters leave in the office hours of the mission only',
    ['on', 'off'],
  ),
  comments: choice(
    'COMMENTS',
    'whose comments appear at once: nobody’s, of known people; or none',
    ['held', 'known', 'off'],
  ),
  moderators: optional('MODERATORS', 'addresses of who decides on comments, separated by commas', {
    parse: (value) => value.split(',').map((address) => requireAddress(address.trim())),
  }),
  commentsPerNetwork: number(
    'COMMENTS_PER_NETWORK',
    'comments from one network address in ten minutes, at most',
    60,
    { min: 1, max: 1_000_000_000 },
  ),
  commentWords: optional('COMMENT_WORDS', 'file of words that make a comment wait, one a line', {
    parse: readLines,
  }),
  commentEmailDays: number(
    'COMMENT_EMAIL_DAYS',
    'days from the decision on a comment until its author’s address is erased',
    30,
    { min: 0, max: 3650 },
  ),
  paypalWebhookId: optional('PAYPAL_WEBHOOK_ID', 'PayPal’s id of the webhook for donations', {
    parse: requireOneLine,
  }),
  paypalEnvironment: choice('PAYPAL_ENVIRONMENT', 'whose reports are believed', [
    'live',
    'sandbox',
  ]),
  patreonWebhookSecret: optional('PATREON_WEBHOOK_SECRET', 'secret of Patreon’s webhook', {
    isSecret: true,
    parse: requireOneLine,
  }),
  videoCheck: choice('VIDEO_CHECK', 'whether hosts of linked videos are asked once a week', [
    'on',
    'off',
  ]),
  trustProxy: optional('TRUST_PROXY', 'addresses of your proxies, separated by commas', {
    parse: (value) => value.split(',').map((address) => address.trim()),
  }),
  logLevel: choice('LOG_LEVEL', 'how much is logged', ['info', 'debug', 'warn', 'error', 'silent']),
} as const satisfies Record<string, Setting<unknown>>

/** Every setting with its meaning, for `outcry serve --help` and the documentation. */
export const settingsTable: ReadonlyArray<{ name: string; meaning: string; fallback: string }> =
  Object.values(settings)

/**
 * Reads the settings from the environment.
 *
 * @returns the configuration, or every problem at once, none of which repeats a value
 */
export function readConfig(
  given: Record<string, string | undefined>,
  { demo }: { demo: boolean },
): { config: Config } | { problems: string[] } {
  const environment = demo ? { ...given, ...demoEnvironment } : given
  const problems: string[] = []
  const read = <T>(setting: Setting<T>): T => {
    try {
      return setting.parse(valueGiven(setting, environment))
    } catch (error) {
      problems.push(`${setting.name}: ${error instanceof Error ? error.message : 'unreadable'}`)
      return undefined as T
    }
  }

  const host = read(settings.host)
  const port = read(settings.port)
  const siteName = read(settings.siteName)
  const mail = read(settings.mail)
  const mailFrom = read(settings.mailFrom)
  const config: Config = {
    host,
    port,
    publicUrl: read(settings.publicUrl) ?? `http://${host}:${port}`,
    dataDir: resolve(read(settings.dataDir) ?? '.'),
    databaseUrl: read(settings.databaseUrl),
    role: read(settings.role),
    siteName,
    organisation: read(settings.organisation) ?? siteName,
    aboutUrl: read(settings.aboutUrl),
    mail,
    smtpUrl: read(settings.smtpUrl),
    mailFrom: mailFrom ?? 'outcry@localhost.invalid',
    mailCheck: read(settings.mailCheck) === 'on',
    bounceAddress: read(settings.bounceAddress),
    imapUrl: read(settings.imapUrl),
    lettersPerHour: read(settings.lettersPerHour),
    lettersPerDay: read(settings.lettersPerDay),
    officeHours: read(settings.officeHours) === 'on',
    comments: read(settings.comments),
    moderators: read(settings.moderators) ?? [],
    commentsPerNetwork: read(settings.commentsPerNetwork),
    commentWords: read(settings.commentWords) ?? [],
    commentEmailDays: read(settings.commentEmailDays),
    paypalWebhookId: read(settings.paypalWebhookId),
    paypalEnvironment: read(settings.paypalEnvironment),
    patreonWebhookSecret: read(settings.patreonWebhookSecret),
    videoCheck: read(settings.videoCheck) === 'on',
    trustProxy: read(settings.trustProxy) ?? [],
    logLevel: read(settings.logLevel),
    demo,
    given: Object.values(settings)
      .filter((setting) => environment[setting.name]?.trim())
      .map(({ name }) => name),
  }
  if (mail === 'smtp' && !config.smtpUrl) problems.push('SMTP_URL: needed when MAIL is smtp')
  if (mail === 'smtp' && !mailFrom) problems.push('MAIL_FROM: needed when MAIL is smtp')

  if (config.imapUrl && !config.bounceAddress) {
    problems.push('BOUNCE_ADDRESS: needed when IMAP_URL is set')
  }

  const privateKey = read(settings.dkimKey)
  const selector = read(settings.dkimSelector)
  const domain = read(settings.dkimDomain) ?? config.mailFrom.split('@')[1] ?? ''
  if (Boolean(privateKey) !== Boolean(selector)) {
    problems.push('DKIM_KEY and DKIM_SELECTOR: set both, or neither')
  } else if (privateKey && selector) {
    config.dkim = { domain, selector, privateKey }
  }
  return problems.length > 0 ? { problems } : { config }
}

/** Whatever the surroundings say, the demo has its own data and can reach nobody. */
const demoEnvironment = {
  DATA_DIR: './data-demo',
  DATABASE_URL: undefined,
  ROLE: 'all',
  SITE_NAME: 'Outcry',
  ORGANISATION: 'Outcry Demo',
  MAIL: 'preview',
  PAYPAL_WEBHOOK_ID: undefined,
  MAIL_FROM: 'letters@outcry.example',
  BOUNCE_ADDRESS: 'bounces@outcry.example',
  IMAP_URL: undefined,
  MODERATORS: 'moderators@outcry.example',
  VIDEO_CHECK: 'off',
  LOG_LEVEL: 'warn',
}

/** Where the stylesheet, catalogues and demo files lie, for sources and for built files alike. */
export const packageDir = dirname(findPackageJSON(import.meta.url) ?? '')

function valueGiven(
  setting: Setting<unknown>,
  environment: Record<string, string | undefined>,
): string | undefined {
  const file = setting.isSecret ? environment[`${setting.name}_FILE`] : undefined
  if (file) return readSecretFile(file)
  return environment[setting.name]?.trim() || undefined
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new Error('the file named by …_FILE cannot be read', { cause })
  }
}

function text(name: string, meaning: string, fallback: string): Setting<string> {
  return { name, meaning, fallback, parse: (value) => requireOneLine(value ?? fallback) }
}

function optional<T>(
  name: string,
  meaning: string,
  options: { fallback?: string; isSecret?: boolean; parse: (value: string) => T },
): Setting<T | undefined> {
  const { fallback = 'unset', isSecret, parse } = options
  const parseGiven = (value?: string) => (value === undefined ? undefined : parse(value))
  return { name, meaning, fallback, isSecret, parse: parseGiven }
}

function choice<const T extends string>(
  name: string,
  meaning: string,
  values: readonly [T, ...T[]],
): Setting<T> {
  return {
    name,
    meaning: `${meaning}: ${values.join(', ')}`,
    fallback: values[0],
    parse(value = values[0]) {
      const found = values.find((candidate) => candidate === value)
      if (!found) throw new Error(`must be one of ${values.join(', ')}`)
      return found
    },
  }
}

function number(
  name: string,
  meaning: string,
  fallback: number,
  { min, max }: { min: number; max: number },
): Setting<number> {
  return {
    name,
    meaning,
    fallback: String(fallback),
    parse: (value = String(fallback)) => requireWhole({ min, max })(value),
  }
}

function requireWhole({ min, max }: { min: number; max: number }): (value: string) => number {
  return (value) => {
    const parsed = /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (!(parsed >= min && parsed <= max)) {
      throw new Error(`must be a whole number from ${min} to ${max}`)
    }
    return parsed
  }
}

function readLines(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.map((line) => line.trim()).filter((line) => line !== '')
  } catch (cause) {
    throw new Error('the file cannot be read', { cause })
  }
}

function requireStart(starts: string[]): (value: string) => string {
  return (value) => {
    if (!starts.some((start) => value.startsWith(start))) {
      throw new Error(`must begin with ${starts.join(' or ')}`)
    }
    return value
  }
}

function requireOneLine(value: string): string {
  if (/[\u0000-\u001f\u007f]/.test(value)) throw new Error('must be a single line')
  return value
}

function requireAddress(value: string): string {
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(value)) throw new Error('must be a bare e-mail address')
  return value
}

/** A token of 52 characters and a plus sign are put behind the name, which may have 64 in all. */
function requireShortAddress(value: string): string {
  const address = requireAddress(value)
  if (address.lastIndexOf('@') > 11 || address.includes('+')) {
    throw new Error('must have a name of at most 11 characters, without a plus sign')
  }
  return address
}

function parsePublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('must be an http:// or https:// address')
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new Error('must be an origin without a path, such as https://appeals.example.org')
  }
  return url.origin
}
