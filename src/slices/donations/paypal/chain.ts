import type { X509Certificate } from 'node:crypto'
import type { Instant } from '../../../platform/time.ts'

const MAX_CHAIN_LENGTH = 5

interface Surroundings {
  /** Certificates that may stand between the leaf and a root; they need not be believed. */
  others: readonly X509Certificate[]
  roots: readonly X509Certificate[]
  at: Instant
}

/**
 * The certificates from the leaf to a root, each signed by the next and valid at the moment;
 * undefined when no such chain leads to a root.
 */
export function findTrustedChain(
  leaf: X509Certificate,
  { others, roots, at }: Surroundings,
): X509Certificate[] | undefined {
  const chain = [leaf]
  while (chain.length <= MAX_CHAIN_LENGTH) {
    const last = chain.at(-1)
    if (!last || !isValidAt(last, at)) return undefined
    const root = roots.find((candidate) => isIssuedBy(last, candidate) && isValidAt(candidate, at))
    if (root) return [...chain, root]
    const issuer = others.find(
      (candidate) => !chain.includes(candidate) && isIssuedBy(last, candidate),
    )
    if (!issuer) return undefined
    chain.push(issuer)
  }
  return undefined
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function isValidAt({ validFromDate, validToDate }: X509Certificate, at: Instant): boolean {
  return validFromDate.toISOString() <= at && at < validToDate.toISOString()
}
