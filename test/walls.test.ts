import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

/** Rooms by floor; a room imports only the doors of rooms on lower floors. */
const floors: Record<string, number> = {
  missions: 1,
  mail: 1,
  media: 1,
  accounts: 2,
  comments: 2,
  donations: 2,
  cases: 3,
  moderation: 3,
  appeals: 4,
  protests: 5,
  intake: 5,
  front: 6,
  archive: 6,
  feeds: 6,
  federation: 6,
  exchange: 6,
  desk: 6,
}

const files = globSync('src/**/*.{ts,tsx}').map((file) => normalize(file))

test('imports keep to the walls: doors only, downwards only', () => {
  const breaches = files.flatMap((file) =>
    importsOf(file)
      .map((target) => breach(file, target))
      .filter((problem) => problem !== undefined),
  )
  assert.deepEqual(breaches, [])
})

test('a table is named only in its own room', () => {
  const owners = new Map(files.flatMap((file) => tablesAddedIn(file).map((name) => [name, file])))
  assert.ok(owners.size > 0)
  const breaches = files.flatMap((file) =>
    tablesNamedIn(file)
      .filter((table) => roomOf(owners.get(table) ?? '') !== roomOf(file))
      .map((table) => `${file} names the table ${table} of ${owners.get(table) ?? 'nobody'}`),
  )
  assert.deepEqual(breaches, [])
})

test('every room stands on a floor and has a door', () => {
  const rooms = new Set(files.filter((file) => file.startsWith('src/slices/')).map(roomOf))
  for (const room of rooms) {
    assert.ok(floors[room] !== undefined, `${room} stands on no floor`)
    assert.ok(files.includes(`src/slices/${room}/index.ts`), `${room} has no door`)
  }
})

test('only main.ts reads the environment', () => {
  const readers = files.filter(
    (file) => /process\.env/.test(readFileSync(file, 'utf8')) && !file.endsWith('.test.ts'),
  )
  assert.deepEqual(readers, ['src/main.ts'])
})

function breach(file: string, target: string): string | undefined {
  const [from, to] = [roomOf(file), roomOf(target)]
  const words = `${file} imports ${target}`
  if (from === 'app' || from === to || to === 'platform') return undefined
  // Tests stand outside the walls where they build a whole installation.
  if (to === 'test') return /\.test\.tsx?$/.test(file) ? undefined : `${words}: tests stay outside`
  if (from === 'platform') return `${words}: the ground imports no room`
  if (to === 'app') return `${words}: rooms do not know the hall`
  if ((floors[to] ?? 99) >= (floors[from] ?? 0)) return `${words}: not downwards`
  return target === `src/slices/${to}/index.ts` ? undefined : `${words}: not through the door`
}

function roomOf(file: string): string {
  const [top, second, third] = file.split('/')
  if (top !== 'src') return top ?? ''
  if (second === 'slices') return third ?? ''
  return second === 'main.ts' ? 'app' : (second ?? '')
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const targets = [...source.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map(
    ([, path]) => path ?? '',
  )
  return targets.map((path) => normalize(join(dirname(file), path)))
}

/** Tables that a file adds to the `Database` interface. */
function tablesAddedIn(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const block = /interface Database \{([^}]*)\}/.exec(source)?.[1] ?? ''
  return [...block.matchAll(/^\s*(\w+):/gm)].map(([, name]) => name ?? '')
}

function tablesNamedIn(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const calls =
    /\b(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|createTable|dropTable)\(\s*'(\w+)/g
  return [...source.matchAll(calls)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'notes')
}
