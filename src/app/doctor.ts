import { sql } from 'kysely'
import { describeMailSetup } from '../slices/mail/index.ts'
import type { AppDeps } from './deps.ts'

interface Finding {
  isWell: boolean
  text: string
}

/** What an operator should know before trusting the installation with somebody's letter. */
export async function describeHealth(deps: AppDeps): Promise<Finding[]> {
  const t = deps.catalogues.translator('en')
  const mail = await describeMailSetup({ config: deps.config, t })
  return [await databaseFinding(deps), publicUrlFinding(deps), ...mail]
}

async function databaseFinding({ db, config }: AppDeps): Promise<Finding> {
  const kind = config.databaseUrl ? 'PostgreSQL' : `SQLite in ${config.dataDir}`
  await sql`select 1`.execute(db)
  return { isWell: true, text: `database: ${kind} answers and its tables are up to date` }
}

function publicUrlFinding({ config }: AppDeps): Finding {
  const isLocal = /^https?:\/\/(127\.|localhost|\[::1\])/.test(config.publicUrl)
  return isLocal
    ? {
        isWell: config.mail !== 'smtp',
        text: `PUBLIC_URL is ${config.publicUrl}: only this machine can follow links in mails`,
      }
    : { isWell: true, text: `PUBLIC_URL is ${config.publicUrl}` }
}
