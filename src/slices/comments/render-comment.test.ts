import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderComment } from './render-comment.ts'

/** What a reader sees of some HTML. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim()
}

test('emphasis, links, lists, quotations and code are understood', () => {
  const html = renderComment('*a* **b** `c`\n\n> d\n\n- e\n\n[f](https://f.example/?a&b)')
  for (const part of ['<em>a</em>', '<strong>b</strong>', '<code>c</code>', '<li>e</li>']) {
    assert.ok(html.includes(part), part)
  }
  assert.match(html, /<blockquote>\s*<p>d<\/p>\s*<\/blockquote>/)
  assert.match(html, /<a href="https:\/\/f\.example\/\?a&amp;b" rel="nofollow ugc noopener">f<\/a>/)
})

test('an address in a text becomes a link that helps nobody to be found', () => {
  assert.equal(
    renderComment('See https://a.example/x. Or www.b.example'),
    '<p>See <a href="https://a.example/x" rel="nofollow ugc noopener">https://a.example/x</a>. Or www.b.example</p>\n',
  )
})

test('a line stays a line', () => {
  assert.equal(renderComment('one\ntwo'), '<p>one<br>\ntwo</p>\n')
})

test('tags, pictures, headings, entities and backslashes are shown as they were typed', () => {
  for (const text of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '# Heading',
    '&lt;b&gt; &nbsp; &#0;',
    '\\"; DROP TABLE comments; --',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](/desk/)',
    'ftp://a.example',
    '---',
    '-',
    '>',
    '$HOME \u202egnp.exe\u202c 田中さん ثم 👾 Ω≈ç√',
  ]) {
    const html = renderComment(text)
    assert.equal(textOf(html), text)
    assert.doesNotMatch(html, /<(?!\/?p>)/, text)
  }
  assert.doesNotMatch(renderComment('![p](https://a.example/p.png)'), /<img/)
})

test('quotations within quotations stop at the fourth', () => {
  const html = renderComment(`${'> '.repeat(5000)}deep`)
  assert.equal(html.match(/<blockquote>/g)?.length, 4)
  assert.match(html, /deep/)
})

test('what nests too deep is shown as plain text, and no word of it is lost', () => {
  for (const text of [`${'- '.repeat(4000)}deep`, `${'1. > '.repeat(2000)}deep`]) {
    const html = renderComment(text)
    assert.doesNotMatch(html, /<li>/)
    assert.match(html, /deep/)
  }
  assert.match(renderComment(`${'*'.repeat(4000)}x${'*'.repeat(4000)}`), /x/)
})
