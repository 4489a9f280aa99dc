import type { Config } from '../../../platform/config.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { domainOf } from '../address.ts'
import type { TxtResolver } from './alignment.ts'
import type { SetupLine } from './describe-setup.ts'

/** What else is asked of DNS; whatever is missing is not checked, as where a test answers. */
export type WaysResolver = TxtResolver & {
  resolveMx?(host: string): Promise<{ exchange: string }[]>
}

/**
 * The ways out and back that no letter tells of until it is too late: whether the line to the mail server
 * is encrypted, and whether what comes back finds us.
 */
export async function describeWays(
  config: Config,
  t: Translator,
  dns: WaysResolver,
): Promise<SetupLine[]> {
  const domains = new Set([config.mailFrom, config.bounceAddress ?? ''].map(domainOf))
  return [
    describeEncryption(config, t),
    ...(await Promise.all([...domains].filter(Boolean).map((each) => describeMx(each, t, dns)))),
    ...(await describeReturn(config, t, dns)),
  ].flat()
}

function describeEncryption({ smtpUrl = '' }: Config, t: Translator): SetupLine {
  const { protocol, hostname: host, username } = new URL(smtpUrl)
  if (protocol === 'smtps:') return { isWell: true, text: t('mail.way_tls', { host }) }
  if (isThisMachine(host)) return { isWell: true, text: t('mail.way_tls_local', { host }) }
  return username === ''
    ? { isWell: false, text: t('mail.way_tls_optional', { host }) }
    : { isWell: true, text: t('mail.way_starttls', { host }) }
}

/** Answers go to the one domain, bounces to the other; both need somebody who takes mail for them. */
async function describeMx(domain: string, t: Translator, dns: WaysResolver): Promise<SetupLine[]> {
  if (!dns.resolveMx) return []
  const records = await orNothing(dns.resolveMx(domain))
  if (!records) {
    return [{ isWell: false, text: t('mail.record_no_answer', { record: 'MX', host: domain }) }]
  }
  const names = records.map(({ exchange }) => exchange).filter((name) => name !== '')
  return names.length > 0
    ? [{ isWell: true, text: t('mail.way_mx', { domain, servers: names.join(', ') }) }]
    : [{ isWell: false, text: t('mail.way_mx_missing', { domain }) }]
}

async function describeReturn(
  { bounceAddress, mailFrom, imapUrl }: Config,
  t: Translator,
  dns: WaysResolver,
): Promise<SetupLine[]> {
  if (bounceAddress === undefined) return [{ isWell: false, text: t('mail.way_no_return') }]
  const [domain, from] = [domainOf(bounceAddress), domainOf(mailFrom)]
  const lines = [
    imapUrl === undefined
      ? { isWell: true, text: t('mail.way_return_piped', { address: bounceAddress }) }
      : { isWell: true, text: t('mail.way_return_read', { host: new URL(imapUrl).host }) },
  ]
  if (domain === from) return lines
  // RFC 7489 §3.1.2: SPF counts for DMARC only when the envelope's domain fits that of From.
  const isAligned = domain.endsWith(`.${from}`) || from.endsWith(`.${domain}`)
  if (!isAligned)
    lines.push({ isWell: false, text: t('mail.way_return_foreign', { domain, from }) })
  const records = await orNothing(dns.resolveTxt(domain))
  if (!records) {
    lines.push({ isWell: false, text: t('mail.record_no_answer', { record: 'SPF', host: domain }) })
    return lines
  }
  const hasSpf = records.some((parts) => /^v=spf1( |$)/i.test(parts.join('')))
  return hasSpf
    ? [...lines, { isWell: true, text: t('mail.record_ok', { record: 'SPF', domain }) }]
    : [...lines, { isWell: false, text: t('mail.way_return_spf', { domain }) }]
}

/** Nothing where there is no such record; undefined when the name servers did not answer. */
async function orNothing<T>(asked: Promise<T[]>): Promise<T[] | undefined> {
  try {
    return await asked
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined
  }
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
}
