import { parseArgs } from 'node:util'
import type { Command, Output } from '../platform/cli.ts'
import { readConfig, settingsTable } from '../platform/config.ts'
import { migrate } from '../platform/db/migrate.ts'
import { AppError } from '../platform/errors.ts'
import { createLog } from '../platform/log.ts'
import { requireSameKey } from '../platform/same-key.ts'
import { builtInCommands } from './commands.ts'
import { type AppDeps, openInstallation } from './deps.ts'
import { migrations, commands as roomCommands } from './rooms.ts'

const commands: ReadonlyArray<Command<AppDeps>> = [...builtInCommands, ...roomCommands]

/**
 * Finds the command, checks the settings, runs it.
 *
 * @returns exit status: 0 done, 1 refused or failed, 2 wrongly called
 */
export async function runCommandLine(
  argv: string[],
  environment: Record<string, string | undefined>,
): Promise<number> {
  const command = findCommand(argv)
  if (!command) return explainUsage(argv)
  const rest = argv.slice(command.name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    output.line(helpFor(command))
    return 0
  }
  const call = parseCall(command, rest)
  if ('problem' in call) {
    output.note(`${call.problem}\nUsage: outcry ${command.name} ${command.usage}`)
    return 2
  }
  const result = readConfig(environment, { demo: command.isDemo ?? false })
  if ('problems' in result) {
    output.note(`These settings need mending:\n${indent(result.problems)}`)
    return 1
  }
  return runCommand(command, call, result.config)
}

async function runCommand(
  command: Command<AppDeps>,
  call: { values: Record<string, string | boolean | undefined>; positionals: string[] },
  config: AppDeps['config'],
): Promise<number> {
  const level = command.isServer ? config.logLevel : 'silent'
  const installation = openInstallation(config, { log: createLog(level) })
  try {
    if (!command.isServer) {
      await migrate(installation.deps.db, migrations)
      await requireSameKey(installation.deps)
    }
    return await command.run({ deps: installation.deps, ...call, out: output })
  } catch (error) {
    output.note(describeFailure(error, installation.deps))
    return 1
  } finally {
    await installation.close()
  }
}

const output: Output = {
  line: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  progress(done, total) {
    if (!process.stderr.isTTY) return
    const share = Math.floor((100 * done) / Math.max(1, total))
    process.stderr.write(`\r${share} %${done >= total ? '\n' : ''}`)
  },
}

function findCommand(argv: string[]): Command<AppDeps> | undefined {
  return commands.find(({ name }) => {
    const words = name.split(' ')
    return words.every((word, index) => argv[index] === word)
  })
}

function parseCall({ options = {} }: Command<AppDeps>, args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the call could not be read' }
  }
}

function describeFailure(error: unknown, { catalogues, log }: AppDeps): string {
  if (error instanceof AppError) return catalogues.translator('en')(error.messageKey, error.values)
  log.error({ err: error }, 'a command failed')
  if (!(error instanceof Error)) return 'failed, and nothing says why'
  const reason = error.cause instanceof Error ? `\n${error.cause.message}` : ''
  return `${error.message}${reason}`
}

function explainUsage(argv: string[]): number {
  const asked = argv.length === 0 || argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help'
  const list = commands.map(
    ({ name, usage, summary }) => `${`${name} ${usage}`.trim().padEnd(44)} ${summary}`,
  )
  const text = `Usage: outcry COMMAND\n\n${indent(list)}\n\nEach has --help. Settings: outcry serve --help`
  if (asked) {
    output.line(text)
    return 0
  }
  output.note(`There is no command "${argv.join(' ')}".\n\n${text}`)
  return 2
}

function helpFor(command: Command<AppDeps>): string {
  const usage = `outcry ${command.name} ${command.usage}\n\n${command.summary}`
  if (!command.isServer) return usage
  const settings = settingsTable.map(
    ({ name, meaning, fallback }) => `${name.padEnd(18)} ${meaning} [${fallback}]`,
  )
  return `${usage}\n\nSettings, from the environment:\n${indent(settings)}`
}

function indent(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
