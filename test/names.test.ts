import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openInstallation } from '../src/app/deps.ts'
import { checkNames } from '../src/app/names-check.ts'
import { buildServer } from '../src/app/serve.ts'
import { DAY_MS } from '../src/platform/time.ts'
import {
  addPerson,
  changePerson,
  giveConsent,
  openCase,
  recordEvent,
  setCasePublic,
  withdrawConsent,
} from '../src/slices/cases/index.ts'
import { planGathering, publishGathering } from '../src/slices/protests/index.ts'
import { openTestApp } from './harness.ts'
import { confirmationIn, get, letterForm, openLetterApp, post, textOf } from './letters.ts'
import { agree, NAMES, publishNamed } from './names.ts'

const NAMED = /raskoln|раскольн/i
const PATH = '/2013/05/22/free-rodion-raskolnikov/'
const SLUG = 'free-rodion-raskolnikov'
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
    assert.doesNotMatch(body.replaceAll(SLUG, ''), NAMED, url)
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

test('withdrawn: nothing is found in any public address, feed, export or waiting letter', async (t) => {
  const app = await openLetterApp(t)
  const { deps } = app
  const { personId } = await publishNamed(app)
  await app.runJobs()
  // Paris has no address, so the letter waits.
  const form = letterForm(await app.missionIdFor('FR'), {
    from: 'FR',
    subject: 'Rodion Raskolnikov',
    text: 'Освободите Раскольникова. Free Rodion Raskolnikov, please.',
  })
  await post(app, `${PATH}letter`, form)
  await app.runJobs()
  await post(app, confirmationIn(app).path)
  await app.runJobs()
  const before = await checkNames(deps, app.server)
  assert.deepEqual(before.leaks, [])
  assert.match((await get(app, '/search?q=raskolnikov')).body, /free-rodion-raskolnikov/)

  await withdrawConsent(deps, undefined, { personId, agreedBy: 'person', word: 'himself' })
  await app.runJobs()
  const after = await checkNames(deps, app.server)
  assert.deepEqual(after.leaks, [])
  assert.ok(after.places > 40, `${after.places} places`)
  for (const query of ['Raskolnikov', 'раскольников', 'Raskolnik', 'Rodion Raskolnikov']) {
    const { body } = await get(app, `/search?q=${encodeURIComponent(query)}`)
    assert.doesNotMatch(body, /free-r-r/, query)
  }
})

test('the check finds a name in a page that has not passed the veil', async (t) => {
  const app = await openTestApp(t)
  await publishNamed(app, { isAgreed: false })
  const { for: veiled, ...veils } = app.deps.veils
  const everybody = { ...veils, for: veiled }
  const server = await buildServer({
    ...app.deps,
    veils: { ...everybody, for: async () => ({ ...(await veiled('pages')), isEmpty: true }) },
  })
  t.after(() => server.close())
  const { leaks } = await checkNames(app.deps, server)
  assert.ok(leaks.some(({ place }) => place === '/feed/'))
})

test('a page whose veil was read before a withdrawal is neither sent nor kept', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app)
  await app.runJobs()
  const { veils } = app.deps
  for (const url of [PATH, '/feed.json', `/embed${PATH}`, '/']) {
    let isWithdrawn = false
    const interrupted = async (use: Parameters<typeof veils.for>[0]) => {
      const veil = await veils.for(use)
      if (!isWithdrawn) {
        isWithdrawn = true
        const withdrawal = { personId, agreedBy: 'person', word: 'himself' } as const
        await withdrawConsent(app.deps, undefined, withdrawal)
      }
      return veil
    }
    const server = await buildServer({ ...app.deps, veils: { ...veils, for: interrupted } })
    const read = async () => (await get({ server }, url)).body.replaceAll(SLUG, '')
    await agree(app, personId)
    assert.doesNotMatch(await read(), NAMED, url)
    assert.ok(isWithdrawn)
    assert.doesNotMatch(await read(), NAMED, url)
    await server.close()
  }
})

