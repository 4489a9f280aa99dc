import { AppError, type MessageValues } from '../../platform/errors.ts'
import { sepaPayload } from './epc.ts'
import { isReachedBySepa, readBic, readIban } from './iban.ts'
import { readCurrency } from './money.ts'
import {
  type BankAccount,
  MAX_ADDRESS_CHARS,
  MAX_HOLDER_CHARS,
  MAX_LABEL_CHARS,
  MAX_NAME_CHARS,
  MAX_NOTE_CHARS,
  MAX_REMITTANCE_CHARS,
  type WayInput,
  type WayTexts,
} from './types.ts'

/** A QR code of version 13 and level M, the largest that banks read (EPC069-12). */
const MAX_SEPA_PAYLOAD_BYTES = 331

/**
 * The way with its account number, addresses and words in the form in which they are kept.
 *
 * @throws AppError `invalid` naming the first thing that cannot be used
 */
export function checkWay(
  way: Omit<WayInput, 'account'> & { account?: Partial<BankAccount> },
  languages: readonly string[],
): WayInput {
  const { name, kind } = way
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > MAX_NAME_CHARS) {
    refuse('donations.bad_name', { max: MAX_NAME_CHARS })
  }
  const texts = checkTexts(way.texts, languages)
  if (kind === 'bank') return { name, kind, account: checkAccount(way.account), texts }
  const address = checkAddress(way.address ?? '')
  const currency = way.currency === undefined ? undefined : checkCurrency(way.currency)
  return { name, kind, address, currency, texts }
}

/** Whether banking apps can read the account from a QR code. */
export function hasSepaCode(account: BankAccount): boolean {
  return (
    isReachedBySepa(account) && Buffer.byteLength(sepaPayload(account)) <= MAX_SEPA_PAYLOAD_BYTES
  )
}

/** @throws AppError `invalid` when there is no such currency */
export function checkCurrency(code: string): string {
  return readCurrency(code) ?? refuse('donations.bad_currency', { code: code.slice(0, 10) })
}

function checkAccount(account: Partial<BankAccount> = {}): BankAccount {
  const holder = oneLine(account.holder ?? '', MAX_HOLDER_CHARS)
  if (!holder) return refuse('donations.no_holder', { max: MAX_HOLDER_CHARS })
  const iban = readIban(account.iban ?? '') ?? refuse('donations.bad_iban')
  const bic = account.bic ? (readBic(account.bic) ?? refuse('donations.bad_bic')) : undefined
  const remittance = oneLine(account.remittance ?? '', MAX_REMITTANCE_CHARS)
  return { holder, iban, bic, remittance: remittance || undefined }
}

/** Only `https:`, since people are going to type their card's number there. */
function checkAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isUsable = url?.protocol === 'https:' && url.username === '' && url.password === ''
  if (!url || !isUsable || url.href.length > MAX_ADDRESS_CHARS) {
    return refuse('donations.bad_address', { max: MAX_ADDRESS_CHARS })
  }
  return url.href
}

function checkTexts(texts: WayInput['texts'], languages: readonly string[]): WayInput['texts'] {
  const checked: Record<string, WayTexts> = {}
  for (const [language, { label = '', note = '' }] of Object.entries(texts)) {
    checkLanguage(language, languages)
    const kept = { label: oneLine(label, MAX_LABEL_CHARS), note: oneLine(note, MAX_NOTE_CHARS) }
    if (!kept.label && !kept.note) continue
    checked[language] = { label: kept.label || undefined, note: kept.note || undefined }
  }
  return checked
}

/** @throws AppError `invalid` when the interface does not speak this language */
export function checkLanguage(language: string, languages: readonly string[]): void {
  if (languages.includes(language)) return
  refuse('donations.bad_language', {
    language: language.slice(0, 20),
    known: languages.join(', '),
  })
}

function oneLine(text: string, maxChars: number): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
  if (line.length > maxChars) refuse('donations.text_too_long', { max: maxChars })
  return line
}

function refuse(messageKey: string, values?: MessageValues): never {
  throw new AppError('invalid', messageKey, values)
}
