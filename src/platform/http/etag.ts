/** Whether a reader, or a cache on the way, has it: one tag or several, weak or not (RFC 9110 §13.1.2). */
export function isKnown(etag: string, tags: string | undefined): boolean {
  return tags !== undefined && (tags === etag || tags.includes(etag.replace('W/', '')))
}