test('a consent ends with its day on pages in memory, too, before any job has run', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app, { isAgreed: false })
  const today = { agreedOn: '2013-05-22', until: '2013-05-22' }
  await giveConsent(app.deps, undefined, {
    ...{ personId, agreedBy: 'family', word: 'his sister', ...today },
    ...{ uses: ['pages', 'spread'], holdsAfterRelease: true },
  })
  await app.runJobs()
  const read = async () => (await get(app, '/')).body
  for (let time = 0; time < 2; time += 1) assert.match(await read(), NAMED)
  app.clock.advance(DAY_MS)
  assert.doesNotMatch(await read(), NAMED)
})

test('another process hides the name within a moment', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app)
  await app.runJobs()
  const other = openInstallation(app.deps.config, { clock: app.clock, log: app.deps.log })
  const server = await buildServer(other.deps)
  t.after(async () => {
    await server.close()
    await other.close()
  })
  for (let read = 0; read < 2; read += 1) assert.match((await get({ server }, PATH)).body, NAMED)
  await withdrawConsent(app.deps, undefined, { personId, agreedBy: 'person', word: 'himself' })
  // PostgreSQL tells other processes a moment after the commit.
  let body = (await get({ server }, PATH)).body
  const isNamed = () => NAMED.test(body.replaceAll(SLUG, ''))
  for (let read = 0; read < 500 && isNamed(); read += 1) body = (await get({ server }, PATH)).body
  assert.equal(isNamed(), false)
})

test('a letter whose consent is withdrawn while it waits leaves without the name', async (t) => {
  const app = await openLetterApp(t)
  const { personId } = await publishNamed(app)
  await app.runJobs()
  const words = { subject: 'Rodion Raskolnikov', text: 'Free Rodion Raskolnikov, please. Now.' }
  await post(app, `${PATH}letter`, letterForm(await app.missionIdFor('IE'), words))
  await app.runJobs()
  await post(app, confirmationIn(app).path)
  const withdrawal = { personId, agreedBy: 'person', word: 'himself' } as const
  await withdrawConsent(app.deps, undefined, withdrawal)
  await app.runJobs()
  const letter = app.sent.find(({ kind }) => kind === 'letter')
  assert.ok(letter)
  assert.doesNotMatch(`${letter.readable.subject} ${textOf(letter)}`, NAMED)
  assert.match(letter.readable.subject, /R\. R\./)
})

test('a consent that ends between the claim of a letter and its hand-over counts', async (t) => {
  const app = await openLetterApp(t)
  const { personId } = await publishNamed(app)
  await app.runJobs()
  const words = { subject: 'Rodion Raskolnikov', text: 'Free Rodion Raskolnikov, please. Now.' }
  await post(app, `${PATH}letter`, letterForm(await app.missionIdFor('IE'), words))
  await app.runJobs()
  await post(app, confirmationIn(app).path)
  const { veils, db } = app.deps
  const states: string[] = []
  // The last thing that is asked before a letter is handed over is whom it may name.
  app.deps.veils = {
    ...veils,
    for: async (use) => {
      if (use === 'letters' && states.length === 0) {
        const { state } = await db.selectFrom('letters').select('state').executeTakeFirstOrThrow()
        states.push(state)
        const withdrawal = { personId, agreedBy: 'person', word: 'himself' } as const
        await withdrawConsent(app.deps, undefined, withdrawal)
      }
      return veils.for(use)
    },
  }
  await app.runJobs()
  assert.deepEqual(states, ['sending'])
  const letters = app.sent.filter(({ kind }) => kind === 'letter')
  assert.equal(letters.length, 1)
  for (const letter of letters) {
    assert.doesNotMatch(`${letter.readable.subject} ${textOf(letter)}`, NAMED)
  }
})

