import MarkdownIt from 'markdown-it'
import { safeUrl } from './safe-url.ts'
import type { Html } from './trusted-html.tsx'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
markdown.disable('image')
markdown.validateLink = (url) => safeUrl(url) !== undefined

// Headings of a text stand below the headline (h1) and the section heading (h2) of its page.
const openHeading = (tag: string) => `h${Math.min(6, Number(tag.slice(1)) + 2)}`
markdown.core.ruler.push('lower_headings', (state) => {
  for (const token of state.tokens) {
    if (token.type.startsWith('heading_')) token.tag = openHeading(token.tag)
  }
})

/** Turns Markdown into HTML. Raw HTML in it is shown as text, and pictures are not loaded. */
export function renderMarkdown(source: string): Html {
  return markdown.render(source) as Html
}
