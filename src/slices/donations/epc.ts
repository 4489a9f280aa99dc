import type { BankAccount } from './types.ts'

/**
 * What a SEPA QR code says ("BCD", guidelines EPC069-12 of the European Payments Council,
 * version 002): a credit transfer in euro to this account, the amount left to the giver.
 */
export function sepaPayload({ holder, iban, bic, remittance }: BankAccount): string {
  const lines = [
    'BCD',
    '002',
    '1', // UTF-8
    'SCT',
    bic ?? '',
    holder,
    iban,
    '', // amount
    '', // purpose
    '', // structured reference, in place of the next line
    remittance ?? '',
  ]
  // Lines that are empty at the end are left out.
  return lines.join('\n').trimEnd()
}
