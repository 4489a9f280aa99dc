import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { type AppDeps, openInstallation } from '../../src/app/deps.ts'
import { migrations } from '../../src/app/rooms.ts'
import { readConfig } from '../../src/platform/config.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { importAppeals, listAppeals } from '../../src/slices/appeals/index.ts'
import { importMissions, resolveMissions } from '../../src/slices/missions/index.ts'
import { testDatabase } from '../harness.ts'

/** A mission that letters go to, and where its readers live. */
export interface Recipient {
  from: string
  missionId: string
  email: string
}

/** An installation that a server process works on, with an appeal and a few missions in it. */
export interface CrashSite {
  settings: Record<string, string>
  appealPath: string
  recipients: Recipient[]
  /** Looks into the database beside the server, or when it has ended. */
  look<T>(at: (deps: AppDeps) => Promise<T>): Promise<T>
}

const READERS = ['DE', 'FR', 'IE', 'IT']
const MISSIONS_HEADER =
  'sending_state,receiving_state,type,city,address,email,phone,fax,website,latitude,longitude,' +
  'also_accredited_to,source,source_date\n'

export async function prepareCrashSite(t: TestContext, smtpUrl: string): Promise<CrashSite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-crash-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const settings = {
    DATA_DIR: dataDir,
    ...(await createDatabase(t)),
    PUBLIC_URL: 'https://outcry.example',
    ORGANISATION: 'Solidarity Now',
    MAIL: 'smtp',
    MAIL_CHECK: 'off',
    MAIL_FROM: 'letters@outcry.example',
    SMTP_URL: smtpUrl,
    LETTERS_PER_HOUR: '10000000',
    OFFICE_HOURS: 'off',
    LOG_LEVEL: 'silent',
  }
  const look: CrashSite['look'] = async (at) => {
    const result = readConfig(settings, { demo: false })
    if ('problems' in result) throw new Error(result.problems.join('\n'))
    const installation = openInstallation(result.config)
    return at(installation.deps).finally(() => installation.close())
  }
  return { settings, look, ...(await look(fill)) }
}

/** On PostgreSQL a database of its own, because the suite empties the shared one. */
async function createDatabase(t: TestContext): Promise<{ DATABASE_URL?: string }> {
  const shared = process.env.TEST_DATABASE_URL
  if (testDatabase === 'sqlite' || !shared) return {}
  const name = `outcry_crash_${process.pid}`
  await runSql(shared, `create database ${name}`)
  t.after(() => runSql(shared, `drop database ${name} with (force)`))
  const own = new URL(shared)
  own.pathname = `/${name}`
  return { DATABASE_URL: own.href }
}

async function runSql(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function fill(deps: AppDeps): Promise<Pick<CrashSite, 'appealPath' | 'recipients'>> {
  await migrate(deps.db, migrations)
  const rows = READERS.map(
    (code) => `KZ,${code},embassy,Town,,${emailFor(code)},,,,,,,test,2013-05\n`,
  )
  const content = Buffer.from(MISSIONS_HEADER + rows.join(''))
  await importMissions(deps, { name: 'missions.csv', content }, { dryRun: false })
  const file = { name: 'astana.md', bytes: readFileSync('demo/astana.md') }
  await importAppeals(deps, [file], { publish: true })

  const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 1 })
  const recipients = READERS.map(async (from) => {
    const question = { sendingState: 'KZ', readerState: from }
    const { missions } = await resolveMissions(deps.reader, question)
    return { from, missionId: missions[0]?.id ?? '', email: emailFor(from) }
  })
  return { appealPath: teasers[0]?.path ?? '', recipients: await Promise.all(recipients) }
}

function emailFor(code: string): string {
  return `embassy-${code.toLowerCase()}@missions.example`
}
