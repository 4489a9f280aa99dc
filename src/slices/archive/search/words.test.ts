import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indexTokensOf, wordsOf } from './words.ts'

/** Texts of one row are found by each other. */
const alike: [what: string, ...texts: string[]][] = [
  ['capitals and small letters', 'ASTANA', 'Astana', 'astana'],
  ['Latin accents', 'Chloé', 'Chloe\u0301', 'chloe'],
  ['letters that do not fall apart', 'Straße Łódź Øresund', 'strasse lodz oresund'],
  ['the dotless i and the dotted I', 'ISTANBUL ısı', 'İstanbul isi'],
  ['wide letters, ligatures, bold letters', 'ﬁnd', 'ｆｉｎｄ', '𝐟𝐢𝐧𝐝', 'find'],
  ['Greek accents and the final sigma', 'Ἀθήνα λόγος', 'αθηνα ΛΟΓΟΣ'],
  ['Cyrillic ё and й', 'Алёшин', 'Алешин', 'алешин'],
  ['Kazakh letters', 'Қазақстан', 'Казакстан'],
  ['Kazakh letters', 'Жаңаөзен', 'Жанаозен'],
  ['Kazakh letters', 'әғқңөұүһі', 'агкноуухи'],
  ['Arabic vowel marks and tatweel', 'مُحَمَّـــد', 'محمد'],
  ['Arabic alef, ya, ta marbuta', 'أحمد إلى آمنة', 'احمد الي امنه'],
  ['Persian and Arabic letters', 'کتاب‌های', 'كتابهاي'],
  ['presentation forms of Arabic', 'ﻣﺤﻤﺪ', 'محمد'],
  ['points of Hebrew', 'שָׁלוֹם', 'שלום'],
  ['Japanese in half width', 'ﾊﾞｽ', 'バス'],
  ['composed and decomposed Hangul', '서울', '서울'.normalize('NFD')],
  ['digits of all scripts', '٢٠١٣', '۲۰۱۳', '२०१३', '２０１３', '2013'],
  ['soft hyphens and joiners', 'hou\u00adsing', 'hou\u200dsing', 'housing'],
  ['the English ’s', 'embassy’s', 'embassy'],
  ['apostrophes inside a word', 'Yel’tsin', 'Yel`tsin', 'Yeltsin'],
  ['words that lean on the next', 'l’appel d’Astana', 'l appel d astana'],
]

/** Spellings of one name in two scripts and in several systems of transliteration. */
const transliterated: string[][] = [
  ['Астана', 'Astana'],
  ['Жанаозен', 'Жаңаөзен', 'Zhanaozen'],
  ['Назарбаев', 'Nazarbayev', 'Nazarbaev', 'Nazarbajev'],
  ['Токаев', 'Tokayev', 'Tokaev'],
  ['Қазақстан', 'Казахстан', 'Kazakhstan', 'Qazaqstan', 'Kazakstan'],
  ['Кыргызстан', 'Kyrgyzstan'],
  ['Қызылорда', 'Кызылорда', 'Kyzylorda', 'Qyzylorda'],
  ['Қарағанды', 'Караганды', 'Karagandy', 'Qaraghandy'],
  ['Шымкент', 'Shymkent'],
  ['Аблязов', 'Ablyazov', 'Abliazov'],
  ['Джакишев', 'Dzhakishev'],
  ['Ходорковский', 'Khodorkovsky', 'Khodorkovskii', 'Khodorkovskiy'],
  ['Навальный', 'Navalny', 'Navalnyy', 'Navalnyi'],
  ['Евгений', 'Yevgeny', 'Evgenii', 'Evgeniy', 'Jevgenij'],
  ['Юлия', 'Yulia', 'Yuliya', 'Iuliia', 'Julija'],
  ['Александр', 'Aleksandr', 'Alexandr'],
  ['Сергей', 'Sergey', 'Sergei'],
  ['Ельцин', 'Yeltsin', 'Yel’tsin'],
  ['Григорьев', 'Grigoryev', 'Grigoriev'],
  ['Хрущёв', 'Хрущев', 'Khrushchev'],
  ['Достоевский', 'Dostoyevsky', 'Dostoevsky'],
  ['Київ', 'Kyiv'],
  ['Харків', 'Kharkiv'],
  ['Зеленський', 'Zelensky', 'Zelenskyy'],
  ['Алиев', 'Әлиев', 'Əliyev', 'Aliyev', 'Aliev'],
]

for (const [what, ...texts] of alike) {
  test(`the search does not tell apart: ${what} (${texts[0]})`, () => assertAlike(texts))
}

