import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '../src/platform/ids.ts'
import { MINUTE_MS } from '../src/platform/time.ts'
import { directoryFile, importRows } from '../src/slices/missions/fixture.ts'
import {
  type Contact,
  findMission,
  recordEvidence,
  searchMissions,
} from '../src/slices/missions/index.ts'
import { insertLetters } from '../src/slices/protests/queries.ts'
import { type DeskApp, openDeskApp, type Person, tokenIn } from './desk.ts'

const LONDON = {
  city: 'London',
  source_id: 'L1',
  source_date: '2013-01-01',
  email: 'old@mfa.example',
}
const LEEDS = {
  ...LONDON,
  city: 'Leeds',
  source_id: 'L2',
  type: 'consulate',
  email: 'leeds@mfa.example',
}

async function openDirectory(t: TestContext) {
  const app = await openDeskApp(t)
  await importRows(app.deps, LONDON, LEEDS)
  const idOf = async (text: string) =>
    (await searchMissions(app.deps.db, { text, limit: 1 }))[0]?.id ?? ''
  const id = await idOf('London')
  const emails = async () =>
    ((await findMission(app.deps.db, id))?.contacts ?? []).map(({ value }: Contact) => value)
  return { ...app, id, idOf, path: `/desk/missions/${id}`, emails }
}

async function logOf(app: Pick<DeskApp, 'joinWithFactor'>): Promise<string> {
  const dora = await app.joinWithFactor('Dora', 'administrator')
  return (await dora.get('/desk/audit/')).body
}

test('an editor finds a mission and corrects its address, and the log says what it was', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  assert.match((await ana.get('/desk/missions/?q=london')).body, new RegExp(app.path))
  const [contact] = (await findMission(app.deps.db, app.id))?.contacts ?? []
  const form = (await ana.get(`${app.path}?correct=${contact?.id}`)).body
  assert.match(form, /value="old@mfa\.example"/)
  const correction = { kind: 'email', value: 'new@mfa.example', source: 'a call', confirmed: '' }
  const answer = await ana.post(`${app.path}/contacts`, {
    ...correction,
    replaces: contact?.id ?? '',
  })
  assert.equal(answer.statusCode, 303, answer.body)
  assert.deepEqual(await app.emails(), ['new@mfa.example'])
  assert.match((await ana.get(app.path)).body, /One past contact[\s\S]*old@mfa\.example/)
  assert.match(await logOf(app), /Contact entered[\s\S]*old@mfa\.example[\s\S]*new@mfa\.example/)
})

test('a contact is confirmed with one press and how it was made sure, and ended with another', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const idOfContact = async () => (await findMission(app.deps.db, app.id))?.contacts[0]?.id
  const stale = `${app.path}/contacts/${await idOfContact()}`
  const nothing = await ana.post(`${stale}/confirmation`, { source: ' ' })
  assert.equal(nothing.statusCode, 422)
  assert.match(nothing.body, /Say where the contact is from/)
  await ana.post(`${stale}/confirmation`, { source: 'a call' })
  assert.match((await ana.get(app.path)).body, /a call, 22 May 2013, confirmed on 22 May 2013/)
  const late = await ana.post(`${stale}/end`)
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /in the meantime/)
  await ana.post(`${app.path}/contacts/${await idOfContact()}/end`)
  assert.deepEqual(await app.emails(), [])
  assert.match(await logOf(app), /Contact ended[\s\S]*Contact confirmed/)
})

test('a closed address says as what it is closed, since when, and the words of its server', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const lost = { missionId: app.id, email: 'old@mfa.example', kind: 'hard' } as const
  await recordEvidence(app.deps, { ...lost, words: '550 no such user' })
  const row = /<bdi>old@mfa\.example<\/bdi>(.*?)<\/th>/s.exec((await ana.get(app.path)).body)?.[1]
  assert.match(row ?? '', /has not worked since 22 May 2013[\s\S]*550 no such user/)
})

test('what is wrong with a contact stands beside its field, and what was typed stays', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  for (const [changes, words] of [
    [{ value: 'nobody' }, /“nobody” cannot be used as an email address/],
    [{ source: '' }, /Say where the contact is from/],
    [{ confirmed: '2013-02-30' }, /is not a day/],
    [{ value: `${'x'.repeat(500)}@mfa.example` }, /500/],
  ] as const) {
    const form = { kind: 'email', value: 'a@mfa.example', source: 'a call', ...changes }
    const answer = await ana.post(`${app.path}/contacts`, form)
    assert.equal(answer.statusCode, 422, JSON.stringify(changes))
    assert.match(answer.body, words)
  }
  const all = { kind: 'email', value: 'nobody', source: '', confirmed: '2013-02-30' }
  const { body } = await ana.post(`${app.path}/contacts`, all)
  for (const field of ['value', 'source', 'confirmed'])
    assert.ok(body.includes(`#${field}"`), field)
  assert.deepEqual(await app.emails(), ['old@mfa.example'])
})

