/** Above this, mail programs and browsers cut a `mailto:` address off or ignore it. */
const MAX_MAILTO_CHARS = 2000

/**
 * A link that opens the letter in the reader's own mail program (RFC 6068), or undefined when it
 * would be too long to arrive whole.
 */
export function mailtoHref(letter: {
  to: string
  /** Who gets a copy. */
  copyTo?: string
  subject: string
  text: string
}): string | undefined {
  const subject = encodeURIComponent(letter.subject.toWellFormed())
  const body = encodeURIComponent(letter.text.toWellFormed().replaceAll('\n', '\r\n'))
  const copy = letter.copyTo === undefined ? '' : `&cc=${addressIn(letter.copyTo)}`
  const href = `mailto:${addressIn(letter.to)}?subject=${subject}&body=${body}${copy}`
  return href.length < MAX_MAILTO_CHARS ? href : undefined
}

function addressIn(address: string): string {
  const [localPart = '', domain = ''] = address.split('@')
  return `${encodeURIComponent(localPart)}@${domain}`
}
