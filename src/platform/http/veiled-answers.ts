import type { FastifyRequest } from 'fastify'
import type { Veil, VeilOptions, Veils } from '../veil/veil.ts'
import type { App } from './types.ts'

/**
 * The last gate: whatever leaves for everybody, as a page, a feed or data, passes the veil, however
 * it was put together. Desk pages show what editors work on, except those that say `isVeiled`.
 *
 * To be added before the page cache, which keeps what has passed here.
 */
export function addVeiledAnswers(server: App, { veils }: { veils: Veils }): void {
  server.addHook('onSend', async (request, reply, payload) => {
    // What tells of a failure is made of the catalogue's words alone, and must come through when the
    // names to hide cannot be read.
    if (!isForReaders(request) || reply.statusCode >= 500) return payload
    const type = String(reply.getHeader('content-type') ?? '')
    const text = textOf(payload, type)
    if (text === undefined) return payload
    const isPage = type.startsWith('text/html')
    const isSpread = request.routeOptions.config?.isSpread === true
    const use = isPage && !isSpread ? 'pages' : 'spread'
    // What an answer is made of tells whom a given name alone may mean.
    const options = { lang: request.view.lang, scopes: reply.shows?.facts ?? [] }
    const veiled = await underPresentVeils(veils, use, ({ veil, spread }) =>
      isPage
        ? veilPage(text, { veil, spread }, options)
        : veilText(text, { veil: spread, type }, options),
    )
    if (veiled === undefined || veiled === text) return payload
    void reply.removeHeader('content-length')
    return veiled
  })
}

/** A consent is withdrawn hardly ever, and never so often within one answer. */
const MAX_ROUNDS = 5

/**
 * What `hide` makes of an answer; anew when a consent was withdrawn while it worked, so that no
 * answer leaves after the withdrawal under the veil of before. Undefined when nobody is to be hidden.
 */
async function underPresentVeils(
  veils: Veils,
  use: 'pages' | 'spread',
  hide: (both: { veil: Veil; spread: Veil }) => string,
): Promise<string | undefined> {
  let veiled: string | undefined
  let [veil, spread] = await Promise.all([veils.for(use), veils.for('spread')])
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    veiled = veil.isEmpty && spread.isEmpty ? undefined : hide({ veil, spread })
    const present = await veils.for(use)
    if (present === veil) return veiled
    veil = present
    spread = await veils.for('spread')
  }
  return veiled
}

function isForReaders({ routeOptions: { config } }: FastifyRequest): boolean {
  if (config?.isVeiled !== undefined) return config.isVeiled
  return (config?.access ?? 'public') === 'public'
}

const veiledTypes =
  /^(?:text\/(?:html|plain|csv|calendar|xml)|application\/(?:.+\+)?(?:json|xml))\b/

function textOf(payload: unknown, type: string): string | undefined {
  if (!veiledTypes.test(type)) return undefined
  if (typeof payload === 'string') return payload
  return Buffer.isBuffer(payload) ? payload.toString('utf8') : undefined
}

/** What previews and machines take from the head of a page is spread further than the page. */
function veilPage(
  html: string,
  { veil, spread }: { veil: Veil; spread: Veil },
  options: VeilOptions,
): string {
  const page = veil.text(html, { ...options, isMarkup: true })
  return page
    .replace(dataBlocks, (block, before: string, json: string, after: string) => {
      const veiled = veilJson(json, spread, options)
      return veiled === json ? block : `${before}${veiled.replaceAll('<', '\\u003c')}${after}`
    })
    .replace(metaTags, (tag) => spread.text(tag, { ...options, isMarkup: true }))
}

const dataBlocks = /(<script type="application\/(?:ld\+)?json"[^>]*>)(.*?)(<\/script>)/gs
const metaTags = /<meta [^>]*>/g

function veilText(
  text: string,
  { veil, type }: { veil: Veil; type: string },
  options: VeilOptions,
): string {
  if (type.includes('json')) return veilJson(text, veil, options)
  if (type.includes('xml')) return veil.text(text, { ...options, isMarkup: true })
  if (type.includes('calendar')) return veilCalendar(text, veil, options)
  return veil.text(text, options)
}

/** Data in which nobody is named stays byte for byte as it is. */
function veilJson(json: string, veil: Veil, options: VeilOptions): string {
  const data: unknown = JSON.parse(json)
  const veiled = JSON.stringify(veil.all(data, options))
  return veiled === JSON.stringify(data) ? json : veiled
}

const MAX_LINE_BYTES = 75

/**
 * Lines of a calendar are folded (RFC 5545 §3.1), and may be within a name; so may be the line ends of its
 * texts, which are written `\n` (§3.3.11) and would be read as a letter of the next word.
 */
function veilCalendar(text: string, veil: Veil, options: VeilOptions): string {
  const unfolded = text.replace(/\r\n[ \t]/g, '')
  const whole = unfolded.replace(/\\([\\n])/gi, (pair, sign) => (sign === '\\' ? pair : '\n'))
  const veiled = veil.text(whole, options)
  if (veiled === whole) return text
  const lines = veiled.split('\r\n').map((line) => foldLine(line.replaceAll('\n', '\\n')))
  return lines.join('\r\n')
}

function foldLine(line: string): string {
  let bytes = 0
  return [...line]
    .map((letter) => {
      const size = Buffer.byteLength(letter)
      const isFull = bytes + size > MAX_LINE_BYTES
      bytes = isFull ? size + 1 : bytes + size
      return isFull ? `\r\n ${letter}` : letter
    })
    .join('')
}
