/** Above this, mail programs and browsers cut a `mailto:` address off or ignore it. */
const MAX_MAILTO_CHARS = 2000

/**
 * A link that opens the letter in the reader's own mail program (RFC 6068), or undefined when it
 * would be too long to arrive whole.
 */
export function mailtoHref(letter: {
  to: string
  subject: string
  text: string
}): string | undefined {
  const subject = encodeURIComponent(letter.subject.toWellFormed())
  const body = encodeURIComponent(letter.text.toWellFormed().replaceAll('\n', '\r\n'))
  const [localPart = '', domain = ''] = letter.to.split('@')
  const href = `mailto:${encodeURIComponent(localPart)}@${domain}?subject=${subject}&body=${body}`
  return href.length < MAX_MAILTO_CHARS ? href : undefined
}