test('fields that a form begins with hide names; what writers typed of themselves stays theirs', async (t) => {
  const app = await openLetterApp(t)
  await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  const form = '/2013/05/22/free-r-r/letter'
  const { body } = await get(app, `${form}?from=IE`)
  assert.match(body, /name="subject"[^>]* value="R\. R\."/)
  assert.doesNotMatch(body, NAMED)
  const mission = await app.missionIdFor('IE')
  const own = { name: 'Dunya Raskolnikova', email: 'raskolnikova@reader.example', consent: '' }
  const again = await post(app, form, letterForm(mission, own))
  assert.equal(again.statusCode, 422)
  assert.match(again.body, /value="Dunya Raskolnikova"/)
  assert.match(again.body, /value="raskolnikova@reader\.example"/)
})

test('a name that a text of a calendar breaks into two lines is hidden as a whole', async (t) => {
  const app = await openTestApp(t)
  await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  const { id: appeal } = await app.deps.db
    .selectFrom('appeals')
    .select('id')
    .where('slug', '=', 'free-r-r')
    .executeTakeFirstOrThrow()
  const place = { country: 'IE', city: 'Dublin', place: 'Embassy' }
  const note = 'Bring flowers.\nAsk for Rodion\nRaskolnikov, C:\\now.'
  const when = { on: '2013-06-01', time: '12:00' }
  let id = ''
  const keep = async (_: unknown, planned: string) => {
    id = planned
  }
  await planGathering(app.deps, { appeal, kind: 'picket', note, ...place, ...when }, keep)
  await publishGathering(app.deps, id)
  const { body } = await get(app, `${VEILED_PATH}gatherings.ics`)
  const unfolded = body.replaceAll('\r\n ', '')
  assert.match(unfolded, /DESCRIPTION:Bring flowers\.\\nAsk for R\. R\.\\, C:\\\\now\.\r\n/)
  assert.doesNotMatch(unfolded, /Rodion|Raskolnikov/)
})

test('on the page of a case, and in its data, a given name alone tells who is meant', async (t) => {
  const app = await openTestApp(t)
  const { caseId } = await publishNamed(app, { isAgreed: false })
  await setCasePublic(app.deps, undefined, { caseId, isPublic: true })
  await recordEvent(app.deps, undefined, {
    caseId,
    kind: 'hearing',
    when: { on: '2013-06-01', precision: 'day' },
    about: { people: ['student'] },
    details: { texts: { en: 'They took Rodion from his room.' } },
    sources: [{ name: 'Campaign', reliability: 'reported' }],
  })
  await app.runJobs()
  for (const address of ['/cases/student-2013/', VEILED_PATH, '/cases/student-2013.json']) {
    for (let read = 0; read < 2; read += 1) {
      const { body } = await get(app, address)
      assert.match(body, /They took R\. R\./, address)
      assert.doesNotMatch(body, /Rodion/, address)
    }
  }
  assert.doesNotMatch((await get(app, '/cases/student-2013.ics')).body, /Rodion/)
})

test('another pseudonym takes the place of the one before at once', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  assert.match((await get(app, VEILED_PATH)).body, /Free R\. R\./)
  const change = { personId, pseudonyms: { en: 'Sasha' }, roles: { en: 'a student' } }
  await changePerson(app.deps, undefined, change)
  await app.runJobs()
  assert.match((await get(app, '/')).body, /Free Sasha/)
})

const leaksWith = async (
  app: Awaited<ReturnType<typeof openLetterApp>>,
  uses: ('pages' | 'spread' | 'letters')[],
  isGated: boolean,
) => {
  const { personId } = await publishNamed(app, { isAgreed: false })
  const said = { agreedBy: 'family', agreedOn: '2013-05-22', word: 'his sister' } as const
  await giveConsent(app.deps, undefined, { personId, ...said, uses, holdsAfterRelease: true })
  await app.runJobs()
  const { for: veilFor } = app.deps.veils
  const open = async () => ({ ...(await veilFor('pages')), isEmpty: true })
  const veils = isGated ? app.deps.veils : { ...app.deps.veils, for: open }
  const server = await buildServer({ ...app.deps, veils })
  const { leaks } = await checkNames(app.deps, server)
  await server.close()
  return new Set(leaks.map(({ place }) => place))
}

