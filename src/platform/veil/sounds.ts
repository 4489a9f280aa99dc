import { foldLetters } from '../i18n/fold.ts'
import { foldName } from './fold-name.ts'

/**
 * How one sound of a name may be spelt, as patterns over folded words: in the systems most in use
 * (BGN/PCGN, ISO 9, scholarly, passports, Kazakh Latin), in any spelling met in newspapers of
 * Europe and Asia, and in Arabic letters (nothing for vowels, which may be left out there).
 */
interface Sound {
  usual: string
  any: string
  arabic: string
}

/** A part of a name as patterns over folded words. */
export interface PartPatterns {
  /** Also matches with the endings of grammar. */
  usual: RegExp
  any: RegExp
  /** The part alone, to be found inside a word that joins several. */
  joined: string
  /** What the part may begin with when it is cut to an initial. */
  initial: RegExp
  /** Letters that a word for it can begin with, folded. */
  begins: ReadonlySet<string>
  /** Letters or sounds that tell it from other words; endings do not. */
  weight: number
  /** The sounds that Arabic letters and others have in common: without vowels. */
  consonants: number
}

/** Usual, then any, then Arabic spelling. Words were folded before: see `foldName`. */
const sounds: Record<string, readonly [usual: string, any: string, arabic: string]> = {
  a: ['a', '[ae]', ''],
  ä: ['(?:ae?|e)', '(?:ae?|eo?|o)', ''],
  e: ['(?:[ij]?e|[ij]o)', '[ij]?[eoa]', ''],
  i: ['(?:ie?|e)j?', '[ie]{1,2}j?', ''],
  // Heard between vowels or at the end of a syllable, and often left out.
  short: ['[ij]?', '[ieuj]?', ''],
  o: ['o', '(?:ou?|u|oe)', ''],
  ö: ['(?:oe?|u)', '(?:oe?|u|e|[ij]o)', ''],
  u: ['(?:u|ou|o)', '(?:ou?|[ij]?u|v)', ''],
  ia: ['[ij]?a', '[ij]?[ae]', ''],
  iu: ['[ij]?u', '[ij]?(?:ou?|u)', ''],
  // Latin `ja`, `ju` …: either of the two.
  ja: ['(?:zh?|dzh)?[ij]?a', '(?:d?s?zh?|d?g|d?s?ch?|c|sh)?[ij]?[ae]', ''],
  ju: ['(?:zh?|dzh)?[ij]?u', '(?:d?s?zh?|d?g|d?s?ch?|c|sh)?[ij]?(?:ou?|u)', ''],
  jo: ['(?:zh?|dzh)?[ij]?[oe]', '(?:d?s?zh?|d?g|d?s?ch?|c|sh)?[ij]?[eo]', ''],
  b: ['b', '[bp]', 'ب'],
  v: ['[vf]', '[vfub]', '[وفب]'],
  g: ['gh?', '(?:g[hu]?|k?h|k)', '[غجكقع]'],
  d: ['d', 'dh?', '[دضذ]'],
  zh: ['(?:d?zh?|d?j)', '(?:d?s?zh?|d?j|d?i|d?g|d?s?ch|zch|sh|c)', '[جزش]+'],
  z: ['z', '(?:z|s|dh|th)', '[زذظض]'],
  k: ['(?:kh?|c)', '(?:c?kh?|ch?|g)', '[كقخ]'],
  ks: ['(?:ks|x)', '(?:[kc]s|x|[kg]z|kkh)', '[كق]س'],
  l: ['l', 'l[ij]?', 'ل'],
  m: ['m', 'm', 'م'],
  n: ['n', 'n', 'ن'],
  ng: ['n(?:g|h)?', 'n(?:g|h|k)?', 'ن[كغ]?'],
  p: ['p', 'p', '[بف]'],
  r: ['r', 'rh?', 'ر'],
  s: ['s', '[scz]', '[سصث]'],
  t: ['t', 'th?', '[تطث]'],
  f: ['(?:f|ph)', '(?:f|ph|v|p)', '[فب]'],
  kh: ['(?:kh?|h|x|ch)', '(?:[kc]?h|x|k|g)', '[خحهك]'],
  ts: ['(?:ts|c|tc|tz)', '(?:t[scz]h?|c|z)', '(?:تس|[سصزت])'],
  ch: ['(?:ch|tch|tsch|c|cz)', '(?:t?s?ch|tsh|cz|c|q|x|sh)', '(?:تش|[جش])'],
  sh: ['(?:sh|s|sch|ch|sz)', '(?:s[hcz]?|sch|ch|x)', '[شس]'],
  shch: [
    '(?:shch|sc|s|sch|shh|schtsch|szcz|chtch|st)',
    '(?:s[hz]?t?s?ch|sch?t?s?ch|szcz|chtch|shh|s[hct]?)',
    '[شس](?:تش|ج)?',
  ],
  c: ['(?:c|k|ts|s|ch)', '(?:[ckszt]|ts|ch|j|dzh?|zh)', '[كسجت]'],
}

