import { foldName } from './fold-name.ts'
import { type Form, formsOf, type Part } from './forms.ts'
import { insteadOf } from './instead.ts'
import { type Sighting, sightingsIn } from './namings.ts'
import type { HiddenName, Naming, ShownName, Veil, VeilOptions } from './types.ts'
import { type TextView, viewsOf } from './view.ts'
import { createWordReader, type NameWord } from './words.ts'

export {
  type HiddenName,
  type NameUse,
  nameUses,
  type ShownName,
  type Veil,
  type VeilOptions,
  type Veils,
} from './types.ts'

/** What replaces a name could, beside what stood there, be read as one again. */
const MAX_PASSES = 4

/**
 * Makes one searcher of many names, to be kept for many texts.
 *
 * A full name, in any order or cut to initials and surname, is hidden wherever it stands. A surname
 * alone is hidden too, unless it may well be something else (a town, a common word): then, like a
 * given name alone, only where it is plain that the person is meant, because the full name
 * stands in the same text or the text is of the person's scope. What belongs to the full name of
 * somebody who may be named is left, unless a hidden name is written just so.
 */
export function createVeil(hidden: readonly HiddenName[], shown: readonly ShownName[] = []): Veil {
  // Somebody who may be named comes without what would make them one of the hidden.
  const free = shown.map(({ spellings }) => ({ spellings }))
  const forms = [...hidden, ...free].flatMap(formsOf)
  const isEmpty = hidden.length === 0
  const seeker = createSeeker(forms)

  const veil: Veil = {
    isEmpty,
    find: (text, options) =>
      isEmpty
        ? []
        : (seeker([text], options)[0]?.map(({ form, ...place }) => ({
            id: forms[form]?.hidden?.id ?? '',
            ...place,
          })) ?? []),
    text: (text, options) => (isEmpty ? text : (veilTexts([text], options)[0] ?? text)),
    all: (value, options) => {
      if (isEmpty) return value
      const texts: string[] = []
      mapStrings(value, (text) => {
        texts.push(text)
        return text
      })
      const veiled = veilTexts(texts, options)
      if (veiled.every((text, index) => text === texts[index])) return value
      const next = veiled.values()
      return mapStrings(value, (text) => next.next().value ?? text)
    },
  }

  function veilTexts(texts: readonly string[], options: VeilOptions = {}): string[] {
    let veiled = [...texts]
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const found = seeker(veiled, options)
      if (found.every((places) => places.length === 0)) return veiled
      veiled = veiled.map((text, index) => replaceAll(text, found[index] ?? [], forms, options))
    }
    return veiled
  }
  return veil
}

type Place = Omit<Naming, 'id'> & { form: number }

function createSeeker(forms: readonly Form[]) {
  const wordsOf = createWordReader(forms)
  return (
    texts: readonly string[],
    { scopes = [], isMarkup = false }: VeilOptions = {},
  ): Place[][] => {
    const seen = texts.map((text) =>
      viewsOf(text, { isMarkup }).map((view) => {
        const sightings = sightingsIn(view, wordsOf(view), forms)
        return { view, sightings: withoutProtected(sightings, forms) }
      }),
    )
    const meant = new Set<string | undefined>(
      seen
        .flat()
        .flatMap(({ sightings }) =>
          sightings.filter(({ isFull }) => isFull).map(({ form }) => forms[form]?.hidden?.id),
        ),
    )
    const isMeant = ({ hidden }: Form) =>
      meant.has(hidden?.id) || (hidden?.scope !== undefined && scopes.includes(hidden.scope))
    return seen.map((views) =>
      merge(
        views.flatMap(({ view, sightings }) =>
          sightings
            .filter((one) => isToBeHidden(one, view, { forms, isMeant }))
            .map(({ form, start, end }) => ({ form, ...view.place(start, end) })),
        ),
      ),
    )
  }
}

/** Leaves the hidden, without parts that stand in the full name of somebody who may be named. */
function withoutProtected(sightings: readonly Sighting[], forms: readonly Form[]): Sighting[] {
  const free = sightings.filter(({ form, isFull }) => isFull && !forms[form]?.hidden)
  return sightings.filter(({ form, isFull, start, end }) => {
    const isCovered = free.some((one) => one.start <= start && one.end >= end)
    return forms[form]?.hidden !== undefined && (isFull || !isCovered)
  })
}

const MIN_SLUG_SOUNDS = 5

