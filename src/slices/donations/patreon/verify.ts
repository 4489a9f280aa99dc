import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether Patreon sent these bytes: HMAC-MD5 with the webhook's secret, in hexadecimal
 * (https://docs.patreon.com/#webhooks). The hash is Patreon's choice; as HMAC it still holds.
 */
export function isFromPatreon(secret: string, signature: unknown, body: Buffer): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{32}$/i.test(signature)) return false
  const expected = createHmac('md5', secret).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}
