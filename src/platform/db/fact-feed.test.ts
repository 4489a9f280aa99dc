import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/harness.ts'
import { createLog } from '../log.ts'
import { createPostgresFeed, createSqliteFeed } from './fact-feed.ts'
import { openSqlite } from './sqlite.ts'

test('a change that could not be read is told when it can be', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-facts-'))
  const file = join(folder, 'facts.sqlite')
  const writer = openSqlite(file, { readOnly: false })
  writer.exec('create table changed_facts (id integer primary key autoincrement, fact text)')
  const reader = openSqlite(file, { readOnly: true })
  t.after(() => {
    reader.close()
    writer.close()
    rmSync(folder, { recursive: true })
  })

  let isBroken = false
  const prepare: typeof reader.prepare = (sql) => {
    if (isBroken && sql.includes('changed_facts')) throw new Error('disk I/O error')
    return reader.prepare(sql)
  }
  const feed = createSqliteFeed({ ...reader, prepare })
  assert.deepEqual(feed.take(), [])
  writer.exec("insert into changed_facts (fact) values ('appeals')")
  isBroken = true
  assert.throws(() => feed.take(), /disk/)
  isBroken = false
  assert.deepEqual(feed.take(), ['appeals'])
  assert.deepEqual(feed.take(), [])
})

if (testDatabase === 'postgres') {
  test('a way to the database that is cut without a word leaves no old page', async (t) => {
    const database = new URL(process.env.TEST_DATABASE_URL ?? '')
    const to = { host: database.hostname, port: Number(database.port || 5432) }
    const sockets: Socket[] = []
    const way = createServer((near) => {
      const far = connect(to)
      sockets.push(near, far)
      near.pipe(far).pipe(near)
    })
    await once(way.listen(0, '127.0.0.1'), 'listening')
    database.host = `127.0.0.1:${(way.address() as AddressInfo).port}`
    const feed = createPostgresFeed(database.href, createLog('silent'), { pulseMs: 500 })
    t.after(async () => {
      for (const socket of sockets) socket.destroy()
      way.close()
      await feed.close()
    })
    const until = async (expected: unknown) => {
      for (let tries = 0; tries < 500; tries += 1) {
        if (JSON.stringify(feed.take()) === JSON.stringify(expected)) return
        await sleep(10)
      }
      assert.fail(`never ${JSON.stringify(expected)}`)
    }
    await until([])
    for (const socket of sockets) socket.unpipe().pause()
    await until('everything')
  })
}
