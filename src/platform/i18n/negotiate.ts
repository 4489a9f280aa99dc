/**
 * The language tags of an `Accept-Language` header, most wanted first (RFC 9110 §12.5.4).
 * What is malformed is passed over; `*` and languages with weight 0 are left out.
 */
export function parseAcceptLanguage(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/)
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) }
    })
    .filter(({ tag, weight }) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** The first wanted language that is offered, by its main part; else the first offered. */
export function chooseLanguage(wanted: readonly string[], offered: readonly string[]): string {
  for (const tag of wanted) {
    const main = tag.toLowerCase().split('-')[0]
    const match = offered.find((lang) => lang.toLowerCase().split('-')[0] === main)
    if (match) return match
  }
  return offered[0] ?? 'en'
}
