import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Output } from '../platform/cli.ts'
import { packageDir } from '../platform/config.ts'
import { migrate } from '../platform/db/migrate.ts'
import { dayOf } from '../platform/time.ts'
import { importAppeals, listAppeals } from '../slices/appeals/index.ts'
import { importCase, setCasePublic } from '../slices/cases/index.ts'
import { seedDemoWays } from '../slices/donations/index.ts'
import { importMissions } from '../slices/missions/index.ts'
import type { AppDeps } from './deps.ts'
import { migrations } from './rooms.ts'
import { serve } from './serve.ts'

const demoDir = join(packageDir, 'demo')

/** Fills the demo's data folder at the first start, serves it, and says what to try. */
export async function runDemo(deps: AppDeps, signal: AbortSignal, out: Output): Promise<void> {
  await migrate(deps.db, migrations)
  await fillDemo(deps)
  await serve(deps, signal, (address, invitation) =>
    out.line(whatToTry(deps, { address, invitation })),
  )
}

/** Puts the worked example into an empty installation; one that has an appeal is left alone. */
export async function fillDemo(deps: AppDeps): Promise<void> {
  const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 1 })
  if (teasers.length > 0) return
  const directory = { name: 'missions.csv', content: readFileSync(join(demoDir, 'missions.csv')) }
  await importMissions(deps, directory, { dryRun: false })
  const appeals = readdirSync(demoDir)
    .filter((name) => name.startsWith('astana') && name.endsWith('.md'))
    .map((name) => ({ name, bytes: readFileSync(join(demoDir, name)) }))
  await importAppeals(deps, appeals, { publish: true })
  await fillLedger(deps)
  await seedDemoWays(deps)
}

/** What had happened by now: the story runs for a week, and the clock of a test may stand at its dawn. */
async function fillLedger(deps: AppDeps): Promise<void> {
  const file = JSON.parse(readFileSync(join(demoDir, 'astana-case.json'), 'utf8'))
  const today = dayOf(deps.clock.now())
  const events = file.events.filter(({ on }: { on: string }) => on <= today)
  const { caseId } = await importCase(deps, undefined, JSON.stringify({ ...file, events }))
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
}

function whatToTry(
  { config }: AppDeps,
  { address, invitation }: { address: string; invitation: string | undefined },
): string {
  return `
  Outcry is running. Open this in your browser:

      ${address}

  What you see is an appeal of May 2013: people were arrested at dawn in Astana. Try this:

    1. Open the appeal. Choose Ireland as your country and press the button.
       No Kazakh embassy stands in Ireland. You are told which one answers, and why.
    2. Write the letter and send it. Any address at example.org will do.
    3. Open ${address}/mailbox and follow the link in the mail. Confirm.
    4. Look at the mailbox again: the letter to the embassy is there. The status page says so,
       and the number of letters on the appeal went up by one.
    5. At the end of the mailbox, let the embassy's mailbox die. Look at the letter's status page
       and at ${address}/missions/KZ/ again.
    6. Open the editors' desk: ${invitation ?? `${address}/desk/`}

  Nothing can leave this machine: all mail stays in the mailbox of the demo.
  The data is in ${config.dataDir}. To begin anew, stop with Ctrl+C and delete that folder.
`
}