/** Which sound a letter, or several together, stands for; longer ones are looked for first. */
const cyrillic = `
  а a  б b  в v  г g  ғ g  ґ g  д d  е e  ё e  э e  є e  ә ä  ж zh  җ zh  з z  и i  ї i  й short
  к k  қ k  л l  м m  н n  ң ng  о o  ө ö  п p  р r  с s  т t  у u  ұ u  ү u  ў u  ф f  х kh  һ kh
  ц ts  ч ch  ш sh  щ shch  ъ -  ь -  ы short  і short  ю iu  я ia  кс ks  дж zh`
const latin = `
  a a  b b  c c  d d  e e  f f  g g  h kh  i i  j zh  k k  l l  m m  n n  o o  p p  q k  r r  s s
  t t  u u  v v  w v  x ks  y short  z z
  ya ia  yu iu  yo e  ye e  ia ia  iu iu  ie e  ja ja  ju ju  jo jo  je jo  ou u  oo u  ee i
  sch sh  sh sh  ch ch  tch ch  tsch ch  cz ch  sz sh  shch shch  schtsch shch  szcz shch  chtch shch
  zh zh  dzh zh  dj zh  dsch zh  kh kh  gh g  ts ts  tz ts  ph f  th t  ks ks  ck k  qu k
  ng ng  oe ö  ae ä  ž zh  š sh  č ch  ş sh  ç ch  ğ g  ı short  ŝ shch  ć ch  ż zh  ñ ng  ö ö  ü u
  ä ä  ə ä  â ia  û iu  ě e  ł l  đ zh  ø ö  æ ä  ß s`

const spelling = new Map(
  [...`${cyrillic} ${latin}`.matchAll(/(\S+) (\S+)/gu)].map(([, letters = '', sound = '']) => [
    letters,
    sound,
  ]),
)
const LONGEST = 7

const vowelsOfArabic = '[اوهيع]{0,2}'

/** Reads one part of a name, written in any script. */
export function readPart(part: string): PartPatterns {
  const folded = foldName(part)
  if (/\p{Script=Arabic}/u.test(folded)) return patternsOf(soundsOfArabic(folded))
  if (/[^a-z]/.test(folded)) return literally(folded)
  return patternsOf(soundsOf(part))
}

function soundsOf(part: string): Sound[] {
  const word = part.toLowerCase().normalize('NFC')
  const isKnown = [...word].every((letter) => spelling.has(letter))
  const letters = isKnown ? word : plainer(word)
  const found: Sound[] = []
  for (let at = 0; at < letters.length; ) {
    let length = Math.min(LONGEST, letters.length - at)
    while (length > 1 && !spelling.has(letters.slice(at, at + length))) length -= 1
    const names = spelling.get(letters.slice(at, at + length)) ?? '-'
    const isRepeated = letters[at] === letters[at - 1]
    if (names !== '-' && !isRepeated) found.push(sound(names, isAfterVowel(found)))
    at += length
  }
  return found.map((one, index) => fleeting(found, index) ?? one)
}

