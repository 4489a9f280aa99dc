/**
 * Makes every address in markup absolute, because a feed is read far from its site.
 *
 * The markup comes from our own renderers, which write attributes in double quotes and never a
 * double quote in text.
 */
export function absoluteLinks(html: string, base: string): string {
  return html.replace(/ (href|src|cite)="([^"]*)"/g, (whole, name: string, address: string) => {
    const target = address.replaceAll('&amp;', '&')
    if (!URL.canParse(target, base)) return whole
    return ` ${name}="${new URL(target, base).href.replaceAll('&', '&amp;').replaceAll('"', '%22')}"`
  })
}
