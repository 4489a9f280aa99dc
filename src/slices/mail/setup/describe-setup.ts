import type { Config } from '../../../platform/config.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { domainOf } from '../address.ts'
import { createResolver } from '../mailer.ts'
import { openSmtp, type SmtpTimeouts } from '../smtp.ts'
import { checkAlignment, type RecordCheck } from './alignment.ts'
import { describeWays, type WaysResolver } from './describe-ways.ts'
import { checkReverseName, type NameResolver } from './reverse-name.ts'

/** One finding of the self-check. */
export interface SetupLine {
  /** False when an operator has to do something before mail leaves. */
  isWell: boolean
  text: string
}

/**
 * Says what happens to mail now, and what is still to be entered where. With `MAIL=smtp` it logs
 * in at the mail server, without sending anything, and asks DNS for the records of the sending domain,
 * of the return address and of the server.
 */
export async function describeMailSetup(
  { config, t }: { config: Config; t: Translator },
  options: { resolver?: WaysResolver & NameResolver; timeouts?: Partial<SmtpTimeouts> } = {},
): Promise<SetupLine[]> {
  if (config.mail === 'off') return [{ isWell: false, text: t('mail.setup_off') }]
  if (config.mail === 'preview') return [{ isWell: true, text: t('mail.setup_preview') }]

  const domain = domainOf(config.mailFrom)
  const dns = options.resolver ?? createResolver()
  const [server, reverse, ways, alignment] = await Promise.all([
    describeServer(config, t, options.timeouts),
    describeReverseName(config, t, dns),
    describeWays(config, t, dns),
    checkAlignment(domain, config.dkim, dns),
  ])
  return [
    server,
    reverse,
    ...ways,
    ...alignment.checks.map((check) => describeRecord(check, domain, t)),
    describeDecision(config, alignment.aligned, t),
  ]
}

async function describeServer(
  config: Config,
  t: Translator,
  timeouts?: Partial<SmtpTimeouts>,
): Promise<SetupLine> {
  const smtp = openSmtp(config, timeouts)
  const problem = await smtp.tryLogin()
  await smtp.close()
  const { host } = new URL(config.smtpUrl ?? '')
  return problem === undefined
    ? { isWell: true, text: t('mail.setup_server_ok', { host }) }
    : { isWell: false, text: t('mail.setup_server_failed', { host, problem }) }
}

/** Nothing waits for it, because a server may send from another address than it is reached at. */
async function describeReverseName(
  config: Config,
  t: Translator,
  resolver: NameResolver,
): Promise<SetupLine> {
  const { hostname } = new URL(config.smtpUrl ?? '')
  const host = hostname.replace(/^\[|\]$/g, '')
  const { status, address = '', name = '' } = await checkReverseName(host, resolver)
  const isWell = status === 'ok' || status === 'private'
  return { isWell, text: t(`mail.reverse_${status}`, { host, address, name }) }
}

function describeRecord(check: RecordCheck, domain: string, t: Translator): SetupLine {
  const { record, status, host, value } = check
  const values = { record: record.toUpperCase(), host, value, domain }
  return { isWell: status === 'ok', text: t(keyOf(check), values) }
}

function keyOf({ record, status }: RecordCheck): string {
  if (status === 'ok') return 'mail.record_ok'
  if (status === 'no_answer') return 'mail.record_no_answer'
  if (status === 'no_key') return 'mail.record_dkim_no_key'
  if (status === 'foreign') return 'mail.record_dkim_foreign'
  return `mail.record_${record}_${status}`
}

function describeDecision({ mailCheck }: Config, isAligned: boolean, t: Translator): SetupLine {
  if (!mailCheck) return { isWell: isAligned, text: t('mail.setup_unchecked') }
  return isAligned
    ? { isWell: true, text: t('mail.setup_sending') }
    : { isWell: false, text: t('mail.setup_waiting') }
}
