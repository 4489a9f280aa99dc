/** What a Markdown text says: without addresses of links and without the signs of markup. */
export function plainText(markdown: string): string {
  // Looking for a sign costs much less than a pattern that finds none.
  const takers = signs.filter(([sign]) => markdown.includes(sign))
  return takers.reduce((text, [, take]) => take(text), markdown.replace(atBeginning, ''))
}

/** Headings, quotations, lists and rules. */
const atBeginning = /^[ \t]*(?:(?:#{1,6}|>|[-+*]|\d{1,9}[.)])(?:[ \t]+|$)|(?:[-*_=][ \t]*){3,}$)/gm

const emphasis = (text: string) =>
  text.replace(/(?<!\\)[*`~]{1,3}(?=\S)|(?<=[^\s\\])[*`~]{1,3}/g, '')

const signs: [sign: string, take: (text: string) => string][] = [
  [
    '[',
    (text) =>
      text
        .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
        .replace(/!?\[([^[\]]*)\]\[[^[\]]*\]/g, '$1')
        .replace(/^[ \t]*\[[^[\]]+\]:[ \t]+\S+.*$/gm, ''),
  ],
  ['*', emphasis],
  ['`', emphasis],
  ['~', emphasis],
  ['_', (text) => text.replace(/(?<![\p{L}\p{N}\\])_{1,3}|(?<!\\)_{1,3}(?![\p{L}\p{N}])/gu, '')],
  ['\\', (text) => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')],
]