/** Letters that stand in no list become the Latin ones that are next to them. */
function plainer(word: string): string {
  return [...word]
    .map((letter) => (spelling.has(letter) ? letter : foldName(letter) || foldLetters(letter)))
    .join('')
}

function sound(name: string, afterVowel: boolean): Sound {
  // `Sergej`: after a vowel the letter is heard as in Yes.
  const [usual, any, arabic] = sounds[name === 'zh' && afterVowel ? 'zh' : name] ?? ['', '', '']
  return { usual, any, arabic }
}

function isAfterVowel(found: readonly Sound[]): boolean {
  return found.at(-1)?.arabic === ''
}

/** Павел, but Павла: the last vowel before some consonants leaves in grammar. */
function fleeting(found: readonly Sound[], index: number): Sound | undefined {
  const [own, last] = [found[index], found.at(-1)]
  const isLeaving = own === undefined || index !== found.length - 2 || found.length < 5
  if (isLeaving || ![sounds.e?.[0], sounds.o?.[0]].includes(own.usual)) return undefined
  const leaves = ['l', 'ts', 'k'].some((name) => sounds[name]?.[0] === last?.usual)
  return leaves ? { ...own, usual: `${own.usual}?`, any: `(?:${own.any})?` } : undefined
}

const arabicLetters = new Map(
  Object.entries({
    ب: '[bpv]',
    ت: 'th?',
    ث: '(?:th|s|t)',
    ج: '(?:d?zh?|d?j|g|ch?|dsch)',
    ح: '(?:kh?|h|x)',
    خ: '(?:kh?|h|x|ch)',
    د: 'dh?',
    ذ: '(?:dh?|z|th)',
    ر: 'r',
    ز: '(?:zh?|j)',
    س: '[sc]',
    ش: '(?:sh?|ch|sch)',
    ص: 's',
    ض: '(?:dh?|z)',
    ط: 't',
    ظ: '(?:z|dh|th)',
    ع: 'g?',
    غ: '(?:gh?|r)',
    ف: '(?:f|v|ph?)',
    ق: '(?:kh?|gh?|c)',
    ك: '(?:kh?|c|g)',
    ل: 'l',
    م: 'm',
    ن: 'ng?',
    ه: '(?:h|kh)?',
    و: '(?:v|u|o|ou)?',
    ي: '[ije]?',
    ا: '[aeiou]?',
  }),
)

/** Arabic letters leave short vowels out: between two of them there may be any. */
function soundsOfArabic(folded: string): Sound[] {
  return [...folded.replace(/^ال(?=..)/u, '')].map((letter) => {
    const any = `${arabicLetters.get(letter) ?? ''}[aeiou]{0,2}`
    const isVowel = 'اوهيع'.includes(letter)
    return { usual: any, any, arabic: isVowel ? '' : letter }
  })
}

/** Endings of Slavic and Turkic grammar and the Western -s, folded. No name ends in -o by grammar. */
const VOWELS = '(?:[aeiu]|[oeai][ij]|[oe][ij]u|[ij][aue]|[au][ij][au]|[ij]?[ij]e[ij]?|i?[ij]am|ij)?'
const SLAVIC = '(?:[aeijou]{0,2}(?:mi?|kh|go|mu|n|s)|[oe]v[ia])?'
const TURKIC =
  '[aeiju]{0,2}(?:[ldt][ae]r)?(?:[iu]?[ndt][iu]n[gh]?|[gkn][ae]|[ndt][iu]|n?[dt][ae]n?|[mbp][ei]n|s?[iu])?'
