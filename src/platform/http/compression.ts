import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { remember } from '../remember.ts'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** Below this many bytes a compressed answer is hardly shorter than the plain one. */
const MIN_BYTES = 1000

/** An answer differs by how it is packed and in which language it speaks. */
export const VARY = 'Accept-Encoding, Accept-Language'

export type Encoding = 'br' | 'gzip' | 'identity'

const MAX_HEADERS = 100
/** No browser's is this long; what somebody made up is not remembered. */
const MAX_HEADER_CHARS = 200

/** The best encoding that the reader's browser takes (RFC 9110 §12.5.3). */
export function chooseEncoding(acceptEncoding = ''): Encoding {
  return acceptEncoding.length > MAX_HEADER_CHARS ? 'identity' : chosenEncoding(acceptEncoding)
}

const chosenEncoding = remember(MAX_HEADERS, (acceptEncoding): Encoding => {
  const accepted = acceptEncoding.toLowerCase()
  const takes = (coding: string) =>
    new RegExp(`\\b${coding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted)
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : 'identity'
})

/** Compresses outside the main thread. What is not worth it, or nothing, comes back as it is. */
export async function compress(body: string, encoding: Encoding): Promise<Buffer | undefined> {
  if (encoding === 'identity' || body.length < MIN_BYTES) return undefined
  if (encoding === 'gzip') return gzipAsync(body, { level: 6 })
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  return brotliAsync(body, { params: quality })
}
