import MarkdownIt from 'markdown-it'
import { remember } from '../remember.ts'
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

const MAX_TEXTS = 200
/** Longer texts are rendered each time, so that those which are kept stay below a few megabytes. */
const MAX_KEPT_CHARS = 10_000

const renderKept = remember(MAX_TEXTS, (source) => markdown.render(source) as Html)

/** Turns Markdown into HTML. Raw HTML in it is shown as text, and pictures are not loaded. */
export function renderMarkdown(source: string): Html {
  return source.length <= MAX_KEPT_CHARS ? renderKept(source) : (markdown.render(source) as Html)
}
