/**
 * Makes every address in markup absolute, because a feed is read far from its site.
 *
 * The markup comes from our own renderers, which write attributes in double quotes and never a
 * double quote in text.
 */
export function absoluteLinks(html: string, base: string): string {
  return html
    .replace(/ (href|src|cite)="([^"]*)"/g, (_, name: string, address: string) => {
      return ` ${name}="${toAbsolute(address, base)}"`
    })
    .replace(/ srcset="([^"]*)"/g, (_, candidates: string) => {
      const absolute = candidates.split(',').map((candidate) => {
        const [address = '', ...size] = candidate.trim().split(/\s+/)
        return [toAbsolute(address, base), ...size].join(' ')
      })
      return ` srcset="${absolute.join(', ')}"`
    })
}

function toAbsolute(address: string, base: string): string {
  const target = address.replaceAll('&amp;', '&')
  if (!URL.canParse(target, base)) return address
  return new URL(target, base).href.replaceAll('&', '&amp;').replaceAll('"', '%22')
}
