import { foldLetters } from '../i18n/fold.ts'

/**
 * Folds a word to the letters in which names are compared: Latin ones for all scripts with vowels,
 * Arabic ones without marks for the scripts of the Middle East. `y` becomes `i`, `w`
 * becomes `v`, `q` becomes `k`, and no letter stands twice.
 */
export function foldName(word: string): string {
  if (plain.test(word)) return settle(word.toLowerCase())
  const letters = foldLetters(inOneScript(word).replace(/ου|Ου|ΟΥ|ու|Ու|ՈՒ/gu, 'u'))
  return settle(letters.replace(/[^a-z]/gu, (letter) => table.get(letter) ?? letter))
}

const plain = /^[a-zA-Z]+$/

function settle(letters: string): string {
  return letters
    .replaceAll('y', 'i')
    .replaceAll('w', 'v')
    .replaceAll('q', 'k')
    .replace(/(\p{L})\1+/gu, '$1')
}

/**
 * Letters that look like those of another script, Latin first: whoever types in two layouts, or
 * wants to deceive a search, mixes them.
 */
const twins = 'aа cс eе oо pр xх yу iі jј kк mм hһ bь tт AА BВ EЕ KК MМ HН OО PР CС TТ XХ YУ IІ'
const cyrillicTwins = new Map(twins.split(' ').map(([latin = '', other = '']) => [latin, other]))

/** A word with letters of Latin and Cyrillic gets Cyrillic ones for the Latin that look alike. */
function inOneScript(word: string): string {
  if (!/\p{Script=Cyrillic}/u.test(word) || !/[a-zA-Z]/.test(word)) return word
  return word.replace(/[a-zA-Z]/g, (letter) => cyrillicTwins.get(letter) ?? letter)
}

/** Greek, Georgian and Armenian by their sound. */
const alphabets = `
  α a  β v  γ g  δ d  ε e  ζ z  η i  θ th  ι i  κ k  λ l  μ m  ν n  ξ ks  ο o  π p  ρ r  σ s
  τ t  υ i  φ f  χ kh  ψ ps  ω o
  ა a  ბ b  გ g  დ d  ე e  ვ v  ზ z  თ t  ი i  კ k  ლ l  მ m  ნ n  ო o  პ p  ჟ zh  რ r  ს s  ტ t
  უ u  ფ f  ქ k  ღ g  ყ k  შ sh  ჩ ch  ც ts  ძ dz  წ ts  ჭ ch  ხ kh  ჯ dzh  ჰ h
  ա a  բ b  գ g  դ d  ե e  զ z  է e  ը e  թ t  ժ zh  ի i  լ l  խ kh  ծ ts  կ k  հ h  ձ dz  ղ g
  ճ ch  մ m  յ i  ն n  շ sh  ո o  չ ch  պ p  ջ dzh  ռ r  ս s  վ v  տ t  ր r  ց ts  ւ v  փ p
  ք k  օ o  ֆ f`

/** Hebrew and the further letters of Kazakh, Persian and Kurdish, as plain Arabic ones. */
const semitic = `
  א ا  ב ب  ג ج  ד د  ה ه  ו و  ז ز  ח ح  ט ط  י ي  כ ك  ך ك  ל ل  מ م  ם م  נ ن  ן ن  ס س  ע ع
  פ ف  ף ف  צ ص  ץ ص  ק ق  ר ر  ש ش  ת ت
  ٱ ا  ى ي  ی ي  ې ي  ے ي  ۍ ي  ة ه  ۀ ه  ە ه  ہ ه  ھ ه  ک ك  ڪ ك  گ ك  ڭ ن  ۋ و  ۇ و  ۆ و  ۈ و
  ڤ ف  پ ب  چ ج  ژ ز  ء -  ٴ -  ٹ ت  ڈ د  ڑ ر  ں ن`

const table = new Map(
  [...`${alphabets}  ${semitic}`.matchAll(/(\S) (\S+)/gu)].map(([, letter = '', folded = '']) => [
    letter,
    folded === '-' ? '' : folded,
  ]),
)
