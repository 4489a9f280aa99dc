import MarkdownIt from 'markdown-it'
import { safeUrl } from '../../platform/html/safe-url.ts'
import type { Html } from '../../platform/html/trusted-html.tsx'

/** To be raised with every change of what `renderComment` makes of a text. */
export const RENDERER_VERSION = 1

/** Quotes within quotes, at most; deeper ones stand on the last level. */
const MAX_QUOTE_DEPTH = 4
/** Nobody nests deeper by intent. markdown-it would drop such words without a word. */
const MAX_DEPTH = 20

const markdown = new MarkdownIt('zero', { html: false, breaks: true, linkify: true })
markdown.set({ maxNesting: 5 * MAX_DEPTH })
markdown.enable(['newline', 'blockquote', 'list', 'emphasis', 'link', 'backticks', 'linkify'])
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
markdown.validateLink = (url) => /^https?:/i.test(url) && safeUrl(url) !== undefined
// An address is shown as it was typed; markdown-it would decode it.
markdown.normalizeLinkText = (url) => url

markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'nofollow ugc noopener')
  return self.renderToken(tokens, index, options)
}

/**
 * Turns a comment into HTML: emphasis, links, lists, quotes and code. Everything else is shown as
 * it was typed: tags, headings, pictures, entities and backslashes.
 *
 * What would nest too deep to be drawn, or consists of marks alone, is shown as plain text; no
 * word is lost.
 */
export function renderComment(text: string): Html {
  const source = flattenQuotes(text)
  const tokens = markdown.parse(source, {})
  const isTooDeep = tokens.some(
    ({ level, children }) =>
      level > MAX_DEPTH || children?.some((child) => child.level > MAX_DEPTH),
  )
  const hasWords = tokens.some(({ content }) => content !== '')
  if (isTooDeep || !hasWords) return renderPlain(source)
  return markdown.renderer.render(tokens, markdown.options, {}) as Html
}

function renderPlain(text: string): Html {
  return `<p>${markdown.utils.escapeHtml(text).replaceAll('\n', '<br>\n')}</p>\n` as Html
}

function flattenQuotes(text: string): string {
  const deeper = new RegExp(`^((?:[ \\t]*>){${MAX_QUOTE_DEPTH}})[ \\t>]*>`, 'gm')
  return text.replace(deeper, '$1')
}
