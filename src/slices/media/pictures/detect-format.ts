/** What pictures may be given as. */
export type InputFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif'

/**
 * The format of a file by its first bytes; its name is nobody's proof. Undefined for whatever
 * is not on this list: SVG, which can carry scripts, PDF, HTML and all the rest.
 */
export function detectFormat(bytes: Uint8Array): InputFormat | 'heic' | undefined {
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (/^RIFF.{4}WEBPVP8[ LX]/s.test(head)) return 'webp'
  const [, brand] = /^.{4}ftyp(.{4})/s.exec(head) ?? []
  if (brand === 'avif' || brand === 'avis') return 'avif'
  return brand && /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand) ? 'heic' : undefined
}