const ENDINGS = `(?:${VOWELS}|${SLAVIC}|${TURKIC})`
/** Of short parts: with others they would be like too many words. */
const SHORT_ENDINGS = '(?:[aeiu]|o[ij]u?|e[ij]|[oei]m|s|[nd]in[gh]?|[gnd][ae]|ni|dan|men)?'
const MIN_SOUNDS_FOR_ALL_ENDINGS = 4
/** What Arabic writes together with the word that follows: and, to, with, like, the. */
const ARABIC_BEFORE = '(?:[وفبلك]?(?:ال|ل)?)?'
const ARABIC_ENDINGS = '(?:[ندت]ين|[نعقك][اهي]|[ندت]ي|ن?[دت][اه]ن?|[مب]هن)?'

function patternsOf(found: readonly Sound[]): PartPatterns {
  const stem = withoutEnding(found)
  const spelt = (how: 'usual' | 'any') => stem.map((one) => one[how]).join('')
  const consonants = stem.filter((one) => one.arabic !== '').map((one) => one.arabic)
  const arabic = `${ARABIC_BEFORE}${vowelsOfArabic}${consonants.map((one) => one + vowelsOfArabic).join('')}${ARABIC_ENDINGS}`
  const whole = (how: 'usual' | 'any') => {
    const inArabic = consonants.length > 1 ? `|${arabic}` : ''
    const asWritten = found
      .slice(stem.length)
      .map((one) => one[how])
      .join('')
    const endings = stem.length < MIN_SOUNDS_FOR_ALL_ENDINGS ? SHORT_ENDINGS : ENDINGS
    return new RegExp(`^(?:${spelt(how)}(?:${asWritten}|${endings})${inArabic})$`)
  }
  const [first = { usual: '', arabic: '' }] = found
  const begins = beginningsOf(found)
  const latinBegins = LATIN_LETTERS.filter((letter) => begins.has(letter)).join('')
  return {
    usual: whole('usual'),
    any: whole('any'),
    joined: found.map((one) => one.any).join(''),
    initial: new RegExp(`^(?:${first.usual}|[${latinBegins}]|${first.arabic || '[اويعه]'})$`),
    begins,
    weight: stem.length,
    consonants: consonants.length,
  }
}

const LATIN_LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
/** All that a spelling of one sound can go on with. */
const FURTHER = [
  '',
  'h',
  'i',
  'u',
  'e',
  'o',
  'a',
  's',
  'z',
  'c',
  'k',
  'g',
  'kh',
  'sh',
  'ch',
  'zh',
  'sch',
  'zch',
  'tch',
  'htch',
  'tsch',
  'hch',
  'zcz',
  'chtsch',
]
const ARABIC_LETTERS = [...'ابتثجحخدذرزسشصضطظعغفقكلمنهوي']

function beginningsOf(found: readonly Sound[]): Set<string> {
  const letters = new Set<string>(ARABIC_LETTERS)
  for (const { any } of found) {
    const whole = new RegExp(`^(?:${any})$`)
    for (const letter of LATIN_LETTERS) {
      if (FURTHER.some((further) => whole.test(letter + further))) letters.add(letter)
    }
    if (!whole.test('')) break
  }
  return letters
}

/** Vowels at the end give way to those of grammar: Роза, Розы, Розой. */
function withoutEnding(found: readonly Sound[]): readonly Sound[] {
  let length = found.length
  while (length > 3 && found[length - 1]?.arabic === '') length -= 1
  return found.slice(0, length)
}

/** A script of which nothing is known: the word as it is, with little behind it. */
function literally(folded: string): PartPatterns {
  const plain = RegExp.escape(folded)
  const whole = new RegExp(`^${plain}.{0,3}$`, 'u')
  return {
    usual: whole,
    any: whole,
    joined: plain,
    initial: new RegExp(`^${RegExp.escape([...folded][0] ?? '')}$`, 'u'),
    begins: new Set(folded[0]),
    weight: [...folded].length,
    consonants: [...folded].length,
  }
}
