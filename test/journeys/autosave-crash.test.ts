import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type AppDeps, openInstallation } from '../../src/app/deps.ts'
import { migrations } from '../../src/app/rooms.ts'
import { buildServer } from '../../src/app/serve.ts'
import { readConfig } from '../../src/platform/config.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { browserTest, openBrowser } from '../browser.ts'
import { deskOf, type Person } from '../desk.ts'
import { beginAppeal } from '../desk-appeals.ts'
import { testDatabase } from '../harness.ts'
import { createServerProcess, type ServerProcess } from './server-process.ts'

// The process has a data folder, and so an SQLite file, of its own.
if (testDatabase === 'sqlite') {
  browserTest(
    'the server is killed while somebody types, and nothing of it is lost',
    async (t) => {
      const door = await openDoor(t)
      const { settings, person, appeal } = await prepare(t, door.origin)
      const server = createServerProcess(t, settings)
      await startBehind(server, door)

      const context = await openBrowser(t, door, { javaScriptEnabled: true })
      await context.addCookies(
        [...person.cookies].map(([name, value]) => ({ name, value, url: door.origin })),
      )
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      await page.goto(`${appeal}texts/en`)
      const say = (words: string) => page.locator('output', { hasText: words }).first()
      await page.getByLabel('Title', { exact: true }).fill('Before the crash')
      await say('saved at').waitFor()
      await page.getByLabel('Call', { exact: true }).fill('Typed while the server dies')
      await server.kill()
      await page.getByLabel('Place', { exact: true }).fill('Typed while there is no server')
      await say('not saved yet').waitFor()
      await startBehind(server, door)
      await say('saved at').waitFor()

      const other = await context.newPage()
      await other.goto(`${appeal}texts/en`)
      const value = (label: string) => other.getByLabel(label, { exact: true }).inputValue()
      assert.equal(await value('Title'), 'Before the crash')
      assert.equal(await value('Call'), 'Typed while the server dies')
      assert.equal(await value('Place'), 'Typed while there is no server')
    },
    { timeout: 120_000 },
  )
}

/** Somebody who is signed in, and their draft, in a data folder that a server is started on. */
async function prepare(t: TestContext, origin: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-autosave-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const settings = {
    ...{ DATA_DIR: dataDir, PUBLIC_URL: origin, ORGANISATION: 'Solidarity Now' },
    ...{ MAIL: 'preview', MAIL_FROM: 'letters@outcry.example', LOG_LEVEL: 'silent' },
  }
  const result = readConfig(settings, { demo: false })
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  const installation = openInstallation(result.config)
  const { deps } = installation
  await migrate(deps.db, migrations)
  const { person, appeal } = await begin(deps)
  await installation.close()
  return { settings, person, appeal }
}

async function begin(deps: AppDeps): Promise<{ person: Person; appeal: string }> {
  const server = await buildServer(deps)
  const clock = { ...deps.clock, advance: () => {} }
  const desk = deskOf({ deps, clock, server, runJobs: async () => {} })
  const person = await desk.join('Ana', 'editor')
  const appeal = await beginAppeal(person)
  await server.close()
  return { person, appeal }
}

/** An address that stays the same while the server behind it comes and goes. */
async function openDoor(t: TestContext) {
  let port: number | undefined
  const open = new Set<Socket>()
  const door = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    if (port === undefined) return socket.destroy()
    const behind = connect(port, '127.0.0.1')
    behind.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.pipe(behind).pipe(socket)
    return undefined
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of open) socket.destroy()
    door.close()
  })
  const address = door.address()
  const own = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${own}`,
    leadTo(next: number) {
      port = next
    },
  }
}

async function startBehind(
  server: ServerProcess,
  door: { leadTo(port: number): void },
): Promise<void> {
  server.start()
  door.leadTo(Number(new URL(await server.address()).port))
}
