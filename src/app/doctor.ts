import { sql } from 'kysely'
import { describeMailSetup } from '../slices/mail/index.ts'
import type { AppDeps } from './deps.ts'

export interface Finding {
  isWell: boolean
  text: string
}

/** What an operator should know before trusting the installation with somebody's letter. */
export async function describeHealth(deps: AppDeps): Promise<Finding[]> {
  const t = deps.catalogues.translator('en')
  const mail = await describeMailSetup({ config: deps.config, t })
  return [await databaseFinding(deps), publicUrlFinding(deps), proxyFinding(deps), ...mail]
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

/**
 * A proxy on this machine that is not named hides its readers behind one address: together they may
 * type twenty codes in a quarter of an hour, and of letters nobody counts how many one network sends.
 */
function proxyFinding({ config }: AppDeps): Finding {
  const isBehindProxy = isLoopback(config.host) && !isLoopback(new URL(config.publicUrl).hostname)
  if (config.trustProxy.length > 0) {
    return { isWell: true, text: `TRUST_PROXY is ${config.trustProxy.join(', ')}` }
  }
  return isBehindProxy
    ? {
        isWell: false,
        text: 'TRUST_PROXY is unset, but only a proxy can reach this server: with its address (127.0.0.1) limits count readers one by one, without it all together',
      }
    : { isWell: true, text: 'TRUST_PROXY is unset: readers reach this server themselves' }
}

function isLoopback(host: string): boolean {
  return /^(127\.[\d.]+|localhost|\[?::1\]?)$/.test(host)
}
