import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskOf, openDeskApp } from '../../../../test/desk.ts'
import { get, openLetterApp } from '../../../../test/letters.ts'
import { publishNamed } from '../../../../test/names.ts'
import { nameEverywhere, PEOPLE } from '../../../../test/names-everywhere.ts'
import { changePerson } from '../../cases/index.ts'

const word = { by: 'family', word: 'his sister, by phone' }

test('the switch shows before what will change, and hides the name at once', async (t) => {
  const app = await openDeskApp(t)
  const { caseId, personId } = await publishNamed(app)
  await app.runJobs()
  const ana = await app.joinWithFactor('Ana', 'editor')
  const address = `/desk/cases/${caseId}/names/${personId}`
  const before = (await ana.get(`${address}/`)).body
  assert.match(before, /One public appeal names this person, in \d\d places\./)
  assert.match(before, /One address holds the name/)
  assert.match(before, /<ins dir="auto">Free R\. R\.<\/ins>/)
  assert.equal((await ana.post(`${address}/withdrawal`, { ...word, word: ' ' })).statusCode, 422)
  assert.match((await get(app, '/')).body, /Raskolnikov/)
  assert.equal((await ana.post(`${address}/withdrawal`, word)).statusCode, 303)
  assert.doesNotMatch((await get(app, '/')).body, /Raskolnikov/)
  const after = (await ana.get(`${address}/`)).body
  assert.match(after, /hidden everywhere/)
  assert.match(after, /the family took the consent back/)
})

test('the preview counts comments that name the person, in their text or as their author', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const { caseId, personId } = await nameEverywhere(app, PEOPLE.latin)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const { body } = await ana.get(`/desk/cases/${caseId}/names/${personId}/`)
  assert.match(body, /<li>2 comments name this person\.<\/li>/)
  assert.match(body, /<li>No waiting letter names this person\.<\/li>/)
  assert.doesNotMatch(body, /There may be more/)
})

test('nobody is chosen beforehand as the one who decides, and without one nothing is recorded', async (t) => {
  const app = await openDeskApp(t)
  const { caseId, personId } = await publishNamed(app)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const address = `/desk/cases/${caseId}/names/${personId}`
  const { body } = await ana.get(`${address}/`)
  assert.equal(
    body.match(/<select id="[a-z]+-by" name="by" required><option value[="]*>/g)?.length,
    2,
  )
  assert.doesNotMatch(body, /<option value="person" selected/)
  for (const by of ['', 'cousin']) {
    const refused = await ana.post(`${address}/withdrawal`, { by, word: 'her letter' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Say who decides: the person, the family or the lawyer\./)
    assert.match(refused.body, /id="withdraw-word"[^>]*value="her letter"/)
    assert.doesNotMatch(refused.body, /id="agree-word"[^>]*value="her letter"/)
  }
  assert.match((await get(app, '/')).body, /Raskolnikov/)
})

test('the page says which names are hidden though they are not on the list any more', async (t) => {
  const app = await openDeskApp(t)
  const { caseId, personId } = await publishNamed(app, { isAgreed: false })
  await changePerson(app.deps, undefined, { personId, names: [], roles: { en: 'a student' } })
  await app.runJobs()
  const ana = await app.joinWithFactor('Ana', 'editor')
  const { body } = await ana.get(`/desk/cases/${caseId}/names/${personId}/`)
  assert.match(body, /hidden with the name: <bdi>Родион Раскольников · Rodion Raskolnikov<\/bdi>/)
  assert.doesNotMatch((await get(app, '/')).body, /Raskolnikov/)
})

test('a consent is recorded with its uses; what is missing is said and kept in the form', async (t) => {
  const app = await openDeskApp(t)
  const { caseId, personId } = await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  const ana = await app.joinWithFactor('Ana', 'editor')
  const address = `/desk/cases/${caseId}/names/${personId}`
  const refused = await ana.post(`${address}/consents`, word)
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /value="his sister, by phone"/)
  await ana.post(`${address}/consents`, { ...word, pages: 'yes' })
  assert.match((await get(app, '/')).body, /Raskolnikov/)
  assert.doesNotMatch((await get(app, '/feed/')).body, /Raskolnikov/)
})

test('without a fresh factor, and for another organisation, there is no such page', async (t) => {
  const app = await openDeskApp(t)
  const { caseId, personId } = await publishNamed(app)
  const address = `/desk/cases/${caseId}/names/${personId}`
  const bruno = await app.join('Bruno', 'moderator')
  assert.notEqual((await bruno.post(`${address}/withdrawal`, word)).statusCode, 200)
  assert.match((await get(app, '/')).body, /Raskolnikov/)
  const chloe = await app.joinWithFactor('Chloé', 'editor', { organisation: 'Another' })
  assert.equal((await chloe.get(`${address}/`)).statusCode, 404)
  assert.equal((await chloe.post(`${address}/withdrawal`, word)).statusCode, 404)
})
