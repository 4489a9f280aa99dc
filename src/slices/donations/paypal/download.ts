import { SECOND_MS } from '../../../platform/time.ts'

const TIMEOUT_MS = 5 * SECOND_MS
const MAX_BYTES = 64 * 1024

/**
 * Fetches a small file: no redirects, no waiting beyond five seconds, nothing larger than 64 KiB.
 *
 * @throws Error when it cannot be had
 */
export async function download(url: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(url, { redirect: 'error', signal })
  if (!response.ok || !response.body) throw new Error(`the other side answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error('the answer was larger than a certificate')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
