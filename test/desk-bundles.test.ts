import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskOf } from './desk.ts'
import { openLetterApp, sendLetter } from './letters.ts'
import { publishNamed } from './names.ts'

test('an editor makes a bundle, prints it, and writes down what happened at the door', async (t) => {
  const app = deskOf(await openLetterApp(t))
  await sendLetter(app, { from: 'FR', name: 'Nora <b>Byrne' })
  const ana = await app.joinWithFactor('Ana', 'editor')
  const list = (await ana.get('/desk/bundles/')).body
  const mission = /name="mission" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const appeal = /name="appeal" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const made = await ana.post('/desk/bundles/', { mission, appeal })
  assert.equal(made.statusCode, 303, made.body)
  const address = String(made.headers.location)

  assert.match((await ana.get(address)).body, /1 letter/)
  const sum =
    /All missions<\/th>(?:<td class="number">(\d)<\/td>)(?:<td[^>]*>\d<\/td>)(?:<td[^>]*>(\d)<\/td>)/
  assert.deepEqual(sum.exec((await ana.get('/desk/bundles/account/')).body)?.slice(1), ['1', '1'])
  const asked = await ana.get(`${address}/print`)
  assert.equal(asked.statusCode, 200)
  assert.doesNotMatch(asked.body, /Nora|tenant/)
  const print = (await ana.post(`${address}/printings`)).body
  assert.match(print, /Nora &lt;b>Byrne, France/)
  assert.match(print, /I am a tenant in Dublin/)
  assert.doesNotMatch(print, /nora@reader\.example/)

  const wrong = await ana.post(`${address}/hand-ins`, { on: '2014-01-01', note: 'a cold wind' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /still to come[\s\S]*a cold wind/)
  const form = { on: '2013-05-22', outcome: 'accepted', photographed: 'yes' }
  assert.equal((await ana.post(`${address}/hand-ins`, form)).statusCode, 303)
  const after = (await ana.get(address)).body
  assert.match(after, /were taken · people were photographed/)
  assert.doesNotMatch(after, /undoing/)
  assert.equal((await ana.post(`${address}/undoing`)).statusCode, 409)
  assert.equal((await ana.post('/desk/bundles/', { mission, appeal })).statusCode, 409)

  const acts = await app.deps.db.selectFrom('acts').select('act').orderBy('id').execute()
  assert.deepEqual(
    acts.map(({ act }) => act).filter((act) => act.includes('bundle')),
    ['desk.act_bundle_made', 'desk.act_bundle_printed', 'desk.act_bundle_handed_in'],
  )
  const printed = app.deps.db.selectFrom('acts').where('act', '=', 'desk.act_bundle_printed')
  assert.deepEqual(await printed.select(['actor_name', 'after_value']).execute(), [
    { actor_name: 'Ana', after_value: '{"letters":1}' },
  ])
})

test('a bundle that there is not answers 404, and partners see none', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const chloe = await app.join('Chloé', 'editor', { organisation: 'Elsewhere' })
  assert.equal((await ana.get('/desk/bundles/none')).statusCode, 404)
  assert.equal((await chloe.get('/desk/bundles/')).statusCode, 403)
})

test('names and words are shown only to whom has just proved who they are', async (t) => {
  const app = deskOf(await openLetterApp(t))
  await sendLetter(app, { from: 'FR' })
  const ana = await app.join('Ana', 'editor')
  const list = (await ana.get('/desk/bundles/')).body
  const mission = /name="mission" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const appeal = /name="appeal" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const made = await ana.post('/desk/bundles/', { mission, appeal })
  for (const print of [
    await ana.get(`${made.headers.location}/print`),
    await ana.post(`${made.headers.location}/printings`),
  ]) {
    assert.notEqual(print.statusCode, 200)
    assert.doesNotMatch(print.body, /Nora/)
  }
})

test('the cover of a bundle names nobody who has not agreed to it', async (t) => {
  const app = deskOf(await openLetterApp(t))
  await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  await sendLetter(app, { from: 'FR' }, '/2013/05/22/free-r-r/letter')
  await app.runJobs()
  const ana = await app.joinWithFactor('Ana', 'editor')
  const list = (await ana.get('/desk/bundles/')).body
  const mission = /name="mission" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const appeal = /name="appeal" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const made = await ana.post('/desk/bundles/', { mission, appeal })
  const print = (await ana.post(`${made.headers.location}/printings`)).body
  assert.match(print, /<p>Free R\. R\.<\/p>/)
  assert.doesNotMatch(print, /Raskolnikov/)
})
