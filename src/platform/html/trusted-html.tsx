declare const trusted: unique symbol

/**
 * Markup that the Markdown renderer, the sanitiser or Preact itself made; nothing else may claim to
 * be it.
 */
export type Html = string & { [trusted]: true }

/** The one raw door of the pages: shows markup as markup. */
export function TrustedHtml({ html, class: className }: { html: Html; class?: string }) {
  return <div class={className} {...inside(html)} />
}

/** The same, for an element with attributes of its own: `<select id="from" {...inside(html)} />`. */
export function inside(html: Html) {
  return { dangerouslySetInnerHTML: { __html: html } }
}
