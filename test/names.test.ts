import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withdrawConsent } from '../src/slices/cases/index.ts'
import { openTestApp } from './harness.ts'
import { get } from './letters.ts'
import { publishNamed } from './names.ts'

const NAMED = /raskoln|раскольн/i
const PATH = '/2013/05/22/free-rodion-raskolnikov/'
const VEILED_PATH = '/2013/05/22/free-r-r/'
const pages = ['/', '/2013/05/', '/countries/KZ/', '/feed/', '/feed/atom/', '/feed.json']

test('a name that was agreed to is shown; without a consent it never appears', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app)
  await app.runJobs()
  assert.match((await get(app, PATH)).body, /Free Rodion Raskolnikov/)
  const withdrawal = { personId, agreedBy: 'person', word: 'himself, by letter' } as const
  await withdrawConsent(app.deps, undefined, withdrawal)
  for (const url of [...pages, PATH, `/ru${PATH}`]) {
    const { body, statusCode } = await get(app, url)
    assert.equal(statusCode, 200, url)
    assert.doesNotMatch(body.replaceAll('free-rodion-raskolnikov', ''), NAMED, url)
  }
  await app.runJobs()
  assert.equal((await get(app, PATH)).statusCode, 404)
  for (const url of [...pages, VEILED_PATH, `/ru${VEILED_PATH}`, '/sitemap.xml']) {
    const { body, statusCode } = await get(app, url)
    assert.ok(statusCode === 200, `${url} ${statusCode}`)
    assert.doesNotMatch(body, NAMED, url)
  }
  assert.match((await get(app, VEILED_PATH)).body, /Free R\. R\./)
  assert.match((await get(app, `/ru${VEILED_PATH}`)).body, /Свободу Р\. Р\./)
})
