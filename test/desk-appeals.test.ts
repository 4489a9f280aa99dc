import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openDeskApp, type Person } from './desk.ts'
import {
  beginAppeal,
  editAppeal,
  everyCheck,
  FINISHED_PATH,
  finishedAppeal,
  formIn,
  releaseAppealAs,
} from './desk-appeals.ts'
import { photograph } from './pictures.ts'

async function openDesk(t: TestContext) {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const appeal = await beginAppeal(ana)
  return { ...app, ana, dora, appeal }
}

test('what was typed stands in the form again, and nothing of it is changed', async (t) => {
  const { ana, appeal } = await openDesk(t)
  const typed = {
    ...finishedAppeal,
    title: '"Quotes" & <angles>',
    act_by: 'tomorrow',
    'figures.detained': 'around 80',
    'events.one.text': 'Line one\r\nline two',
  }
  const saved = await editAppeal(ana, appeal, typed)
  assert.equal(saved.statusCode, 303, saved.body)
  assert.match(String(saved.headers.location), /saved=1/)
  const page = (await ana.get(String(saved.headers.location))).body
  const form = formIn(page, `${appeal}texts/en`)
  assert.equal(form.title, typed.title)
  assert.equal(form.act_by, 'tomorrow')
  assert.equal(form['events.one.text'], 'Line one\nline two')
  assert.match(page, /“?tomorrow.{0,20} is not a day of the calendar/)
  assert.match(page, /is not a number of people/)
  assert.doesNotMatch(page, /Fill in this field/)
  const again = await editAppeal(ana, appeal, {})
  assert.equal(again.statusCode, 303)
  const history = (await ana.get(`${appeal}revisions/`)).body
  assert.equal(history.match(/<th scope="row">/g)?.length, 2)
})

test('a row is added by saving, and taken away by ticking it', async (t) => {
  const { ana, appeal } = await openDesk(t)
  const more = await editAppeal(
    ana,
    appeal,
    { 'demands.a.text': 'Release them.' },
    { button: 'more-demands' },
  )
  assert.match(String(more.headers.location), /add=demands#new-demands$/)
  const { body } = await ana.get(`${appeal}texts/en`)
  const spare = [...body.matchAll(/name="(demands\.[^"]*)"/g)].map(([, name]) => name)
  assert.equal(spare.length, 2)
  await editAppeal(ana, appeal, { remove: 'demands.a' })
  const form = formIn((await ana.get(`${appeal}texts/en`)).body, `${appeal}texts/en`)
  assert.equal(form['demands.a.text'], undefined)
})

test('stale form: a save over a newer revision shows both side by side, and loses neither', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  const path = `${appeal}texts/en`
  const { csrf: _, ...window } = formIn((await dora.get(path)).body, path)
  await editAppeal(ana, appeal, { title: 'Hers', place: 'Astana' })
  const late = await dora.post(path, { ...window, title: 'His', call: 'Write now.' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Hers/)
  assert.match(late.body, /His/)
  assert.match(late.body, /Nothing was overwritten/)
  const log = (await dora.get('/desk/audit/')).body
  assert.match(log, /Dora[\s\S]{0,200}Refused: somebody else was faster/)
  const conflict = formIn(late.body, `${path}/merge`)
  // Where only one of them changed a field, that version is proposed.
  assert.deepEqual(
    [conflict['choice.place'], conflict['choice.call'], conflict['choice.title']],
    ['theirs', 'mine', undefined],
  )
  const undecided = await dora.post(`${path}/merge`, conflict)
  assert.equal(undecided.statusCode, 422)
  const merged = await dora.post(`${path}/merge`, { ...conflict, 'choice.title': 'mine' })
  assert.equal(merged.statusCode, 303, merged.body)
  const form = formIn((await ana.get(path)).body, path)
  assert.deepEqual([form.title, form.place, form.call], ['His', 'Astana', 'Write now.'])
})

test('autosave answers with the revision to go on from, and says when somebody was faster', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  const path = `${appeal}texts/en`
  const { csrf: _, ...form } = formIn((await ana.get(path)).body, path)
  const first = await ana.post(`${path}/autosave.json`, { ...form, title: 'A' })
  assert.equal(first.statusCode, 200, first.body)
  const { revision } = first.json()
  const next = { ...form, base: revision, title: 'AB' }
  assert.equal((await ana.post(`${path}/autosave.json`, next)).statusCode, 200)
  const other = await dora.post(`${path}/autosave.json`, { ...form, title: 'C' })
  assert.deepEqual([other.statusCode, other.json()], [409, { conflict: true }])
})

