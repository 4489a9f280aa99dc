import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { builtInCommands } from '../src/app/commands.ts'
import { checkNames } from '../src/app/names-check.ts'
import type { App } from '../src/platform/http/types.ts'
import { withdrawConsent } from '../src/slices/cases/index.ts'
import { testDatabase } from './harness.ts'
import { confirmationIn, letterForm, openLetterApp, post } from './letters.ts'
import { nameEverywhere, PATH, PEOPLE } from './names-everywhere.ts'

/** Everything is public that there can be, a letter waits, and the name is hidden. */
async function openHidden(t: TestContext) {
  const app = await openLetterApp(t)
  const { personId } = await nameEverywhere(app, PEOPLE.cyrillic)
  // Paris has no address, so the letter waits.
  await post(app, `${PATH}letter`, letterForm(await app.missionIdFor('FR'), { from: 'FR' }))
  await app.runJobs()
  await post(app, confirmationIn(app).path)
  await app.runJobs()
  await withdrawConsent(app.deps, undefined, { personId, agreedBy: 'person', word: 'himself' })
  await app.runJobs()
  return { ...app, personId }
}

interface Leak {
  /** As the check is to call it. */
  place: string
  url: RegExp
  leak: (body: string) => string
}

/** Where a name slips in behind the veil. */
const planted: Leak[] = [
  {
    place: 'a letter’s status page',
    url: /^\/letters\//,
    leak: (body) => body.replace('</main>', 'Rodion Raskolnikov</main>'),
  },
  {
    place: '/search',
    url: /^\/search\?/,
    leak: (body) => body.replace('</h1>', ' R. Raskolnikov</h1>'),
  },
  {
    place: PATH,
    url: /^\/2013\/05\/22\/seen-in-astana\/$/,
    leak: (body) => body.replace(/alt="[^"]*"/, 'alt="Raskolnikov, Rodion"'),
  },
  {
    place: '/feed.json',
    url: /^\/feed\.json$/,
    leak: (body) => body.replace('"version"', '"x":"Rodion R\\u0061skolnikov","version"'),
  },
  {
    place: '/feed/',
    url: /^\/feed\/$/,
    leak: (body) => body.replace('<item>', '<item>Раскольникову'),
  },
  {
    place: '/cases/taken-2013.csv',
    url: /^\/cases\/taken-2013\.csv$/,
    leak: (body) => `${body}"Raskolnikov","Rodion"\r\n`,
  },
  {
    place: '/cases/taken-2013.ics',
    url: /^\/cases\/taken-2013\.ics$/,
    leak: (body) => body.replace('END:VEVENT', 'COMMENT:Rodion Rasko\r\n lnikov\r\nEND:VEVENT'),
  },
  {
    place: '/cases/taken-2013/',
    url: /^\/cases\/taken-2013\/$/,
    leak: (body) =>
      body.replace('<head>', '<head><meta property="og:title" content="R. Raskolnikov"/>'),
  },
]

/** The server, with a name in some answers that has not passed the veil. */
function leaking(server: App): App {
  const inject = async (request: { url: string }) => {
    const answer = await server.inject(request)
    const found = planted.find(({ url }) => url.test(request.url))
    const { headers, body } = answer
    return { ...answer, headers, body: found?.leak(body) ?? body }
  }
  return { inject } as unknown as App
}

// Outputs are the same on every database, and looking through them all takes long.
if (testDatabase === 'sqlite') {
  test('the check finds a name that slips in behind the veil, in every kind of output', async (t) => {
    const { deps, server, personId } = await openHidden(t)
    assert.deepEqual((await checkNames(deps, server)).leaks, [])
    const { leaks } = await checkNames(deps, leaking(server))
    const places = new Set(leaks.map(({ place }) => place))
    assert.deepEqual([...places].sort(), planted.map(({ place }) => place).sort())
    assert.ok(leaks.every((leak) => leak.personId === personId))
  })
}

test('the command ends with 1 when it has found a name, and says where without the name', async (t) => {
  const { deps, personId } = await openHidden(t)
  const check = builtInCommands.find(({ name }) => name === 'names check')
  assert.ok(check)
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const out = { line: write, note: write, progress: () => {} }
  const run = (changes: Partial<typeof deps> = {}) =>
    check.run({ deps: { ...deps, ...changes }, values: {}, positionals: [], out })
  assert.equal(await run(), 0)
  assert.match(lines.splice(0).join('\n'), /^\d\d+ places looked at, 0 with a name/)
  const open = async () => ({ ...(await deps.veils.for('pages')), isEmpty: true })
  assert.equal(await run({ veils: { ...deps.veils, for: open } }), 1)
  const said = lines.splice(0).join('\n')
  assert.match(said, new RegExp(`LEAK /2013/05/22/seen-in-astana/ names person ${personId}`))
  assert.doesNotMatch(said, PEOPLE.cyrillic.parts)
})
