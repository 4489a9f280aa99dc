/** Servers seldom say more; some repeat the whole message. */
const MAX_WORDS_CHARS = 500

/**
 * What a mail server said, fit to be stored and shown: one line, cut to length, without the
 * writer's address, which servers like to repeat.
 */
export function redactWords(words: string, writerAddress: string): string {
  const oneLine = words.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim()
  const withoutWriter = writerAddress
    ? oneLine.replaceAll(new RegExp(RegExp.escape(writerAddress), 'gi'), '…')
    : oneLine
  return withoutWriter.slice(0, MAX_WORDS_CHARS)
}
