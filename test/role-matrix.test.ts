import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { routes } from '../src/app/rooms.ts'
import { packageDir } from '../src/platform/config.ts'
import { loadAssets } from '../src/platform/html/assets.ts'
import { createServer } from '../src/platform/http/server.ts'
import type { Access } from '../src/platform/http/types.ts'
import { type DeskApp, openDeskApp, type Person } from './desk.ts'

interface Route {
  method: string
  url: string
  access: Access
}

const columns = ['visitor', 'editor', 'moderator', 'administrator', 'other organisation'] as const
type Column = (typeof columns)[number]

/** Who may call what; whoever may not is refused before anything of the request is looked at. */
const expected: Record<Exclude<Access, 'public'>, Column[]> = {
  signed_in: ['editor', 'moderator', 'administrator', 'other organisation'],
  editor: ['editor', 'administrator', 'other organisation'],
  moderator: ['moderator', 'administrator', 'other organisation'],
  administrator: ['administrator', 'other organisation'],
}

test('role matrix: each route lets in whom it should, and nobody else', async (t) => {
  const app = await openDeskApp(t)
  const all = await listRoutes(t, app)
  const guarded = all.filter(({ access }) => access !== 'public')
  assert.ok(guarded.length > 10)
  const people = await cast(app)
  const lines: string[] = []
  const wrong: string[] = []
  for (const route of guarded) {
    const cells: string[] = []
    for (const column of columns) {
      const isIn = await isLetIn(people[column], route)
      const isPartner = column === 'other organisation' && isHostOnly(route)
      const should = !isPartner && expected[route.access as keyof typeof expected].includes(column)
      if (isIn !== should) wrong.push(`${route.method} ${route.url}: ${column}`)
      cells.push((isIn ? 'yes' : '–').padEnd(column.length))
    }
    lines.push(`${route.method.padEnd(4)} ${route.url.padEnd(48)} ${cells.join('  ')}`)
  }
  const head = `${'route'.padEnd(53)} ${columns.join('  ')}`
  t.diagnostic(`role matrix\n${[head, ...lines.sort()].join('\n')}`)
  assert.deepEqual(wrong, [])
})

test('every route under /desk/ is guarded, but those that lead in', async (t) => {
  const app = await openDeskApp(t)
  const open = (await listRoutes(t, app))
    .filter(({ url, access }) => url.startsWith('/desk') && access === 'public')
    .map(({ method, url }) => `${method} ${url}`)
  assert.deepEqual(open.sort(), [
    'GET /desk/invitations/:token',
    'GET /desk/password-resets',
    'GET /desk/password-resets/:token',
    'GET /desk/sign-in',
    'GET /desk/sign-in/code',
    'POST /desk/invitations/:token',
    'POST /desk/password-resets',
    'POST /desk/password-resets/:token',
    'POST /desk/sign-in',
    'POST /desk/sign-in/code',
    'POST /desk/sign-in/passkey',
    'POST /desk/sign-in/passkey.json',
  ])
})

test('pages of the desk are kept nowhere and found by no search engine', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  for (const path of ['/desk/', '/desk/account/', '/desk/sign-in', '/desk/password-resets']) {
    const { headers, body } = await ana.get(path)
    assert.equal(headers['cache-control'], 'no-store', path)
    assert.equal(headers['x-robots-tag'], 'noindex', path)
    assert.match(body, /<meta name="robots" content="noindex"/, path)
  }
})

/** Every route of the installation, as the rooms add them. */
async function listRoutes(t: TestContext, { deps }: DeskApp): Promise<Route[]> {
  const found: Route[] = []
  const server = await createServer({ ...deps, assets: loadAssets(join(packageDir, 'assets')) })
  t.after(() => server.close())
  server.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat()) {
      if (each !== 'GET' && each !== 'POST') continue
      found.push({ method: each, url, access: config?.access ?? 'public' })
    }
  })
  for (const addRoutes of routes) addRoutes(server, deps)
  await server.ready()
  return found
}

async function cast(app: DeskApp): Promise<Record<Column, Person>> {
  const chloe = { organisation: 'Campaign Kazakhstan' }
  return {
    visitor: app.visitor(),
    editor: await app.joinWithFactor('Ana', 'editor'),
    moderator: await app.joinWithFactor('Bruno', 'moderator'),
    administrator: await app.joinWithFactor('Dora', 'administrator'),
    'other organisation': await app.joinWithFactor('Chloe', 'administrator', chloe),
  }
}

/** What concerns the whole site is decided by the organisation that runs it. */
function isHostOnly({ url }: Route): boolean {
  return /^\/desk\/(bundles|gatherings|comments|letters|work|replies|missions|settings)\//.test(url)
}

const changesWhoComes = new Set(['/desk/sign-out', '/desk/account/authenticator/removal'])

/** Whatever a route answers whom it lets in, it does not send them away or say that they may not. */
async function isLetIn(person: Person, { method, url }: Route): Promise<boolean> {
  // Signing out, and losing one's factor, would change who comes next.
  const path = url
    .replace(':kind', 'appeals')
    .replace(/:\w+/g, '0190a0a0-0000-7000-8000-000000000000')
  const cookies = new Map(person.cookies)
  if (changesWhoComes.has(url)) return (await person.get('/desk/')).statusCode === 200
  const answer = method === 'GET' ? await person.get(path) : await person.post(path)
  person.cookies.clear()
  for (const [name, value] of cookies) person.cookies.set(name, value)
  if (/sign-in/.test(String(answer.headers.location ?? ''))) return false
  return !/Your role does not allow|You are not signed in|organisation that runs the site/.test(
    answer.body,
  )
}
