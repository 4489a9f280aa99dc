import type { Command, Output } from '../platform/cli.ts'
import { migrate } from '../platform/db/migrate.ts'
import { describeMailSetup } from '../slices/mail/index.ts'
import { runDemo } from './demo.ts'
import type { AppDeps } from './deps.ts'
import { describeHealth, type Finding } from './doctor.ts'
import { checkNames } from './names-check.ts'
import { migrations } from './rooms.ts'
import { buildServer, serve } from './serve.ts'

/** Commands of the whole installation; those of the rooms stand in their own `cli.ts`. */
export const builtInCommands: ReadonlyArray<Command<AppDeps>> = [
  {
    name: 'serve',
    usage: '',
    summary: 'Serves the site and does its background work, until it is told to stop.',
    isServer: true,
    async run({ deps, out }) {
      await serve(deps, stopSignal(), (address, invitation) => {
        out.note(`Outcry listens on ${address}`)
        if (invitation) out.note(firstSteps(invitation))
      })
      return 0
    },
  },
  {
    name: 'demo',
    usage: '',
    summary: 'Shows the whole job on example data in ./data-demo; no mail can leave.',
    isServer: true,
    isDemo: true,
    async run({ deps, out }) {
      await runDemo(deps, stopSignal(), out)
      return 0
    },
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'Brings the tables to the newest form.',
    async run({ deps, out }) {
      const done = await migrate(deps.db, migrations)
      out.line(done.length > 0 ? `Done: ${done.join(', ')}` : 'The tables are up to date.')
      return 0
    },
  },
  // In front of `doctor`, because the first command that fits is taken.
  {
    name: 'doctor mail',
    usage: '',
    summary: 'Checks the mail server, DNS and the way back, and says what to enter where.',
    async run({ deps, out }) {
      const t = deps.catalogues.translator('en')
      return report(await describeMailSetup({ config: deps.config, t }), out)
    },
  },
  {
    name: 'doctor',
    usage: '',
    summary: 'Checks configuration, database and mail, and says what to mend.',
    run: async ({ deps, out }) => report(await describeHealth(deps), out),
  },
  {
    name: 'names check',
    usage: '',
    summary:
      'Looks through everything that is public for all names that nobody agreed to; 1 if any.',
    run: ({ deps, out }) => reportNames(deps, out),
  },
]

function firstSteps(invitation: string): string {
  return `
  Nobody administers this installation yet. Open this address to do so. It works once, within a
  day; each start makes a new one:

      ${invitation}
`
}

async function reportNames(deps: AppDeps, out: Output): Promise<number> {
  const server = await buildServer(deps)
  const { places, leaks } = await checkNames(deps, server, out.progress)
  await server.close()
  for (const { place, personId } of leaks) out.line(`LEAK ${place} names person ${personId}`)
  out.line(`${places} places looked at, ${leaks.length} with a name that is not to be there.`)
  return leaks.length === 0 ? 0 : 1
}

function report(findings: readonly Finding[], out: Output): number {
  for (const { isWell, text } of findings) out.line(`${isWell ? 'ok  ' : 'MEND'} ${text}`)
  return findings.every(({ isWell }) => isWell) ? 0 : 1
}

/** Aborts at the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      process.once(name, () => process.exit(1))
      controller.abort()
    })
  }
  return controller.signal
}