test('mass assignment: a form with fields of its own is refused and stands in the log', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  for (const name of ['owner', 'stage', 'published_at', 'organisation_id']) {
    const answer = await editAppeal(ana, appeal, { [name]: 'x' })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /does not belong to an appeal/)
  }
  assert.match((await dora.get('/desk/audit/')).body, /a form with fields that do not belong/)
})

test('a form that was cut off on its way saves nothing', async (t) => {
  const { ana, appeal } = await openDesk(t)
  const path = `${appeal}texts/en`
  const { whole: _, ...form } = formIn((await ana.get(path)).body, path)
  const answer = await ana.post(path, { ...form, title: 'Half' })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /arrived incomplete/)
})

test('an appeal goes from draft to readers by two people, and its author alone is refused', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  assert.equal((await ana.post(`${appeal}release-request`)).statusCode, 303)
  assert.match((await dora.get('/desk/')).body, /One waits<\/strong><a href="\/desk\/appeals\//)
  const own = await releaseAppealAs(ana, appeal)
  assert.equal(own.statusCode, 403)
  assert.match(own.body, /somebody else has to release it/)
  assert.equal((await ana.get(FINISHED_PATH)).statusCode, 404)
  assert.match((await dora.get('/desk/audit/')).body, /release of one’s own work/)

  const released = await releaseAppealAs(dora, appeal)
  assert.equal(released.statusCode, 303, released.body)
  const page = await ana.get(FINISHED_PATH)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /<strong>story<\/strong>/)
})

test('a release of what somebody has changed meanwhile comes back with ticks and reason, to be looked at again', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  const path = `${appeal}release`
  const seen = /name="revision" value="([^"]*)"/.exec((await ana.get(path)).body)?.[1] ?? ''
  await editAppeal(ana, appeal, { title: 'Raid before dawn in Astana' })
  const stale = await ana.postPairs(path, [
    ['revision', seen],
    ...everyCheck.map((point): [string, string] => ['check', point]),
    ['override', 'Nobody else is awake.'],
    ['release_at', '2099-05-23T08:00'],
  ])
  assert.equal(stale.statusCode, 409)
  assert.match(stale.body, /Somebody has saved something since you opened this page/)
  assert.match(stale.body, /Raid before dawn in Astana/)
  for (const point of everyCheck) assert.match(stale.body, new RegExp(`value="${point}" checked`))
  assert.match(stale.body, /value="Nobody else is awake\."/)
  assert.match(stale.body, /value="2099-05-23T08:00"/)
  const form = formIn(stale.body, path)
  assert.notEqual(form.revision, seen)
  assert.equal((await ana.get(FINISHED_PATH)).statusCode, 404)
  assert.equal((await releaseAppealAs(dora, appeal)).statusCode, 303)
})

test('a language that was not chosen is not ticked again when the form comes back', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  const back = await dora.post(`${appeal}release`)
  assert.equal(back.statusCode, 422)
  assert.match(back.body, /name="revision" value="en:/)
  assert.doesNotMatch(back.body, /name="revision" value="en:[^"]*" checked/)
})

test('the preview is the page itself, for members of the organisation alone', async (t) => {
  const { ana, appeal, visitor, joinWithFactor } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  const preview = await ana.get(`${appeal}preview/`)
  assert.match(preview.body, /<h1>Raid at dawn in Astana/)
  assert.match(preview.body, /class="act-box"/)
  assert.match(preview.body, /readers do not see it like this yet/)
  assert.equal(preview.headers['cache-control'], 'no-store')
  assert.match(preview.body, /<meta name="robots" content="noindex"/)
  assert.match(String(preview.headers['content-security-policy']), /frame-ancestors 'self'/)
  assert.equal((await visitor().get(`${appeal}preview/`)).statusCode, 303)
  const chloe = await joinWithFactor('Chloe', 'editor', { organisation: 'Campaign Kazakhstan' })
  for (const path of ['', 'preview/', 'texts/en', 'revisions/', 'release', 'pictures']) {
    assert.equal((await chloe.get(appeal + path)).statusCode, 404, path)
  }
  assert.doesNotMatch((await chloe.get('/desk/appeals/')).body, /Raid at dawn/)
})

test('an empty draft has a preview, and every page of it opens', async (t) => {
  const { ana, appeal } = await openDesk(t)
  for (const path of ['', 'preview/', 'texts/en', 'texts/en?check=1', 'revisions/', 'pictures']) {
    assert.equal((await ana.get(appeal + path)).statusCode, 200, path)
  }
  assert.equal((await ana.get(`${appeal}release`)).statusCode, 409)
})

