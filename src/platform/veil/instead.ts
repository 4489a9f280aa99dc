import type { Form } from './forms.ts'
import type { HiddenName } from './types.ts'

const SLUG_WORD = 'person'

/**
 * What is written where a name stood: a role in the language of the text or, where there is none,
 * initials in the script of the name that stood there. Between the words of an address, something
 * that an address can hold.
 */
export function insteadOf(
  { parts, hidden }: Form,
  { written, isSlug, lang }: { written: string; isSlug: boolean; lang?: string },
): string {
  const role = hidden && roleIn(hidden, lang)
  if (isSlug) return role ? SLUG_WORD : slugOf(initialsOf(parts, 'latin'))
  return (
    role ??
    initialsOf(parts, written)
      .map((letter) => `${letter}.`)
      .join(' ')
  )
}

function roleIn({ instead }: HiddenName, lang = 'en'): string | undefined {
  return instead[lang] ?? instead[lang.split('-')[0] ?? '']
}

function slugOf(letters: readonly string[]): string {
  const slug = letters.map((letter) => letter.toLowerCase()).join('-')
  return /^[a-z-]+$/.test(slug) ? slug : SLUG_WORD
}

/** In the script of what was written, so far as the letters of the name go over into it. */
function initialsOf(parts: Form['parts'], written: string): string[] {
  const letters = parts.map((part) => [...part.written][0]?.toUpperCase() ?? '')
  const isCyrillic = /\p{Script=Cyrillic}/u.test(written)
  const table = isCyrillic ? toCyrillic : /[a-z]/i.test(written) ? toLatin : undefined
  return letters.length > 0 ? letters.map((letter) => table?.get(letter) ?? letter) : ['N', 'N']
}

const pairs =
  'А A Б B В V Г G Д D Е E Ж Z З Z И I К K Л L М M Н N О O П P Р R С S Т T У U Ф F Х K Ц T Ч C Ш S Щ S Э E Ю Y Я Y Ә A Ғ G Қ K Ң N Ө O Ұ U Ү U Һ H І I Ё E Й Y Є E'
const toLatin = new Map(
  [...pairs.matchAll(/(\S) (\S)/g)].map(([, cyrillic = '', latin = '']) => [cyrillic, latin]),
)
/** The first letter that is written so, so that А stands for A and К for K. */
const toCyrillic = new Map(
  [...pairs.matchAll(/(\S) (\S)/g)]
    .map(([, cyrillic = '', latin = '']): [string, string] => [latin, cyrillic])
    .toReversed(),
)
