import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { importRows } from '../fixture.ts'
import { missionsTimetables } from '../jobs.ts'
import { findMissionEmail, listMissionsOf } from '../queries.ts'
import { decideCorrection } from './decide.ts'
import { countCorrections, listCorrections } from './queries.ts'

const RIGHT = {
  kind: 'email',
  wrong: 'old@mfa.example',
  right: 'new@mfa.example',
  from: 'the web site of the embassy',
}

async function openDirectory(t: TestContext) {
  const app = await openTestApp(t)
  await importRows(app.deps, { city: 'London', source_id: 'Q1', email: 'old@mfa.example' })
  const [mission] = await listMissionsOf(app.deps.db, 'KZ')
  assert.ok(mission)
  const path = `/missions/KZ/corrections/${mission.id}`
  const post = (form: Record<string, string>, remoteAddress = '192.0.2.1', url = path) =>
    app.server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
      payload: new URLSearchParams(form).toString(),
      remoteAddress,
    })
  return { ...app, mission, path, post }
}

test('a reader’s correction is kept for a moderator, and changes no address', async (t) => {
  const { deps, server, mission, path, post } = await openDirectory(t)
  assert.ok((await server.inject('/missions/KZ/')).body.includes(path))
  assert.equal((await server.inject(path)).statusCode, 200)
  const answer = await post(RIGHT)
  assert.equal(answer.statusCode, 303)
  assert.match((await server.inject(String(answer.headers.location))).body, /Thank you/)
  assert.equal(answer.cookies.length, 0)

  const [kept] = await listCorrections(deps.db, { limit: 10 })
  assert.deepEqual(kept && [kept.wrong, kept.right, kept.knownFrom], [
    RIGHT.wrong,
    RIGHT.right,
    RIGHT.from,
  ])
  assert.equal(await findMissionEmail(deps.db, mission.id), 'old@mfa.example')
})

test('a correction comes back with what was typed when it says nothing, or not how it is known', async (t) => {
  const { deps, post } = await openDirectory(t)
  for (const [changes, words] of [
    [{ wrong: ' ', right: '' }, /Say what is wrong/],
    [{ right: RIGHT.wrong }, /are the same/],
    [{ from: '' }, /Say how you know/],
    [{ right: 'x'.repeat(501) }, /500/],
    [{ kind: 'shoe size' }, /form that can be used/],
    [{ website: 'https://casino.example' }, /must stay empty/],
  ] as const) {
    const answer = await post({ ...RIGHT, ...changes })
    assert.equal(answer.statusCode, 422, JSON.stringify(changes))
    assert.match(answer.body, words)
    if (!('right' in changes)) assert.match(answer.body, /value="new@mfa\.example"/)
  }
  assert.equal(await countCorrections(deps.db), 0)
})

test('the same correction twice is one, and one network sends a few an hour', async (t) => {
  const { deps, post } = await openDirectory(t)
  await post(RIGHT)
  await post(RIGHT)
  assert.equal(await countCorrections(deps.db), 1)
  for (let tries = 2; tries < 20; tries += 1) await post(RIGHT)
  assert.equal((await post(RIGHT)).statusCode, 429)
  assert.equal((await post(RIGHT, '198.51.100.1')).statusCode, 303)
})

test('of one mission no more corrections are kept than somebody can read', async (t) => {
  const { deps, post } = await openDirectory(t)
  for (let each = 0; each < 20; each += 1) {
    await post({ ...RIGHT, right: `a${each}@mfa.example` }, `192.0.2.${each}`)
  }
  const answer = await post({ ...RIGHT, right: 'more@mfa.example' }, '198.51.100.1')
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /More corrections wait/)
  assert.equal(await countCorrections(deps.db), 20)
})

test('a form that is too large, for no mission, or from another site, is refused', async (t) => {
  const { mission, post, server, path } = await openDirectory(t)
  assert.equal((await post({ ...RIGHT, right: 'x'.repeat(20_000) })).statusCode, 413)
  const none = '/missions/KZ/corrections/0190a0a0-0000-7000-8000-000000000000'
  assert.equal((await post(RIGHT, undefined, none)).statusCode, 404)
  const foreign = `/missions/BY/corrections/${mission.id}`
  assert.equal((await post(RIGHT, undefined, foreign)).statusCode, 404)
  const headers = { origin: 'https://evil.example' }
  assert.equal((await server.inject({ method: 'POST', url: path, headers })).statusCode, 403)
})

test('a correction is decided on once, and forgotten a month later', async (t) => {
  const { deps, clock, post } = await openDirectory(t)
  await post(RIGHT)
  const [kept] = await listCorrections(deps.db, { limit: 1 })
  const id = kept?.id ?? ''
  const decide = (decision: 'accepted' | 'refused') => decideCorrection(deps, { id, decision })
  const both = await Promise.allSettled([decide('accepted'), decide('refused')])
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal(await countCorrections(deps.db), 0)
  await assert.rejects(decide('accepted'), /correction_decided_already/)
  clock.advance(31 * DAY_MS)
  for (const { run } of missionsTimetables) await run(deps, new AbortController().signal)
  await assert.rejects(decide('accepted'), /correction_unknown/)
})
