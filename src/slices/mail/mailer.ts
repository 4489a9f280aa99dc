import { Resolver } from 'node:dns/promises'
import type { Config } from '../../platform/config.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { type Clock, HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { domainOf, parseAddress } from './address.ts'
import { keepInMailbox } from './keep.ts'
import { checkAlignment, type TxtResolver } from './setup/alignment.ts'
import { openSmtp, type SmtpTimeouts } from './smtp.ts'
import type { ComposedMessage, Mailer, Outcome } from './types.ts'

interface MailerDeps {
  config: Pick<Config, 'mail' | 'smtpUrl' | 'mailFrom' | 'mailCheck' | 'dkim'>
  db: Db
  secrets: Secrets
  clock: Clock
}

/**
 * How messages leave this installation, as `MAIL` says. Chosen once, so that in `off` and `preview`
 * there is no mailer that could reach a server.
 *
 * - `off`: every message is held.
 * - `preview`: messages go into the built-in mailbox and are accepted there.
 * - `smtp`: to the server of `SMTP_URL`. With `MAIL_CHECK=on` they are held until the
 *   domain of `MAIL_FROM` is aligned.
 *
 * @throws Error that names the setting which cannot be used
 */
export function createMailer(
  deps: MailerDeps,
  options: { resolver?: TxtResolver; timeouts?: Partial<SmtpTimeouts> } = {},
): Mailer {
  switch (deps.config.mail) {
    case 'off':
      return { handOver: async () => ({ kind: 'held', reason: 'mail_off' }), close: async () => {} }
    case 'preview':
      return { handOver: (message) => keepInMailbox(deps, message), close: async () => {} }
    case 'smtp':
      return createSmtpMailer(deps, options)
  }
}

/** How DNS is asked unless a test answers. */
export function createResolver(): Resolver {
  return new Resolver({ timeout: 5000, tries: 2 })
}

function createSmtpMailer(
  { config, clock }: MailerDeps,
  { resolver, timeouts }: { resolver?: TxtResolver; timeouts?: Partial<SmtpTimeouts> },
): Mailer {
  const from = parseAddress(config.mailFrom)
  if (!from) throw new Error('MAIL_FROM: must be an address on a domain of your own')
  const smtp = openSmtp(config, timeouts)
  const isAligned = config.mailCheck
    ? rememberAlignment(clock, async () => {
        const dns = resolver ?? createResolver()
        return checkAlignment(domainOf(from.address), config.dkim, dns)
      })
    : async () => true
  return {
    async handOver(message: ComposedMessage): Promise<Outcome> {
      if (!(await isAligned())) return { kind: 'held', reason: 'not_aligned' }
      return smtp.send(message)
    },
    close: () => smtp.close(),
  }
}

const RECHECK_ALIGNED_MS = HOUR_MS
const RECHECK_NOT_ALIGNED_MS = 5 * MINUTE_MS

/** Asks at most every few minutes, and once for all who want to know at the same time. */
function rememberAlignment(
  clock: Clock,
  check: () => ReturnType<typeof checkAlignment>,
): () => Promise<boolean> {
  let isAligned = false
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> | undefined

  const refresh = async () => {
    const { aligned, checks } = await check()
    // A name server that is silent for a moment does not take back what was found before.
    const isUnknown = checks.some(({ status }) => status === 'no_answer')
    if (!isUnknown) isAligned = aligned
    checkedAtMs = Date.parse(clock.now())
  }
  return async () => {
    const maxAgeMs = isAligned ? RECHECK_ALIGNED_MS : RECHECK_NOT_ALIGNED_MS
    if (Date.parse(clock.now()) - checkedAtMs >= maxAgeMs) {
      running ??= refresh().finally(() => {
        running = undefined
      })
      await running
    }
    return isAligned
  }
}
