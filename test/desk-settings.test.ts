import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { openInstallation } from '../src/app/deps.ts'
import { buildServer } from '../src/app/serve.ts'
import type { Config } from '../src/platform/config.ts'
import { MINUTE_MS } from '../src/platform/time.ts'
import { type DeskApp, openDeskApp, type Person, tokenIn } from './desk.ts'

/** Settings of which the environment gives none, unless the test says so. */
const open = (changes: Partial<Config> = {}) => ({ given: [], ...changes })
const site = { siteName: 'Cry Out', organisation: 'Solidarity', 'language-en': 'yes' }

test('an administrator names the site, and readers see it at once, from memory or not', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const front = async () => (await app.server.inject('/')).body
  assert.match(await front(), /<title>[^<]*Outcry/)
  assert.match(await front(), /<title>[^<]*Outcry/)
  const answer = await dora.post('/desk/settings/', site)
  assert.equal(answer.statusCode, 303, answer.body)
  assert.match((await dora.get(String(answer.headers.location))).body, /Saved/)
  assert.match(await front(), /<title>[^<]*Cry Out/)
  assert.equal(app.deps.config.organisation, 'Solidarity')

  await dora.post('/desk/settings/', { ...site, siteName: '', organisation: '' })
  assert.match(await front(), /<title>[^<]*Outcry/)
})

test('each change of settings stands in the log with what was before', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post('/desk/settings/', site)
  await dora.post('/desk/settings/', site)
  await dora.post('/desk/settings/', { ...site, siteName: 'Outcry Now' })
  const log = (await dora.get('/desk/audit/?act=desk.act_settings_changed')).body
  assert.equal(log.match(/<td>Settings changed<\/td>/g)?.length, 2)
  assert.match(log, /<td>siteName: Cry Out → siteName: Outcry Now<\/td>/)
})

test('what the environment gives is the operator’s: the desk says so and changes nothing of it', async (t) => {
  const app = await openDeskApp(t, open({ given: ['SITE_NAME'] }))
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const page = (await dora.get('/desk/settings/')).body
  assert.match(page, /Fixed by the operator in the environment \(SITE_NAME\)/)
  assert.doesNotMatch(page, /name="siteName"/)
  await dora.post('/desk/settings/', site)
  assert.equal(app.deps.config.siteName, 'Outcry')
  assert.equal(app.deps.config.organisation, 'Solidarity')
})

test('another process follows a change', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const other = openInstallation({ ...app.deps.config }, { clock: app.clock })
  const server = await buildServer(other.deps)
  t.after(async () => {
    await server.close()
    await other.close()
  })
  const front = async () => (await server.inject('/')).body
  assert.match(await front(), /Outcry/)
  await dora.post('/desk/settings/', site)
  const deadline = Date.now() + 5000
  while (!/Cry Out/.test(await front()) && Date.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.match(await front(), /Cry Out/)
  await other.deps.settings.reload()
  assert.equal(other.deps.config.organisation, 'Solidarity')
})

test('languages that are not offered are neither shown nor guessed, and their links go on working', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const inRussian = { 'accept-language': 'ru' }
  const front = async () => (await app.server.inject({ url: '/', headers: inRussian })).body
  assert.match(await front(), /<html lang="ru"/)
  await dora.post('/desk/settings/', site)
  assert.match(await front(), /<html lang="en"/)
  assert.doesNotMatch(await front(), /hreflang="ru"/)
  assert.match((await app.server.inject('/ru/missions/')).body, /<html lang="ru"/)
  const none = await dora.post('/desk/settings/', { siteName: 'Cry Out', 'language-tlh': 'yes' })
  assert.equal(none.statusCode, 422)
  assert.match(none.body, /Choose at least one/)
  assert.match(none.body, /value="Cry Out"/)
})

test('an accent that cannot be read is refused with its contrast and the nearest that can', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const faint = await dora.post('/desk/settings/look/', { accent: '#ff8078' })
  assert.equal(faint.statusCode, 422)
  assert.match(faint.body, /contrast of 2\.30:1[\s\S]*#[0-9a-f]{6}/)
  assert.match(faint.body, /value="#ff8078"/)
  assert.equal((await dora.post('/desk/settings/look/', { accent: 'red' })).statusCode, 422)

  const styleOf = async () =>
    /href="(\/assets\/(?:style|look)-[^"]+)"/.exec((await app.server.inject('/')).body)?.[1] ?? ''
  const plain = await styleOf()
  await dora.post('/desk/settings/look/', { accent: '#0B5394' })
  const look = await styleOf()
  assert.notEqual(look, plain)
  const sheet = await app.server.inject(look)
  assert.match(sheet.body, /--signal-ground:#0b5394/)
  assert.match(String(sheet.headers['cache-control']), /immutable/)
  const old = await app.server.inject('/assets/look-abcdefghijkl.css')
  assert.equal(old.headers['cache-control'], 'no-cache')
  assert.match((await dora.get('/desk/settings/look/')).body, /Contrast 7\.\d\d:1/)
})