for (const names of transliterated) {
  test(`one name in any spelling: ${names.join(', ')}`, () => assertAlike(names))
}

function assertAlike([first = '', ...others]: string[]): void {
  const tokens = tokensOf(first)
  assert.ok(tokens.length > 0)
  for (const other of others) assert.deepEqual(tokensOf(other), tokens, other)
}

function tokensOf(text: string): string[] {
  return [...wordsOf(text)].flatMap((word) => word.tokens)
}

test('different words stay different', () => {
  const words = 'write white court count raid rail Алматы Атырау عمان عمال がか かか किताब कताब'
  const tokens = tokensOf(words)
  assert.equal(new Set(tokens).size, tokens.length)
})

test('the beginning of a word folds to the beginning of the folded word', () => {
  for (const name of transliterated.flat()) {
    const [whole = ''] = tokensOf(name)
    for (let length = 2; length < name.length; length += 1) {
      const [beginning = ''] = tokensOf(name.slice(0, length))
      assert.ok(whole.startsWith(beginning), `${name.slice(0, length)} of ${name}`)
    }
  }
})

test('scripts that do not part words are indexed by pairs, and the last character alone', () => {
  assert.deepEqual(tokensOf('北京大学'), ['北京', '京大', '大学'])
  assert.deepEqual(indexTokensOf('在北京 abc 京'), ['在北', '北京', '京', 'abc', '京'])
  assert.deepEqual(tokensOf('서울에서'), ['서울', '울에', '에서'])
  assert.deepEqual(tokensOf('東京タワー2号'), ['東京', '京タ', 'タワ', 'ワー', '2', '号'])
})

test('a word knows where it stands in the text', () => {
  const text = '(Назарбаев’s) “北京大学”, e\u0301te\u0301!'
  assert.deepEqual(
    [...wordsOf(text)].map(({ start, end }) => text.slice(start, end)),
    ['Назарбаев’s', '北京', '京大', '大学', 'e\u0301te\u0301'],
  )
})

const naughty = [
  '1/0 -1E+02 0x0 NaN \\ \\\\ nil',
  'Ω≈ç√∫˜µ≤≥÷ åß∂ƒ©˙∆˚¬…æ œ∑´®†¥¨ˆøπ“‘ ¡™£¢∞§¶•ªº–≠ ¸˛Ç◊ı˜Â¯˘¿',
  '⁰⁴⁵₀₁₂ ½ Ⅷ ㍿ ﷽ ﷺ ด้้้้้็็็็็้้้้้็็็็็้้้้้้้้็็็็็้้้้้',
  '👩🏽 👨‍🦰 🇺🇳 0️⃣ 1️⃣ ヽ༼ຈل͜ຈ༽ﾉ (╯°□°）╯︵ ┻━┻) ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤ ̖t̝͕̳̣̻̪͞h̼͓̲̦̳̘̲e͇̣̰̦̬͎ ̢̼̻̱̘h͚͎͙̜̣̲ͅi̦̲̣̰̤v̻͍e̺̭̳̪̰-m̢iͅn̖̺̞̲̯̰d̵̼̟͙̩̼̘̳',
  '˙ɐnbᴉlɐ ɐuƃɐɯ ǝɹolop ʇǝ ǝɹoqɐl 𝕋𝕙𝕖 𝓺𝓾𝓲𝓬𝓴 ⒝⒭⒪⒲⒩',
  '\u0000\u0001\u007f\u0085\ufeff\u200b\u202etest\u2028\ud83d \udc00',
  '<script>alert(1)</script> ‘; DROP TABLE users;-- %00%s {{7*7}}',
]

test('tokens are letters and digits alone, and never long', () => {
  const check = (text: string) => {
    for (const { start, end, tokens } of wordsOf(text)) {
      assert.ok(start >= 0 && start < end && end <= text.length)
      for (const token of tokens) {
        assert.match(token, /^[\p{L}\p{N}\p{M}]{1,40}$/u)
        assert.equal(token, token.toLowerCase())
      }
    }
  }
  for (const text of naughty) check(text)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check))
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), check))
})

test('a text of a hundred thousand characters is no trouble', () => {
  assert.equal(indexTokensOf('a'.repeat(100_000)).length, 1)
  assert.equal(indexTokensOf('\u0301'.repeat(100_000)).length, 0)
  assert.equal(indexTokensOf("'".repeat(100_000)).length, 0)
  assert.equal(indexTokensOf("ab'".repeat(30_000)).length, 1)
  assert.equal(indexTokensOf('京'.repeat(100_000)).length, 100_000)
})
