import { verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { crc32 } from 'node:zlib'
import { addMs, type Clock, DAY_MS, MINUTE_MS } from '../../../platform/time.ts'
import type { PaypalCertificates } from './certificates.ts'

/** PayPal tries for three days to deliver a report. */
const MAX_AGE_MS = 4 * DAY_MS
const MAX_AHEAD_MS = 10 * MINUTE_MS
const MAX_HEADER_CHARS = 1000

/** Why a report is not believed; for the log only. */
export type Disbelief = 'incomplete' | 'age' | 'certificate' | 'signature'

interface VerifyDeps {
  clock: Clock
  certificates: PaypalCertificates
  /** The id that PayPal gave to this webhook; it is part of what is signed. */
  webhookId: string
}

/**
 * Whether PayPal itself sent these bytes, lately and to this webhook. Checked here, without
 * asking PayPal (https://developer.paypal.com/api/rest/webhooks/rest/).
 *
 * @returns undefined when it did, else the reason for disbelief
 * @throws AppError `unavailable` PayPal's certificate could not be fetched
 */
export async function disbelievePaypal(
  { clock, certificates, webhookId }: VerifyDeps,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Disbelief | undefined> {
  const id = header(headers, 'paypal-transmission-id')
  const time = header(headers, 'paypal-transmission-time')
  const signature = header(headers, 'paypal-transmission-sig')
  const certificateUrl = header(headers, 'paypal-cert-url')
  if (!id || !time || !signature || !certificateUrl) return 'incomplete'
  if (header(headers, 'paypal-auth-algo') !== 'SHA256withRSA') return 'incomplete'
  if (!isRecent(clock, time)) return 'age'

  const key = await certificates.findKey(certificateUrl)
  if (!key) return 'certificate'
  const signed = Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`)
  const isGenuine = verify('sha256', signed, key, Buffer.from(signature, 'base64'))
  return isGenuine ? undefined : 'signature'
}

function isRecent(clock: Clock, time: string): boolean {
  const sentMs = /^\d{4}-\d\d-\d\dT/.test(time) ? Date.parse(time) : Number.NaN
  if (Number.isNaN(sentMs)) return false
  const now = clock.now()
  return (
    sentMs >= Date.parse(addMs(now, -MAX_AGE_MS)) && sentMs <= Date.parse(addMs(now, MAX_AHEAD_MS))
  )
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value.length <= MAX_HEADER_CHARS ? value : undefined
}