test('a logo is made anew, stands in place of the name, and goes again', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const options = {
    create: { width: 640, height: 160, channels: 3, background: '#b3131b' },
  } as const
  const png = await sharp(options)
    .withExif({ IFD0: { Artist: 'Secret' } })
    .png()
    .toBuffer()
  const answer = await upload(app, dora, png)
  assert.equal(answer.statusCode, 303, answer.body)
  const front = (await app.server.inject('/')).body
  const path = /<img src="(\/media\/[^"]+)" alt="Outcry" width="160" height="40"/.exec(front)?.[1]
  const picture = await app.server.inject(path ?? '')
  assert.equal(picture.statusCode, 200)
  assert.ok(!picture.rawPayload.includes('Secret'))

  const broken = await upload(app, dora, Buffer.from('<svg onload="alert(1)"/>'))
  assert.equal(broken.statusCode, 422)
  await dora.post('/desk/settings/look/logo/removal')
  assert.doesNotMatch((await app.server.inject('/')).body, /<img src="\/media/)
})

test('words, numbers and choices are checked, and what was typed stays', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const form = {
    comments: 'known',
    commentWords: 'casino\r\n\r\ncasino\r\nfree money',
    commentEmailDays: '7',
  }
  await dora.post('/desk/settings/comments/', form)
  assert.deepEqual(app.deps.config.commentWords, ['casino', 'free money'])
  assert.equal(app.deps.config.comments, 'known')
  assert.equal(app.deps.config.commentEmailDays, 7)
  for (const [changes, words] of [
    [{ commentEmailDays: '-1' }, /whole number from 0 to 3,650/],
    [{ commentWords: 'x'.repeat(101) }, /longer than 100 characters/],
    [{ comments: 'always' }, /form that can be used/],
  ] as const) {
    const wrong = await dora.post('/desk/settings/comments/', { ...form, ...changes })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, words)
    assert.match(wrong.body, /Nothing was saved/)
  }
  assert.equal(app.deps.config.commentEmailDays, 7)
  assert.equal(
    (await dora.post('/desk/settings/letters/', { lettersPerHour: '9999' })).statusCode,
    422,
  )
})

test('while the database cannot be read, pages keep to the last known settings', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post('/desk/settings/', site)
  const { reader, settings } = app.deps
  const { selectFrom } = reader
  reader.selectFrom = () => {
    throw new Error('the disk is gone')
  }
  settings.forget()
  const failed = await app.server.inject('/missions/BY/')
  reader.selectFrom = selectFrom
  assert.equal(failed.statusCode, 500)
  assert.match(failed.body, /<title>Something broke on our side · Cry Out/)
  assert.doesNotMatch(failed.body, /the disk is gone/)
  assert.match((await app.server.inject('/')).body, /<title>[^<]*Cry Out/)
})

test('settings are for administrators of the host who have just shown their factor', async (t) => {
  const app = await openDeskApp(t, open())
  const ana = await app.joinWithFactor('Ana', 'editor')
  assert.equal((await ana.post('/desk/settings/', site)).statusCode, 403)
  const there = { organisation: 'Campaign Kazakhstan' }
  const chloe = await app.joinWithFactor('Chloe', 'administrator', there)
  assert.equal((await chloe.post('/desk/settings/', site)).statusCode, 403)
  assert.equal((await chloe.get('/desk/settings/')).statusCode, 403)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  app.clock.advance(16 * MINUTE_MS)
  const late = await dora.post('/desk/settings/', site)
  assert.match(String(late.headers.location), /^\/desk\/factor/)
  assert.equal(app.deps.config.siteName, 'Outcry')
})

test('the page of mail says what happens to it, and checks when asked', async (t) => {
  const app = await openDeskApp(t, open())
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const page = (await dora.get('/desk/settings/mail/')).body
  assert.match(page, /preview · mail is kept in the mailbox here/)
  assert.match(page, /Mail waits until SPF, DKIM and DMARC/)
  assert.doesNotMatch(page, /What was found/)
  assert.match((await dora.get('/desk/settings/mail/?check=1')).body, /What was found/)
  app.deps.config.mailCheck = false
  assert.match((await dora.get('/desk/settings/mail/')).body, /Switched off by the operator/)
})

async function upload(app: DeskApp, person: Person, bytes: Buffer) {
  const csrf = tokenIn((await person.get('/desk/account/')).body)
  return app.server.inject({
    method: 'POST',
    url: `/desk/settings/look/logo?csrf=${csrf}`,
    headers: {
      'content-type': 'multipart/form-data; boundary=limit',
      'accept-language': 'en',
      cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    payload: Buffer.concat([
      Buffer.from(
        '--limit\r\nContent-Disposition: form-data; name="file"; filename="logo.png"\r\nContent-Type: image/png\r\n\r\n',
      ),
      bytes,
      Buffer.from('\r\n--limit--\r\n'),
    ]),
  })
}
