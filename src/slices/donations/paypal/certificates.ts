import { type KeyObject, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { AppError } from '../../../platform/errors.ts'
import { addMs, type Clock, type Instant, MINUTE_MS } from '../../../platform/time.ts'
import { findTrustedChain } from './chain.ts'
import { download } from './download.ts'

/** Whose certificates sign reports: real payments, or those of PayPal's sandbox. */
export type PaypalEnvironment = 'live' | 'sandbox'

/** The keys that PayPal signs reports with, fetched when first needed. */
export interface PaypalCertificates {
  /**
   * The key of the certificate at this address, or undefined when it is not PayPal's.
   *
   * @throws AppError `unavailable` it could not be fetched just now
   */
  findKey(url: string): Promise<KeyObject | undefined>
}

interface Options {
  clock: Clock
  environment: PaypalEnvironment
  /** Fetches a small file over the network. */
  fetchBytes?: (url: string) => Promise<Buffer>
  /** Roots of trust as PEM; those that Node ships. */
  roots?: readonly string[]
}

const hosts: Record<PaypalEnvironment, readonly string[]> = {
  live: ['api.paypal.com', 'api-m.paypal.com'],
  sandbox: ['api.sandbox.paypal.com', 'api-m.sandbox.paypal.com'],
}

const subjects: Record<PaypalEnvironment, string> = {
  live: 'messageverificationcerts.paypal.com',
  sandbox: 'messageverificationcerts.sandbox.paypal.com',
}

/** Where PayPal's certification authority offers its own certificate, for a chain that lacks it. */
const issuerAddress = /CA Issuers - URI:(https?:\/\/cacerts\.digicert\.com\/[\w.-]+)/

const MAX_KEPT = 20
/** Forged headers must not make this server fetch without end. */
const MAX_FETCHES = 20
const FETCH_WINDOW_MS = 10 * MINUTE_MS

interface Signer {
  key: KeyObject
  validFrom: Instant
  validTo: Instant
}

/** Keeps what it has fetched as long as the process lives. */
export function createPaypalCertificates(options: Options): PaypalCertificates {
  const { clock, environment, fetchBytes = download } = options
  const kept = new Map<string, Promise<Signer | undefined>>()
  const isWithinBudget = budget(clock)
  let roots: X509Certificate[] | undefined

  const fetchCertificates = async (url: string) => {
    if (!isWithinBudget()) throw new AppError('unavailable', 'donations.certificate_unavailable')
    try {
      return readCertificates(await fetchBytes(url))
    } catch (cause) {
      throw new AppError('unavailable', 'donations.certificate_unavailable', {}, { cause })
    }
  }
  const fetchSigner = async (url: string) => {
    const [leaf, ...others] = await fetchCertificates(url)
    if (!leaf || !isNamed(leaf, subjects[environment])) return undefined
    roots ??= (options.roots ?? rootCertificates).map((pem) => new X509Certificate(pem))
    const at = clock.now()
    const trusted =
      findTrustedChain(leaf, { others, roots, at }) ??
      findTrustedChain(leaf, { others: await fetchIssuer(leaf), roots, at })
    return trusted && signerOf(trusted)
  }
  const fetchIssuer = async (leaf: X509Certificate) => {
    const url = issuerAddress.exec(leaf.infoAccess ?? '')?.[1]
    return url ? fetchCertificates(url) : []
  }

  return {
    async findKey(url) {
      const address = readCertificateAddress(url, hosts[environment])
      if (!address) return undefined
      const fetching = kept.get(address) ?? fetchSigner(address)
      kept.set(address, fetching)
      // What failed is tried anew next time.
      const signer = await fetching.catch((error: unknown) => {
        kept.delete(address)
        throw error
      })
      if (kept.size > MAX_KEPT) kept.delete([...kept.keys()][0] ?? '')
      const now = clock.now()
      return signer && signer.validFrom <= now && now < signer.validTo ? signer.key : undefined
    },
  }
}

/** The header names the key, so anywhere but PayPal's own place is a forger's. */
function readCertificateAddress(text: string, allowed: readonly string[]): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' || !allowed.includes(url.host)) return undefined
  if (url.username || url.password || url.search || url.hash) return undefined
  return /^\/v1\/notifications\/certs\/CERT-[\w-]{1,100}$/.test(url.pathname) ? url.href : undefined
}

/** One certificate, or several in PEM, the signer's first. */
function readCertificates(bytes: Buffer): X509Certificate[] {
  const pem = bytes.toString('latin1')
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!blocks) return [new X509Certificate(bytes)]
  return blocks.slice(0, 10).map((block) => new X509Certificate(block))
}

function isNamed(certificate: X509Certificate, name: string): boolean {
  const commonNames = certificate.subject.split('\n').filter((part) => part.startsWith('CN='))
  return commonNames.length === 1 && commonNames[0] === `CN=${name}`
}

/** A chain is good as long as each of its certificates. */
function signerOf([leaf, ...issuers]: X509Certificate[]): Signer | undefined {
  if (leaf?.publicKey.asymmetricKeyType !== 'rsa') return undefined
  const chain = [leaf, ...issuers]
  return {
    key: leaf.publicKey,
    validFrom:
      chain
        .map(({ validFromDate }) => validFromDate.toISOString())
        .sort()
        .at(-1) ?? '',
    validTo: chain.map(({ validToDate }) => validToDate.toISOString()).sort()[0] ?? '',
  }
}

function budget(clock: Clock): () => boolean {
  let since = clock.now()
  let left = MAX_FETCHES
  return () => {
    if (clock.now() >= addMs(since, FETCH_WINDOW_MS)) {
      since = clock.now()
      left = MAX_FETCHES
    }
    left -= 1
    return left >= 0
  }
}