test('a name agreed for pages alone is found where others would take it over', async (t) => {
  const places = await leaksWith(await openLetterApp(t), ['pages', 'letters'], false)
  for (const place of ['/feed/', '/feed.json', `/embed${VEILED_PATH}`, VEILED_PATH]) {
    assert.ok(places.has(place), `${place} not in ${[...places].join(' ')}`)
  }
  assert.ok(!places.has(`${VEILED_PATH}letter`), 'the form is a page')
})

test('the gate lets a name agreed for pages alone through to pages only', async (t) => {
  const app = await openLetterApp(t)
  assert.deepEqual([...(await leaksWith(app, ['pages', 'letters'], true))], [])
  assert.match((await get(app, VEILED_PATH)).body, /<h1>Free Rodion Raskolnikov/)
  assert.doesNotMatch((await get(app, `/embed${VEILED_PATH}`)).body, NAMED)
})

test('where a name is agreed for pages alone, every link of a feed leads somewhere', async (t) => {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app, { isAgreed: false })
  const said = { agreedBy: 'family', agreedOn: '2013-05-22', word: 'his sister' } as const
  const pagesOnly = { uses: ['pages'], holdsAfterRelease: true } as const
  await giveConsent(app.deps, undefined, { personId, ...said, ...pagesOnly })
  await app.runJobs()
  const { body } = await get(app, '/feed/')
  const links = [...body.matchAll(/<link>https:\/\/outcry\.example([^<]+)<\/link>/g)]
  assert.ok(links.length > 1)
  for (const [, link = ''] of links) assert.equal((await get(app, link)).statusCode, 200, link)
})

test('a key of a case that holds a hidden name is unknown, and every link leads to the case', async (t) => {
  const app = await openTestApp(t)
  const { deps } = app
  const key = 'raskolnikov-2013'
  const caseId = await openCase(deps, undefined, {
    key,
    country: 'KZ',
    titles: { en: 'A student' },
  })
  const roles = { en: 'a student' }
  const person = { caseId, key: 'student', names: NAMES, roles }
  const personId = await addPerson(deps, undefined, person)
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  await app.runJobs()
  const linksIn = (body: string) =>
    [...body.matchAll(/\/cases\/[^"/<.]+[^"<]*/g)].map(([link]) => link)
  const list = (await get(app, '/cases/')).body
  const [address = ''] = linksIn(list).filter((link) => link.endsWith('-2013/'))
  assert.equal(address, '/cases/r-r-2013/')
  const page = await get(app, address)
  assert.equal(page.statusCode, 200)
  const links = linksIn(`${page.body} ${list}`).filter((link) => link.includes('2013'))
  assert.ok(new Set(links).size > 4)
  for (const link of new Set(links)) {
    const { body, statusCode } = await get(app, link)
    assert.equal(statusCode, 200, link)
    assert.doesNotMatch(body, NAMED, link)
  }
  assert.equal((await get(app, `/cases/${key}/`)).statusCode, 404)
  assert.equal((await get(app, `/cases/${key}.json`)).statusCode, 404)
  const pagesOnly = { uses: ['pages'], holdsAfterRelease: true } as const
  const said = { agreedBy: 'family', agreedOn: '2013-05-22', word: 'his sister' } as const
  await giveConsent(deps, undefined, { personId, ...said, ...pagesOnly })
  for (const address of [`/cases/${key}/`, '/cases/r-r-2013/', '/cases/r-r-2013/feed/']) {
    assert.equal((await get(app, address)).statusCode, 200, address)
  }
})
