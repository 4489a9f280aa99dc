import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { openCommentsApp, PAGE } from '../../../test/comments.tsx'
import { approveComment } from './decide.ts'
import { listRecentComments } from './shown-queries.ts'
import { COMMENTS_PER_PAGE } from './types.ts'

/** As in "Big List of Naughty Strings", without what consists of marks of Markdown. */
const naughty = [
  'undefined',
  '<script>alert(0)</script>',
  '"><img src=x onerror=alert(1)>',
  "' OR 1=1 -- 1",
  '$(touch /tmp/x) %s%s%n {{ a.b }} %{x}',
  '田中さんにあげて下さい 和製漢語 社會科學院語學研究所',
  'الكل في المجمو عة (5) هَذَا',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  '👨‍👩‍👧‍👦 🏳️‍🌈 \ufeff\u200b\ufffe',
  '\u202etest\u202c \u2066test\u2069',
  'a\u2028b &amp; &nbsp; &#x3C;',
  'CON NUL COM1 1.0/0 -1E+02 0xabad1dea',
]

/** A name is one line, and turns nothing around it. */
const asName = (text: string) =>
  text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace('\u2028', ' ')

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

test('naughty names and words come back as text', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t)
  // One person each, and less than a network may send.
  for (const [index, text] of naughty.entries()) {
    const email = `reader${index}@reader.example`
    await approveComment(deps, await comment({ name: text, text, email }))
  }
  const html = await page()
  const recent = await listRecentComments(deps.reader, { limit: 100 })
  for (const text of naughty) {
    assert.ok(html.includes(`>${escapeHtml(asName(text))}</bdi>`), `name ${text}`)
    const shown = escapeHtml(text).replaceAll('>', '&gt;').replaceAll('\u2028', '<br>\n')
    assert.ok(html.includes(`<p>${shown}</p>`), `text ${text}`)
    assert.ok(recent.some(({ name }) => name === asName(text)))
  }
  assert.doesNotMatch(html, /<script>|<img/)
})

test('control characters and halves of characters are left out', async (t) => {
  const { deps, comment } = await openCommentsApp(t)
  await approveComment(
    deps,
    await comment({ name: 'A\u0000n\u001ba', text: 'x\u0000\u0007\r\ny\ttab\ud800' }),
  )
  const [recent] = await listRecentComments(deps.reader, { limit: 1 })
  assert.equal(recent?.name, 'A n a')
  assert.equal(recent?.text, 'x\ny\ttab\ufffd')
})

test('the section and the form are valid HTML, with every kind of comment', async (t) => {
  const { deps, server, comment, post, page } = await openCommentsApp(t)
  const opening = await comment({ text: '*a*\n\n> b\n\n- c\n\nhttps://d.example' })
  await approveComment(deps, opening)
  await approveComment(deps, await comment({ text: 'Reply', reply: opening }))
  const failed = await post({ name: '', email: '', text: '' })
  const held = await post({ text: 'Held' })
  const status = await server.inject(String(held.headers.location))
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'doctype-style': 'off', 'void-style': 'off' },
  })
  for (const html of [await page(), await page(`?reply=${opening}`), failed.body, status.body]) {
    const { results } = await validator.validateString(html)
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => [ruleId, message])),
      [],
    )
  }
})

test('the page speaks the language of its address, the form leads back into it', async (t) => {
  const { server } = await openCommentsApp(t)
  const { body } = await server.inject(`/ru${PAGE}`)
  assert.match(body, /Оставьте первый комментарий/)
  assert.match(body, new RegExp(`action="/ru${PAGE}comments#respond"`))
  const opened = await server.inject(`/ru${PAGE}comments`)
  assert.equal(opened.headers.location, `/ru${PAGE}#comments`)
})

test('a page shows so many comments at once, and the rest on the next', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t)
  const opening = await comment()
  await approveComment(deps, opening)
  const [row] = await deps.db.selectFrom('comments').selectAll().execute()
  assert.ok(row)
  // Ids and texts count up; the last two are in the thread of the first.
  const rows = Array.from({ length: COMMENTS_PER_PAGE }, (_, index) => {
    const id = `ffffffff-ffff-7fff-bfff-${String(index).padStart(12, '0')}`
    return { ...row, id, thread_id: id, content_hash: id, html: `<p>Comment no. ${index}</p>` }
  })
  await deps.db.insertInto('comments').values(rows).execute()

  const first = await page()
  assert.match(first, /Comment no\. 198</)
  assert.doesNotMatch(first, /Comment no\. 199</)
  const next = /href="[^"]*(\?after=[^"#]+)#comments"/.exec(first)?.[1] ?? ''
  const second = await page(next)
  assert.match(second, /Comment no\. 199</)
  assert.doesNotMatch(second, /Comment no\. 198<|#comments"/)
})

test('replies to a comment that was taken down stay', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t)
  const opening = await comment()
  await approveComment(deps, opening)
  await approveComment(deps, await comment({ text: 'I agree.', reply: opening }))
  await deps.db
    .updateTable('comments')
    .set({ approved_at: null })
    .where('id', '=', opening)
    .execute()
  assert.match(await page(), /not on this page.*I agree\./s)
})