function isToBeHidden(
  { form, isFull, hit, word }: Sighting,
  { text }: TextView,
  { forms, isMeant }: { forms: readonly Form[]; isMeant: (form: Form) => boolean },
): boolean {
  const own = forms[form]
  const part = own?.parts[hit?.part ?? -1]
  if (isFull) return true
  if (!own || !part || !word || !hit || word.folded.length < 2) return false
  const inContext = isMeant(own)
  if (isSkeleton(part, word)) return hit.usual && word.isCapital && inContext
  if (part.alone === 'always' && (hit.usual || word.isCapital)) return true
  const isInSlug = part.weight >= MIN_SLUG_SOUNDS && isAmongSlug(text, word)
  if (!hit.usual || !(word.isCapital || isInSlug)) return false
  return part.alone !== 'beside' || inContext
}

const MIN_TELLING_CONSONANTS = 4

/**
 * From Arabic letters to others, and back, hardly more than consonants are left, and among Arabic ones
 * vowels come and go: what is called العامرية would be every Omar and Mary, and عمر. The desk enters a name
 * in each script that it is met in.
 */
function isSkeleton({ written, consonants }: Part, { folded }: NameWord): boolean {
  const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text)
  if (consonants >= MIN_TELLING_CONSONANTS || !(isArabic(written) || isArabic(folded))) return false
  const letters = foldName(written).replace(/^ال(?=..)|[اوهي]+$/gu, '')
  return !folded.includes(letters)
}

/** In an address, a handle or a tag, where no word has a capital letter. */
function isAmongSlug(text: string, { start, end }: { start: number; end: number }): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 1), start), text.slice(end, end + 2)]
  return /[-_/+=#@]/.test(before) || /^(?:[-_/+]\p{L}|@)/u.test(after)
}

/** Joins places that overlap: the longer one says who it is. */
function merge(places: readonly Place[]): Place[] {
  const merged: Place[] = []
  for (const place of places.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (!last || place.start >= last.end) merged.push({ ...place })
    else {
      if (place.end - place.start > last.end - last.start) last.form = place.form
      last.end = Math.max(last.end, place.end)
    }
  }
  return merged
}

function replaceAll(
  text: string,
  places: readonly Place[],
  forms: readonly Form[],
  { lang, isMarkup }: VeilOptions,
): string {
  let result = ''
  let done = 0
  for (const { form, start, end } of places) {
    const written = text.slice(start, end)
    const isSlug = isSlugAt(text, start, end)
    const own = forms[form]
    const plain = own
      ? insteadOf(own, { written: viewsOf(written)[0]?.text ?? '', isSlug, ...(lang && { lang }) })
      : ''
    const instead = isMarkup ? escapeMarkup(plain) : plain
    const { before, after } = markupIn(written)
    // What would close here and open again closes nothing.
    const isUndone = after !== '' && text.startsWith(after, end)
    result += `${text.slice(done, start)}${before}${instead}${isUndone ? '' : after}`
    // `I. I..`: a name before the end of a sentence.
    const isEnd = instead.endsWith('.') && after === '' && text[end] === '.'
    done = end + (isUndone ? after.length : Number(isEnd))
  }
  return result + text.slice(done)
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function isSlugAt(text: string, start: number, end: number): boolean {
  const written = text.slice(start, end)
  if (/\s/u.test(written) || (written !== written.toLowerCase() && !written.includes('%')))
    return false
  return isAmongSlug(text, { start, end }) || /[\p{L}\d][-_+%.][\p{L}\d%]/u.test(written)
}

/**
 * Markup that begins or ends within a name is kept, so that what it belongs to outside of the name
 * stays whole: tags and opening emphasis before what is written instead, closing emphasis after.
 */
function markupIn(written: string): { before: string; after: string } {
  const tags = [...written.matchAll(/<\/?[a-z][^<>]*>/giu)].map(([tag]) => tag).join('')
  const kept = ['**', '~~', '*'].map((mark) => {
    const pattern =
      mark === '*' ? /(?<!\*)(?:\*|\*{3})(?!\*)/g : new RegExp(RegExp.escape(mark), 'g')
    const places = [...written.matchAll(pattern)]
    const last = places.length % 2 === 1 ? places.at(-1) : undefined
    if (!last) return { before: '', after: '' }
    const isClosing = /[\p{L}.]$/u.test(written.slice(0, last.index))
    return isClosing ? { before: '', after: mark } : { before: mark, after: '' }
  })
  return {
    before: tags + kept.map(({ before }) => before).join(''),
    after: kept.map(({ after }) => after).join(''),
  }
}

/** A copy of a plain value in which every string is what `change` makes of it. */
function mapStrings<T>(value: T, change: (text: string) => string): T {
  const map = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one)
    if (Array.isArray(one)) return one.map(map)
    if (one === null || typeof one !== 'object' || !isPlain(one)) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, map(inner)]))
  }
  return map(value) as T
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
