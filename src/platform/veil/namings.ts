import { type Form, isPatronymic, type Part } from './forms.ts'
import type { TextView } from './view.ts'
import type { Hit, NameWord } from './words.ts'

/** Words of a view that belong together as one name. */
export interface Sighting {
  /** Index of the form. */
  form: number
  start: number
  end: number
  /** Two parts, or a surname with an initial, or all of them in one word: nobody else is meant. */
  isFull: boolean
  /** For a part that stands alone. */
  word?: NameWord
  hit?: Hit
}

/** Between two parts of one name. Brackets and slashes part names. */
const closeGap = /^(?:[\s,.\-‐‑–—_+*~'"’‘”“«»`\\=]|<\/?[a-z][^<>]*>){0,6}$/iu
/** Stand within names and tell nothing: Muhammad al-Qasim, Maria de la Cruz. */
const particles = new Set(
  'al el ul as ad ar ibn bin bint ben abu umm de da di do du la le van von der den i uulu ال'.split(
    ' ',
  ),
)
const MAX_SKIPPED = 1

/** Everything in a view that may be a name, in no order; some of it overlaps. */
export function sightingsIn(
  view: TextView,
  words: readonly NameWord[],
  forms: readonly Form[],
): Sighting[] {
  const found: Sighting[] = []
  for (const [index, word] of words.entries()) {
    if (word.joined !== undefined) {
      found.push({ form: word.joined, start: word.start, end: word.end, isFull: true })
    }
    for (const hit of word.hits) found.push(around({ view, words, forms }, index, hit))
  }
  for (const [form, { unparted }] of forms.entries()) {
    for (const { 0: run, index } of unparted ? view.text.matchAll(unparted) : []) {
      found.push({ form, start: index, end: index + run.length, isFull: true })
    }
  }
  return found
}

interface Ground {
  view: TextView
  words: readonly NameWord[]
  forms: readonly Form[]
}

/** Walks from one part to both sides for the others, or for initials of them. */
function around(ground: Ground, index: number, hit: Hit): Sighting {
  const used = new Set([hit.part])
  const cut = new Set<number>()
  const right = walk(ground, { from: index, step: 1, form: hit.form, used, cut })
  const left = walk(ground, { from: index, step: -1, form: hit.form, used, cut })
  const parts = ground.forms[hit.form]?.parts
  const isFull = used.size - cut.size > 1 || (cut.size > 0 && parts?.[hit.part]?.isSurname === true)
  const end = isFull ? withPatronymic(ground, right) : right
  const [first, last] = [ground.words[left], ground.words[end]]
  const word = ground.words[index]
  return {
    form: hit.form,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    isFull,
    ...(word && { word }),
    hit,
  }
}

interface Walk {
  from: number
  step: 1 | -1
  form: number
  /** Parts met so far, and those of them that are cut to an initial. */
  used: Set<number>
  cut: Set<number>
}

/** Returns the index of the last word that belongs to the name, and marks the parts it met. */
function walk({ view, words, forms }: Ground, { from, step, form, used, cut }: Walk): number {
  const parts = forms[form]?.parts ?? []
  let reached = from
  let skipped = 0
  for (let next = from + step; ; next += step) {
    const word = words[next]
    if (!word || !isClose(view, words[next - step], word)) return reached
    const part = parts.findIndex(
      (one, index) => !used.has(index) && fits({ view, one, index, form }, word),
    )
    if (part >= 0) {
      used.add(part)
      if (!word.hits.some((hit) => hit.form === form && hit.part === part)) cut.add(part)
      reached = next
      skipped = 0
    } else if (skipped < MAX_SKIPPED && isBetween(view, word, form)) {
      skipped += 1
    } else return reached
  }
}

/** A particle, or a second name that is not known to us: Ivan Petrovich Ivanov, I. P. Ivanov. */
function isBetween({ text }: TextView, word: NameWord, form: number): boolean {
  if (particles.has(word.folded)) return true
  if (!word.isCapital || word.hits.some((hit) => hit.form === form)) return false
  const [before, after] = [text.slice(0, word.start).slice(-2), text.slice(word.end, word.end + 1)]
  return /[\s.]$/u.test(before) && (/\s/u.test(after) || (word.isInitial && after === '.'))
}

const MAX_INITIAL_CHARS = 3

function fits(
  { view, one, index, form }: { view: TextView; one: Part; index: number; form: number },
  { start, end, isCapital, isInitial, folded, hits }: NameWord,
): boolean {
  const isCut = isInitial || (end - start <= MAX_INITIAL_CHARS && view.text[end] === '.')
  if (isCut && isCapital && one.initial.test(folded)) return true
  return hits.some((hit) => hit.form === form && hit.part === index)
}

function isClose(view: TextView, one: NameWord | undefined, other: NameWord): boolean {
  if (!one) return false
  const [first, second] = one.start < other.start ? [one, other] : [other, one]
  return closeGap.test(view.text.slice(first.end, second.start))
}

/** Ivan Ivanov, son of Pyotr: the second name goes with the first, known to us or not. */
function withPatronymic({ view, words }: Ground, index: number): number {
  const [last, next] = [words[index], words[index + 1]]
  const isOne = last && next?.isCapital && isPatronymic(view.text.slice(next.start, next.end))
  return isOne && isClose(view, last, next) ? index + 1 : index
}
