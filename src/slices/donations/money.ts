/** An amount of one currency, in its smallest unit: 12.50 EUR is 1250. */
export interface Money {
  amountMinor: number
  currency: string
}

const known = new Set(Intl.supportedValuesOf('currency'))

/** Currencies whose smallest unit is not a hundredth (ISO 4217). Fixed, because rows rely on it. */
const otherDigits: Record<string, number> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0 },
  ...{ VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
}

/** The code in capitals (ISO 4217), or undefined when there is no such currency. */
export function readCurrency(text: string): string | undefined {
  const code = text.trim().toUpperCase()
  return known.has(code) ? code : undefined
}

/**
 * An amount as people and payment services write it: `12`, `12.5`, `12.50`, `-3.00`.
 * Undefined when it is none, has digits finer than the currency, or is absurdly large.
 */
export function readAmount(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '0', fraction = ''] = match
  const digits = digitsOf(currency)
  if (/[1-9]/.test(fraction.slice(digits))) return undefined
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return sign && minor > 0 ? -minor : minor
}

/** For instance €1,250 or 1 250,50 €; whole amounts without their zeros. */
export function formatMoney(lang: string, { amountMinor, currency }: Money): string {
  const digits = digitsOf(currency)
  const amount = amountMinor / 10 ** digits
  const shown = Number.isInteger(amount) ? 0 : digits
  return formatOf(lang, currency, shown).format(amount)
}

const formats = new Map<string, Intl.NumberFormat>()

/** Making a format costs more than the rest of a page's amounts, so each is made once. */
function formatOf(lang: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${lang} ${currency} ${digits}`
  const found =
    formats.get(key) ??
    new Intl.NumberFormat(lang === 'en' ? 'en-GB' : lang, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  formats.set(key, found)
  return found
}

function digitsOf(currency: string): number {
  return otherDigits[currency] ?? 2
}
