/** Something that looks like an address, in running text; also as `IMCEA` and with a trailing dot. */
export const ADDRESS = String.raw`[^\s<>"'()\[\],;:=|\\]{1,64}@[A-Za-z0-9\u0080-\uffff](?:[A-Za-z0-9.\u0080-\uffff-]{0,250}[A-Za-z0-9\u0080-\uffff])?`

/** All addresses of a text, each once, in their order. */
export function addressesIn(text: string): string[] {
  const found = text.match(new RegExp(ADDRESS, 'gu')) ?? []
  return [...new Set(found.map(tidyAddress))]
}

export function tidyAddress(address: string): string {
  return address.replace(/^(mailto:|rfc822;|smtp:)+/i, '').replace(/[.'*]+$/, '')
}

/** Whether nobody writes to it but for help: offices of the mail system. */
export function isOffice(address: string): boolean {
  return /^(mailer-?daemon|postmaster|abuse|support|help|helpdesk|no-?reply|admin(istrator)?|hostmaster|info-?bounce|bounces?|webmaster)@/i.test(
    address,
  )
}
