import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderMarkdown } from './markdown.ts'
import { safeUrl } from './safe-url.ts'

test('markup in a text is shown as text, and scripts are no links', () => {
  const html = renderMarkdown(
    '<script>alert(1)</script> [x](javascript:alert(1)) ![p](http://a.example/p.png)',
  )
  assert.doesNotMatch(html, /<script|href="javascript|<img/)
  assert.match(html, /&lt;script&gt;/)
})

test('headings of a text stand below those of the page', () => {
  assert.match(renderMarkdown('# The raids'), /<h3>The raids<\/h3>/)
})

test('only addresses that a link may lead to are let through', () => {
  for (const url of [
    'https://a.example/',
    'mailto:a@b.example',
    '/2013/05/',
    'tel:+441234',
    '#top',
  ]) {
    assert.equal(safeUrl(url), url)
  }
  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:x',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'x',
  ]) {
    assert.equal(safeUrl(url), undefined, url)
  }
})
