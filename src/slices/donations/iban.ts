/** Length of an IBAN by country (ISO 13616, IBAN registry). */
const lengths: Record<string, number> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29 },
  ...{ BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29 },
  ...{ ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28 },
  ...{ HN: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20 },
  ...{ LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19 },
  ...{ MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29 },
  ...{ PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24 },
  ...{ SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20 },
  ...{ YE: 30 },
}

/** Countries of the European Economic Area, where a SEPA transfer needs no BIC. */
const eea = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
)

/** Countries that take part in SEPA from outside the European Economic Area. */
const sepaOutsideEea = new Set('AD AL CH GB GI MC MD ME MK RS SM VA'.split(' '))

/**
 * The account number without spaces and in capitals, or undefined when it is none: unknown
 * country, wrong length, or check digits that do not fit (ISO 7064, modulus 97).
 */
export function readIban(text: string): string | undefined {
  const iban = text.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return undefined
  if (iban.length !== lengths[iban.slice(0, 2)]) return undefined
  return remainderOf97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : undefined
}

/** In groups of four, as people read and type it. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The bank's code in capitals, or undefined when it has not the form of a BIC (ISO 9362). */
export function readBic(text: string): string | undefined {
  const bic = text.replace(/\s/g, '').toUpperCase()
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic) ? bic : undefined
}

/** Whether a SEPA transfer can reach the account with what is known of it. */
export function isReachedBySepa({ iban, bic }: { iban: string; bic?: string }): boolean {
  const country = iban.slice(0, 2)
  return eea.has(country) || (sepaOutsideEea.has(country) && bic !== undefined)
}

/** Letters count as two digits, A as 10; taken digit by digit, since the number is too long. */
function remainderOf97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}
