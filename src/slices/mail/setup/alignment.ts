import { createPrivateKey, createPublicKey } from 'node:crypto'

/** The part of `node:dns/promises` that is needed. */
export interface TxtResolver {
  resolveTxt(host: string): Promise<string[][]>
}

/** What signs our mail. */
export interface DkimKey {
  domain: string
  selector: string
  /** RSA, PEM. */
  privateKey: string
}

export type RecordName = 'spf' | 'dkim' | 'dmarc'

/**
 * `wrong`: there is a record, but it does not fit. `no_key`: no DKIM key is configured.
 * `foreign`: `DKIM_DOMAIN` is not the domain of the sender. `no_answer`: DNS did not answer.
 */
export type RecordStatus = 'ok' | 'missing' | 'wrong' | 'no_key' | 'foreign' | 'no_answer'

/** One record of the sending domain, and what has to stand there. */
export interface RecordCheck {
  record: RecordName
  status: RecordStatus
  host: string
  /** The TXT record to enter at `host`. */
  value: string
}

export interface Alignment {
  aligned: boolean
  checks: RecordCheck[]
}

/**
 * Whether other servers can see that mail from our domain is ours: SPF names our servers (RFC
 * 7208), the DKIM key in DNS is the public part of the one that we sign with (RFC 6376), and
 * DMARC says what to do with forgeries (RFC 7489). Large providers refuse mail without them.
 */
export async function checkAlignment(
  domain: string,
  dkim: DkimKey | undefined,
  resolver: TxtResolver,
): Promise<Alignment> {
  const checks = await Promise.all([
    checkSpf(domain, resolver),
    checkDkim(domain, dkim, resolver),
    checkDmarc(domain, resolver),
  ])
  return { aligned: checks.every(({ status }) => status === 'ok'), checks }
}

/** @throws Error when the text is not a private RSA key in PEM */
export function publicKeyOf(privateKey: string): { spki: string; pkcs1: string } {
  const key = createPublicKey(createPrivateKey(privateKey))
  if (key.asymmetricKeyType !== 'rsa') throw new Error('the DKIM key is not an RSA key')
  return {
    spki: key.export({ type: 'spki', format: 'der' }).toString('base64'),
    pkcs1: key.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  }
}

/** Two records are as bad as none: RFC 7208 §4.5 makes them a permanent error. */
async function checkSpf(domain: string, resolver: TxtResolver): Promise<RecordCheck> {
  const place = { record: 'spf' as const, host: domain, value: 'v=spf1 a:MAILSERVER ~all' }
  const texts = await listTexts(domain, resolver)
  if (!texts) return { ...place, status: 'no_answer' }
  const found = texts.filter((text) => /^v=spf1( |$)/i.test(text))
  const status = found.length === 0 ? 'missing' : found.length === 1 ? 'ok' : 'wrong'
  return { ...place, status }
}

async function checkDkim(
  domain: string,
  dkim: DkimKey | undefined,
  resolver: TxtResolver,
): Promise<RecordCheck> {
  const record = 'dkim'
  if (!dkim) return { record, status: 'no_key', host: `SELECTOR._domainkey.${domain}`, value: '' }
  const { spki, pkcs1 } = publicKeyOf(dkim.privateKey)
  const host = `${dkim.selector}._domainkey.${dkim.domain}`
  const place = { record, host, value: `v=DKIM1; k=rsa; p=${spki}` } as const
  if (!isSameOrganisation(dkim.domain, domain)) return { ...place, status: 'foreign' }

  const texts = await listTexts(host, resolver)
  if (!texts) return { ...place, status: 'no_answer' }
  const keys = texts.map(readTags).filter((tags) => tags.has('p'))
  if (keys.length === 0) return { ...place, status: 'missing' }
  const fits = keys.some((tags) => [spki, pkcs1].includes(tags.get('p')?.replace(/\s/g, '') ?? ''))
  return { ...place, status: keys.length === 1 && fits ? 'ok' : 'wrong' }
}

/** A record of a parent domain covers its subdomains, so the domains above are asked too. */
async function checkDmarc(domain: string, resolver: TxtResolver): Promise<RecordCheck> {
  const place = { record: 'dmarc' as const, host: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' }
  const labels = domain.split('.')
  for (let start = 0; start < Math.max(1, labels.length - 1); start += 1) {
    const texts = await listTexts(`_dmarc.${labels.slice(start).join('.')}`, resolver)
    if (!texts) return { ...place, status: 'no_answer' }
    const found = texts.filter((text) => /^v=DMARC1\s*(;|$)/.test(text)).map(readTags)
    if (found.length > 1) return { ...place, status: 'wrong' }
    const [tags] = found
    if (tags) return { ...place, status: tags.has('p') ? 'ok' : 'wrong' }
  }
  return { ...place, status: 'missing' }
}

/** Undefined when DNS did not answer, which says nothing about the records. */
async function listTexts(host: string, resolver: TxtResolver): Promise<string[] | undefined> {
  try {
    const records = await resolver.resolveTxt(host)
    return records.map((parts) => parts.join(''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined
  }
}

/** `tag=value` pairs between semicolons (RFC 6376 §3.2). */
function readTags(text: string): Map<string, string> {
  const pairs = text.split(';').map((pair) => pair.split(/=(.*)/s))
  return new Map(pairs.map(([tag = '', value = '']) => [tag.trim(), value.trim()]))
}

/** Relaxed alignment (RFC 7489 §3.1.1): one domain, or one of them below the other. */
function isSameOrganisation(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}
