/** A text as a reader meets it, with the way back to what is written. */
export interface TextView {
  text: string
  /** Where in the source the characters from `start` up to `end` of this view stand. */
  place(start: number, end: number): { start: number; end: number }
}

/** References of HTML, codes of URLs and of JSON. */
const CODES = String.raw`&#x?[0-9a-f]{1,6};|&(?:nbsp|shy|zwnj|zwj|amp|quot|apos|hyphen|lt|gt);|(?:%[0-9a-f]{2})+|\\u[0-9a-f]{4}`
/** What has no width: soft hyphens, joiners, marks of direction. */
const INVISIBLE = String.raw`[[\p{Cf}\u034f\p{Variation_Selector}]--[\u0600-\u0605]]`
/** What stands between the letters of one word and is not seen: emphasis, tags, a broken line. */
const MARKUP = String.raw`(?<=[\p{L}\p{M}])(?:[*~]|<\/?[a-z][^<>]*>|[\-\u2010\u00ad]\r?\n[ \t>]{0,8}){1,8}(?=\p{L})`

const codesAndInvisible = new RegExp(`${CODES}|${INVISIBLE}`, 'giv')
const TAG = String.raw`<\/?[a-z][^<>]*>`
const withMarkup = new RegExp(`${MARKUP}|${TAG}|${CODES}|${INVISIBLE}`, 'giv')
/** What of a document is not read: comments, scripts, styles, tags. CDATA of feeds is read. */
const UNREAD = String.raw`<!--.*?-->|<(?:script|style)\b[^>]*>.*?<\/(?:script|style)>|<!doctype[^>]*>|<\?[^>]*>|<!\[CDATA\[|\]\]>`
const markupOnly = new RegExp(`${MARKUP}|${UNREAD}|${TAG}|${CODES}|${INVISIBLE}`, 'gisv')
const READ_ATTRIBUTES = String.raw`alt|title|content|aria-label|placeholder|href|src|srcset|poster|cite|action|datetime|label|url|term|data-[a-z\-]+`
/** What readers typed of themselves comes back as they typed it: a changed address is somebody else's. */
const OWN_FIELD = String.raw`\sname="(?:name|email)"[^<>]{0,300}`
const attributes = new RegExp(
  String.raw`(?<=\s(?:${READ_ATTRIBUTES}|(?<!${OWN_FIELD}\s)value)=")[^"]+(?=")`,
  'gi',
)
const APART = ' '.repeat(8)
/** Tags that letters on both sides of may be read as one word; all others begin a new line or cell. */
const INLINE =
  'a|abbr|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tspan|tt|u|var|wbr'
const parting = new RegExp(String.raw`<\/?(?!(?:${INLINE})\b)[a-z]`, 'i')
const joint = new RegExp(String.raw`[\p{L}\p{M}](?:<\/?(?:${INLINE})\b[^<>]*>){1,8}\p{L}`, 'iv')
const anyCode = /[&%\\\p{Cf}\p{Variation_Selector}]|\u034f/u
const anyMarkup = /[*~<]|[-‐\u00ad]\r?\n/

/** Between two letters that stand alone. */
const GAP = String.raw`\.?\p{Zs}|[.\u00b7_\-]`
const LONE = String.raw`\p{L}\p{M}*`
/** `J o h n`, `J.o.h.n`: so many that no row of initials or list of points is taken for a word. */
const spacedOut = new RegExp(
  String.raw`(?<![\p{L}\p{M}])${LONE}(?:(?:${GAP})${LONE}(?![\p{L}\p{M}])){3,}`,
  'gu',
)
/** Letters two to four of such a run, which are sooner looked for. */
const anySpacedOut = /[\s.·_-]\S\p{M}*(?:\.\s|[\s.·_-])\S\p{M}*(?:\.\s|[\s.·_-])\S(?!\p{L})/u
const gaps = new RegExp(GAP, 'gu')

/**
 * How the text can be read: with what is between letters as what parts words; where there is
 * markup, with that markup taken away; and where letters stand apart, with them put together.
 */
export function viewsOf(text: string, { isMarkup = false } = {}): TextView[] {
  const views = viewsAsWritten(text, { isMarkup })
  return [...views, ...views.flatMap((view) => viewPutTogether(view) ?? [])]
}

function viewsAsWritten(text: string, { isMarkup }: { isMarkup: boolean }): TextView[] {
  if (isMarkup) {
    const views = [viewThrough(text, markupOnly), viewOfAttributes(text)]
    // `<b>I</b>van` is one word, `<bdi>Ivan</bdi><a>free</a>` is two: nobody knows before the style does.
    if (joint.test(text)) views.push(viewThrough(text, markupOnly, { isApart: true }))
    return views
  }
  const views = [anyCode.test(text) ? viewThrough(text, codesAndInvisible) : plainView(text)]
  if (anyMarkup.test(text)) views.push(viewThrough(text, withMarkup))
  return views
}

