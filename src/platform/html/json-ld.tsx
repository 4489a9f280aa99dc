/** Facts of the page for machines (JSON-LD). Browsers neither show nor run them. */
export function JsonLd({ data }: { data: object }) {
  // Text in a script element is not unescaped, and `</script>` or `<!--` would end or bend it.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: no `<` is left, so it stays one data block
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
