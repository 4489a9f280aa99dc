/**
 * Folds a word to the form in which the search compares words, so that accents, letter variants
 * and the two scripts of Central Asia and Eastern Europe do not keep a reader from a text:
 * `Назарбаев`, `Nazarbayev` and `Nazarbaev` all become `nazarbaiev`.
 *
 * There is one form for each word, not one for each script. It is meant for comparing only: what
 * spellings agree in matters, not how it looks. Folding the beginning of a word gives the
 * beginning of the folded word, so that words can be looked for by their beginning.
 *
 * The result may hold blanks, where the word did or one character stands for several words (`ﷺ`).
 */
export function foldWord(word: string): string {
  const lower = /^[a-z0-9]+$/i.test(word) ? word.toLowerCase() : foldLetters(word)
  return /[a-z]/.test(lower) ? agreeOnSpelling(lower) : lower
}

/**
 * Marks that may be left out when writing: accents, points of Hebrew, vowels of Arabic. In
 * the scripts of India and South-East Asia marks are letters and stay. So do the voicing marks of
 * Japanese, without which か and が would be one.
 */
const optionalMarks =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Syriac}]]--[\u3099\u309a]]/gv

/** What has no sound: apostrophes, tatweel, controls of joining and direction. */
const silent = /['’‘ʼʻʹʽˈ`´\u0640\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/**
 * Lower case, without optional marks and silent signs, Cyrillic in Latin letters: the step before
 * spellings are made to agree.
 */
export function foldLetters(word: string): string {
  const plain = word.replace(silent, '').normalize('NFKD').replace(optionalMarks, '').toLowerCase()
  // Composed again, because Hangul and the scripts whose marks stay fell apart.
  const composed = plain.normalize('NFC')
  return composed.replace(/[ьъ]е/g, 'ие').replace(/[^a-z0-9]/gu, (letter) => fold(letter))
}

function fold(letter: string): string {
  const known = letters.get(letter)
  if (known !== undefined) return known
  const code = letter.codePointAt(0) ?? 0
  const zero = zeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? letter : String(code - zero)
}

/** Zeros of the digits in use beside 0–9: Arabic, Persian, Devanagari, Bengali, Thai, Burmese. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040]

/**
 * Cyrillic as English-language sources write it (BGN/PCGN), the letters of other languages
 * folded to the Russian one that is written in their stead.
 */
const cyrillic = `
  а a  б b  в v  г g  д d  е e  ж zh  з z  и i  к k  л l  м m  н n  о o  п p  р r  с s  т t  у u
  ф f  х kh  ц ts  ч ch  ш sh  щ shch  ъ -  ы y  ь -  э e  ю yu  я ya
  ә a  ғ g  қ k  ң n  ө o  ұ u  ү u  һ kh  і i
  є ye  ґ g  ј j  љ lj  њ nj  ћ c  ђ d  џ dz  ѕ dz
  җ zh  ҳ kh  ҷ ch  ҙ z  ҫ s  ҡ k  ҥ n  ҕ g  ӊ n  ӏ -`

/** Latin letters that do not fall apart into a letter and a mark. */
const latin = 'ı i  ø o  ł l  đ d  ð d  þ th  ß ss  æ ae  œ oe  ħ h  ŧ t  ŋ n  ə a  ĸ k  ɵ o  ƶ z'

/** Letters that stand for each other in Arabic, Persian, Urdu and Kurdish; the final sigma. */
const others = 'ٱ ا  ى ي  ی ي  ې ي  ے ي  ة ه  ۀ ه  ە ه  ہ ه  ھ ه  ک ك  ڪ ك  ς σ'

const letters = new Map(
  [...`${cyrillic}  ${latin}  ${others}`.matchAll(/(\S) (\S+)/g)].map(
    ([, letter = '', folded = '']) => [letter, folded === '-' ? '' : folded],
  ),
)

/**
 * Makes spellings agree that differ between systems of transliteration: y, j and i; the e that
 * is heard as ye; kh and gh, which stand for letters that other languages write as k and g
 * (Казахстан, Қазақстан). In words of other languages it confuses next to nothing.
 */
function agreeOnSpelling(latinWord: string): string {
  return latinWord
    .replace(/[yj]/g, 'i')
    .replaceAll('q', 'k')
    .replaceAll('x', 'ks')
    .replace(/([kg])h/g, '$1')
    .replace(/(?:\b|(?<=[aeiou]))e/g, 'ie')
    .replace(/i{2,}/g, 'i')
}