function plainView(text: string): TextView {
  return { text, place: (start, end) => ({ start, end }) }
}

function viewPutTogether(view: TextView): TextView | undefined {
  if (!anySpacedOut.test(view.text)) return undefined
  const starts: number[] = []
  let text = ''
  let done = 0
  const keep = (until: number) => {
    for (let index = done; index < until; index += 1) starts.push(index)
    text += view.text.slice(done, until)
    done = until
  }
  for (const { 0: run, index } of view.text.matchAll(spacedOut)) {
    for (const gap of run.matchAll(gaps)) {
      keep(index + gap.index)
      done += gap[0].length
    }
  }
  if (done === 0) return undefined
  keep(view.text.length)
  const place: TextView['place'] = (start, end) =>
    view.place(starts[start] ?? 0, (starts[end - 1] ?? view.text.length - 1) + 1)
  return { text, place }
}

/** Each attribute as a text of its own. */
function viewOfAttributes(source: string): TextView {
  const found = [...source.matchAll(attributes)].map(({ 0: value, index }) => ({
    view: viewThrough(value, codesAndInvisible),
    index,
  }))
  const starts: number[] = []
  let text = ''
  for (const { view } of found) {
    starts.push(text.length)
    text += view.text + APART
  }
  return {
    text,
    place: (start, end) => {
      const which = starts.findLastIndex((from) => from <= start)
      const { view, index } = found[which] ?? { view: plainView(''), index: 0 }
      const from = starts[which] ?? 0
      const place = view.place(start - from, Math.min(end - from, view.text.length))
      return { start: index + place.start, end: index + place.end }
    },
  }
}

function viewThrough(source: string, pattern: RegExp, { isApart = false } = {}): TextView {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let tail = ''
  const add = (piece: string, from: number, step: (index: number) => [number, number]) => {
    for (let index = 0; index < piece.length; index += 1) {
      const [start, end] = step(index)
      starts.push(from + start)
      ends.push(from + end)
    }
    text += piece
    tail = piece.at(-1) ?? tail
  }
  let done = 0
  for (const match of source.matchAll(pattern)) {
    add(source.slice(done, match.index), done, (index) => [index, index + 1])
    const [code] = match
    const next = match.index + code.length
    const isBetweenLetters =
      !(code.includes('<') && (isApart || parting.test(code))) &&
      /[\p{L}\p{M}]/u.test(tail) &&
      /^\p{L}/u.test(source.slice(next, next + 2))
    const decoded = decode(code, isBetweenLetters)
    const places = code.startsWith('%') ? placesInRun(decoded, code) : undefined
    add(decoded, match.index, (index) => places?.[index] ?? [0, code.length])
    done = next
  }
  add(source.slice(done), done, (index) => [index, index + 1])
  return {
    text,
    place: (start, end) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? source.length }),
  }
}

const named: Record<string, string> = { nbsp: ' ', amp: '&', quot: '"', apos: "'", hyphen: '-' }

function decode(code: string, isBetweenLetters: boolean): string {
  if (code.startsWith('%')) return decodeRun(code)
  if (code.includes('<') && !isBetweenLetters) return ' '
  if (code.startsWith('\\u')) return String.fromCharCode(Number.parseInt(code.slice(2), 16))
  const [, isHex, digits] = /^&#(x?)([0-9a-f]+);$/i.exec(code) ?? []
  if (!digits) return named[code.slice(1, -1).toLowerCase()] ?? ''
  const point = Number.parseInt(digits, isHex ? 16 : 10)
  const letter = point > 0 && point < 0x110000 ? String.fromCodePoint(point) : ''
  return invisible.test(letter) ? '' : letter
}

const invisible = new RegExp(INVISIBLE, 'v')

/** Bytes that are no text stay as they are written. */
function decodeRun(run: string): string {
  const decoded = Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')
  return decoded.includes('\ufffd') ? run : decoded
}

/** In a run of URL codes each byte takes three characters of the source. */
function placesInRun(decoded: string, run: string): Array<[number, number]> {
  const places: Array<[number, number]> = []
  let at = 0
  for (const letter of decoded) {
    const width = decoded === run ? 1 : 3 * Buffer.byteLength(letter)
    for (let unit = 0; unit < letter.length; unit += 1) places.push([at, at + width])
    at += width
  }
  return places
}
