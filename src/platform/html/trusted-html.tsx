declare const trusted: unique symbol

/** Markup that the Markdown renderer or the sanitiser made; nothing else may claim to be it. */
export type Html = string & { [trusted]: true }

/** The one raw door of the pages: shows markup as markup. */
export function TrustedHtml({ html, class: className }: { html: Html; class?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the brand admits only sanitised markup
  return <div class={className} dangerouslySetInnerHTML={{ __html: html }} />
}
