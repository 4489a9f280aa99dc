/** What networks, advertisers and senders of newsletters add to a link to follow who opens it. */
const tracking =
  /^(?:utm_\w+|fbclid|igsh(?:id)?|gclid|gclsrc|[gw]braid|dclid|msclkid|twclid|ttclid|li_fat_id|y(?:s)?clid|_openstat|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|mtm_\w+|pk_\w+)(?:=|$)/i

/**
 * An address without it: nothing here depends on it, each reader's is another, and a page in memory is good
 * for all of them.
 */
export function withoutTracking(url: string): string {
  const start = url.indexOf('?')
  if (start === -1) return url
  const fields = url.slice(start + 1).split('&')
  const kept = fields.filter((field) => !tracking.test(field))
  if (kept.length === fields.length) return url
  return url.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : '')
}