test('an address decides where letters go: a session without its factor shown lately changes none', async (t) => {
  const app = await openDirectory(t)
  const form = { kind: 'email', value: 'evil@evil.example', source: 'me' }
  const ana = await app.join('Ana', 'editor')
  assert.equal((await ana.post(`${app.path}/contacts`, form)).statusCode, 403)
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  app.clock.advance(16 * MINUTE_MS)
  const answer = await bruno.post(`${app.path}/contacts`, form)
  assert.match(String(answer.headers.location), /^\/desk\/factor/)
  const there = { organisation: 'Campaign Kazakhstan' }
  const chloe = await app.joinWithFactor('Chloe', 'administrator', there)
  assert.equal((await chloe.post(`${app.path}/contacts`, form)).statusCode, 403)
  assert.equal((await chloe.get('/desk/missions/')).statusCode, 403)
  assert.deepEqual(await app.emails(), ['old@mfa.example'])
})

test('accreditation is added and ended, each with its line in the log', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const address = `${app.path}/accreditations`
  await ana.post(address, { state: 'IE', source: 'note verbale' })
  assert.match((await ana.get(app.path)).body, /Ireland <small class="meta">note verbale/)
  const twice = await ana.post(address, { state: 'IE', source: 'note verbale' })
  assert.equal(twice.statusCode, 409)
  assert.equal((await ana.post(address, { state: '', source: 'x' })).statusCode, 422)
  await ana.post(`${address}/end`, { state: 'IE' })
  assert.doesNotMatch((await ana.get(app.path)).body, /note verbale/)
  assert.match(await logOf(app), /Accreditation ended[\s\S]*Accreditation entered/)
})