test('a revision shows what it changed, and is taken up again as a new one', async (t) => {
  const { ana, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, { title: 'One two three' })
  await editAppeal(ana, appeal, { title: 'One four three' })
  const history = (await ana.get(`${appeal}revisions/`)).body
  const ids = [...history.matchAll(/revisions\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
  const page = (await ana.get(`${appeal}revisions/${ids[0]}`)).body
  assert.match(page, /One <ins>four<\/ins>|One <del>two<\/del><ins>four<\/ins>/)
  const older = `${appeal}revisions/${ids[1]}/restoration`
  const { base = '' } = formIn((await ana.get(`${appeal}revisions/${ids[1]}`)).body, older)
  assert.equal((await ana.post(older, { base })).statusCode, 303)
  const form = formIn((await ana.get(`${appeal}texts/en`)).body, `${appeal}texts/en`)
  assert.equal(form.title, 'One two three')
  assert.equal((await ana.post(older, { base: ids[2] ?? '' })).statusCode, 303)
})

test('a translation stands beside its original, which may change meanwhile', async (t) => {
  const { ana, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  await ana.post(`${appeal}translations`, { language: 'ru' })
  const path = `${appeal}texts/ru`
  const window = formIn((await ana.get(path)).body, path)
  await editAppeal(ana, appeal, { title: 'Another title' })
  await ana.post(path, { ...window, title: 'Облава', call: 'Пишите.', story: 'Рассказ.' })
  const page = (await ana.get(path)).body
  assert.match(page, /The original has changed since/)
  assert.match(page, /Another title/)
  assert.match((await ana.get(appeal)).body, /behind the original/)
  const unknown = await ana.post(`${appeal}translations`, { language: 'xx-nonsense' })
  assert.equal(unknown.statusCode, 400)
})

test('a picture is added with its words, and a hostile file is refused in words', async (t) => {
  const { ana, appeal } = await openDesk(t)
  const path = `${appeal}pictures`
  const refused = await upload(ana, path, {
    alt: '',
    name: 'a.jpg',
    bytes: await photograph(40, 30),
  })
  assert.equal(refused.statusCode, 422)
  const text = { alt: 'A street', name: '../../../etc/passwd', bytes: Buffer.from('root:x:0:0') }
  const hostile = await upload(ana, path, text)
  assert.equal(hostile.statusCode, 422)
  assert.match(hostile.body, /value="A street"/)
  assert.doesNotMatch(hostile.body, /\.\.\/etc/)
  const bytes = await photograph(400, 300)
  const taken = await upload(ana, path, { alt: 'A street', name: '../../x.jpg', bytes })
  assert.equal(taken.statusCode, 303, taken.body)
  assert.match((await ana.get(path)).body, /alt="A street"/)
  const form = formIn((await ana.get(`${appeal}texts/en`)).body, `${appeal}texts/en`)
  assert.ok(Object.keys(form).some((name) => /^pictures\.picture-[0-9a-f]{8}\.id$/.test(name)))
})

test('withdrawal and closing ask for what they need, and say what follows', async (t) => {
  const { ana, dora, appeal } = await openDesk(t)
  await editAppeal(ana, appeal, finishedAppeal)
  assert.equal((await ana.get(`${appeal}withdrawal`)).statusCode, 409)
  await releaseAppealAs(dora, appeal)
  const empty = await ana.post(`${appeal}closing`, { 'outcome.en': '' })
  assert.equal(empty.statusCode, 422)
  assert.equal((await ana.post(`${appeal}closing`, { 'outcome.en': 'All free.' })).statusCode, 303)
  assert.match((await ana.get(FINISHED_PATH)).body, /All free\./)
  assert.equal((await ana.post(`${appeal}withdrawal`, { reason: '' })).statusCode, 422)
  assert.equal((await ana.post(`${appeal}withdrawal`, { reason: 'A name' })).statusCode, 303)
  assert.equal((await ana.get(FINISHED_PATH)).statusCode, 410)
  assert.match((await ana.get(appeal)).body, /Withdrawn/)
})

async function upload(
  person: Person,
  path: string,
  { alt, name, bytes }: { alt: string; name: string; bytes: Buffer },
) {
  const { body } = await person.get(path)
  const action = /action="([^"]*\?csrf=[^"]*)"/.exec(body)?.[1] ?? ''
  const part = (head: string, content: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--limit\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ])
  const payload = Buffer.concat([
    part('name="alt"', alt),
    part(`name="file"; filename="${name}"`, bytes),
    Buffer.from('--limit--\r\n'),
  ])
  return person.postRaw(action, { type: 'multipart/form-data; boundary=limit', payload })
}
