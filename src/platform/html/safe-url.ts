/**
 * The address, when it is one that a link may lead to: `http:`, `https:`, `mailto:`, `tel:`,
 * or a path on this site. Undefined for `javascript:`, `data:` and whatever cannot be read.
 */
export function safeUrl(url: string): string | undefined {
  const trimmed = url.trim()
  if (/[\u0000-\u001f\u007f]/.test(trimmed)) return undefined
  if (/^\/(?![/\\])/.test(trimmed) || trimmed.startsWith('#')) return trimmed
  if (!URL.canParse(trimmed)) return undefined
  return /^(https?|mailto|tel):$/.test(new URL(trimmed).protocol) ? trimmed : undefined
}