test('doubles are compared, then made one by an administrator', async (t) => {
  const app = await openDirectory(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const double = await app.idOf('Leeds')
  const path = `/desk/missions/${double}/merge`
  const page = (await dora.get(`${path}?into=${app.id}`)).body
  assert.match(page, /leeds@mfa\.example[\s\S]*old@mfa\.example/)
  assert.equal((await dora.post(path, { into: app.id })).statusCode, 303)
  assert.deepEqual((await app.emails()).sort(), ['leeds@mfa.example', 'old@mfa.example'])
  assert.equal((await dora.post(path, { into: app.id })).statusCode, 404)
  assert.match((await dora.get(`/desk/missions/${double}`)).body, /old@mfa\.example/)
  assert.match((await dora.get('/desk/audit/')).body, /Missions merged[\s\S]*Consulate[^<]*Leeds/)
})

test('a moderator takes a reader’s correction up, and the form opens with the reader’s words', async (t) => {
  const app = await openDirectory(t)
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  const send = (right: string) =>
    app.server.inject({
      method: 'POST',
      url: `/missions/KZ/corrections/${app.id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        kind: 'email',
        wrong: 'old@mfa.example',
        right,
        from: 'their web site',
      }).toString(),
    })
  await send('new@mfa.example')
  await send('wrong@evil.example')
  assert.match((await bruno.get('/desk/')).body, /2 wait/)
  const list = (await bruno.get('/desk/missions/corrections/')).body
  const [first, second] = [...list.matchAll(/corrections\/([\w-]{36})\/acceptance/g)].map(
    ([, id]) => `/desk/missions/corrections/${id}`,
  )
  const accepted = await bruno.post(`${first}/acceptance`)
  const [page] = String(accepted.headers.location).split('#')
  const form = (await bruno.get(page ?? '')).body
  assert.match(form, /name="value"[^>]*value="new@mfa\.example"/)
  assert.match(form, /name="source"[^>]*value="their web site"/)
  assert.deepEqual(await app.emails(), ['old@mfa.example'])

  await bruno.post(`${second}/refusal`)
  assert.equal((await bruno.post(`${second}/refusal`)).statusCode, 409)
  assert.match((await bruno.get('/desk/missions/corrections/')).body, /No correction waits/)
  const log = await logOf(app)
  assert.match(log, /Correction refused[\s\S]*Correction accepted/)
  assert.doesNotMatch(log, /their web site|evil\.example/)
})

test('a file is looked at, taken in and undone, and only an administrator does so', async (t) => {
  const app = await openDirectory(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const newer = { ...LONDON, source_date: '2013-02-01', email: 'new@mfa.example', city: 'Hull' }
  const preview = await upload(app, dora, String(directoryFile(newer).content))
  assert.equal(preview.statusCode, 303, preview.body)
  const path = String(preview.headers.location)
  const shown = (await dora.get(path)).body
  assert.match(shown, /London · United Kingdom[\s\S]*Hull · United Kingdom/)
  assert.match(shown, /old@mfa\.example[\s\S]*new@mfa\.example/)
  assert.deepEqual(await app.emails(), ['old@mfa.example'])
  await dora.post(`${path}/application`)
  assert.deepEqual(await app.emails(), ['new@mfa.example'])
  assert.equal((await dora.post(`${path}/application`)).statusCode, 409)
  await dora.post(`${path}/undoing`)
  assert.deepEqual(await app.emails(), ['old@mfa.example'])

  const broken = await upload(app, dora, 'nothing\n"')
  assert.equal(broken.statusCode, 422)
  assert.match(broken.body, /is never closed/)
  const ana = await app.joinWithFactor('Ana', 'editor')
  assert.equal((await upload(app, ana, 'sending_state')).statusCode, 403)
  assert.match((await dora.get('/desk/audit/')).body, /Import undone[\s\S]*Missions imported/)
})

test('the mission whose address will carry the most letters is the first to confirm', async (t) => {
  const app = await openDirectory(t)
  const leeds = await app.idOf('Leeds')
  await addLetters(app, [app.id, leeds, leeds])
  const ana = await app.join('Ana', 'editor')
  const page = (await ana.get('/desk/missions/to-confirm/')).body
  assert.match(page, /Leeds[\s\S]*>2<[\s\S]*London[\s\S]*>1</)
  assert.match((await ana.get(`/desk/missions/${leeds}`)).body, /2 letters wait/)
})

function upload(app: DeskApp, person: Person, content: string) {
  return person.get('/desk/account/').then(({ body }) =>
    app.server.inject({
      method: 'POST',
      url: `/desk/missions/imports/?csrf=${tokenIn(body)}`,
      headers: {
        'content-type': 'multipart/form-data; boundary=limit',
        'accept-language': 'en',
        cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      payload: `--limit\r\nContent-Disposition: form-data; name="file"; filename="missions.csv"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--limit--\r\n`,
    }),
  )
}

/** Confirmed letters that have not left, one to each mission given. */
async function addLetters(
  { deps, clock }: Pick<DeskApp, 'deps' | 'clock'>,
  missionIds: string[],
): Promise<void> {
  const at = clock.now()
  const state = 'ready' as const
  const rows = missionIds.map((mission_id, index) => ({
    ...{ id: newId(), appeal_id: 'appeal', mission_id, country: 'KZ', reader_country: 'IE' },
    ...{ language: 'en', letter_language: 'en', state, state_at: at, due_at: null },
    ...{ attempts: 0, display: 'full' as const, sealed: null, person_hash: `person ${index}` },
    ...{ content_hash: null, code_hash: null, mailed_at: at, asked_at: at, reminded_at: null },
    ...{ follow_at: null, consent_version: '1', consent_at: at, created_at: at },
    ...{ confirmed_at: at, warned_at: null, erased_at: null, held_for: null },
  }))
  await insertLetters(deps.db, rows)
}

test('how a mailbox is stands with the mission, and the letters that say so', async (t) => {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  assert.match((await ana.get(app.path)).body, /unsure[\s\S]*No letter has been sent there yet/)

  const shown = { missionId: app.id, email: 'old@mfa.example' }
  await recordEvidence(app.deps, { ...shown, kind: 'accepted', words: '250 ok' })
  await recordEvidence(app.deps, {
    ...shown,
    kind: 'hard',
    words: '550 5.1.1 unknown, ask ana@example.org, id 4Fz9kQ2vWx81',
  })
  const { body } = await ana.get(app.path)
  assert.match(body, /dead[\s\S]*came back: no such address[\s\S]*550 5\.1\.1 unknown/)
  assert.match(body, /<td>taken<\/td>/)
  assert.doesNotMatch(body, /ana@example\.org|4Fz9kQ2vWx81/)
})

async function openDescription(t: TestContext) {
  const app = await openDirectory(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const path = `${app.path}/description`
  const form = async (changes: Record<string, string>) => {
    const { body } = await ana.get(path)
    const version = /name="version" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const usual = { type: 'embassy', name: '', city: 'London', state: 'GB', closed: '' }
    return { ...usual, source: 'note verbale', date: '2013-05-20', version, ...changes }
  }
  return { ...app, ana, path, form, page: async () => (await ana.get(app.path)).body }
}

test('an editor says anew where an embassy stands: readers, history and log follow', async (t) => {
  const { ana, path, form, page, server, ...app } = await openDescription(t)
  const readers = async () => (await server.inject('/missions/KZ/for/IE')).body
  assert.match(await readers(), /Nearest, not accredited/)
  assert.match((await ana.get(path)).body, /name="city"[^>]*value="London"/)
  const said = await form({ state: 'IE', city: 'Dublin', name: 'The house' })
  const answer = await ana.post(path, said)
  assert.equal(answer.statusCode, 303, answer.body)
  assert.equal((await ana.post(path, said)).statusCode, 303)

  const body = await page()
  assert.match(body, /<h1>Embassy of Kazakhstan in Dublin/)
  assert.match(body, /The house[\s\S]*note verbale, 20 May 2013/)
  assert.match(body, /What was said before<\/summary>[\s\S]*London, United Kingdom[\s\S]*Wikidata/)
  assert.match(await readers(), /In your country/)
  const log = await logOf(app)
  assert.match(log, /Mission described anew[\s\S]*London[\s\S]*Dublin/)
  assert.equal(log.match(/<td>Mission described anew/g)?.length, 1)
})

test('what is wrong with a description stands beside its field, and what was typed stays', async (t) => {
  const { ana, path, form, page } = await openDescription(t)
  for (const [changes, words] of [
    [{ city: ' ' }, /id="city-error">\s*Say in which town/],
    [{ state: 'XX' }, /id="state-error">\s*Choose the country/],
    [{ state: '' }, /id="state-error">\s*Choose the country/],
    [{ type: 'tavern' }, /id="type-error"/],
    [{ source: ' ' }, /id="source-error">\s*Say who says so/],
    [{ date: '2013-02-30' }, /id="date-error">[\s\S]*is not a day/],
    [{ closed: '2013-08-01' }, /id="closed-error">[\s\S]*still to come/],
    [{ name: 'x'.repeat(300) }, /id="name-error">[\s\S]*200/],
  ] as const) {
    const answer = await ana.post(path, await form({ name: 'The “house”', ...changes }))
    assert.equal(answer.statusCode, 422, JSON.stringify(changes))
    assert.match(answer.body, words)
    if (!('name' in changes)) assert.match(answer.body, /value="The “house”"/)
  }
  assert.doesNotMatch(await page(), /What was said before/)
})

test('a description over a newer one is shown beside it, and saved when it is sent again', async (t) => {
  const { ana, path, form, page, ...app } = await openDescription(t)
  const stale = await form({ city: 'York' })
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  await bruno.post(path, { ...stale, city: 'Hull' })
  const answer = await ana.post(path, stale)
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /in the meantime[\s\S]*What stands here now[\s\S]*Hull/)
  assert.match(answer.body, /name="city"[^>]*value="York"/)
  assert.match(await page(), /in Hull<\/h1>/)

  const version = /name="version" value="([^"]+)"/.exec(answer.body)?.[1] ?? ''
  assert.equal((await ana.post(path, { ...stale, version })).statusCode, 303)
  assert.match(await page(), /in York<\/h1>/)
})

test('a mission that has closed is found at the desk alone, and is in no list of addresses to confirm', async (t) => {
  const { ana, path, form, page, server, ...app } = await openDescription(t)
  await addLetters(app, [app.id])
  assert.match((await ana.get('/desk/missions/to-confirm/')).body, /London/)
  await ana.post(path, await form({ closed: '2013-05-01' }))
  assert.match(
    await page(),
    /has closed[\s\S]*Closed since[\s\S]*1 May 2013[\s\S]*old@mfa\.example/,
  )
  assert.doesNotMatch((await server.inject('/missions/KZ/')).body, /London/)
  assert.doesNotMatch((await ana.get('/desk/missions/to-confirm/')).body, /London/)
  assert.match((await ana.get('/desk/missions/?q=london')).body, /<span class="tag">closed/)
  await ana.post(path, await form({ closed: '' }))
  assert.match((await server.inject('/missions/KZ/')).body, /London/)
})

test('where a mission stands decides where letters go: it needs a factor shown lately', async (t) => {
  const { ana, path, form, page, clock } = await openDescription(t)
  const said = await form({ city: 'Hull' })
  clock.advance(16 * MINUTE_MS)
  const answer = await ana.post(path, said)
  assert.match(String(answer.headers.location), /^\/desk\/factor/)
  assert.match(String((await ana.get(path)).headers.location), /^\/desk\/factor/)
  assert.match(await page(), /in London<\/h1>/)
})
