import { parseArgs } from 'node:util'
import type { Command, Output } from '../platform/cli.ts'
import { readConfig, settingsTable } from '../platform/config.ts'
import { migrate } from '../platform/db/migrate.ts'
import { AppError } from '../platform/errors.ts'
import { createLog } from '../platform/log.ts'
import { requireSameKey } from '../platform/same-key.ts'
import { builtInCommands } from './commands.ts'
import { type AppDeps, type Installation, openInstallation } from './deps.ts'
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
  let installation: Installation | undefined
  try {
    installation = openInstallation(config, { log: createLog(level) })
    if (!command.isServer) {
      await migrate(installation.deps.db, migrations)
      await installation.deps.settings.reload()
      await requireSameKey(installation.deps)
    }
    return await command.run({ deps: installation.deps, ...call, out: output })
  } catch (error) {
    output.note(plainReason(error, config) ?? describeFailure(error, installation?.deps))
    return 1
  } finally {
    await installation?.close()
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

function parseCall({ usage, options = {} }: Command<AppDeps>, args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const surplus = positionals[countWords(usage)]
    if (surplus !== undefined) {
      return { problem: `There is no place for "${surplus}" here. Nothing was done.` }
    }
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    const text = error instanceof Error ? error.message : 'the call could not be read'
    const [, unknown] = /^Unknown option '([^']+)'/.exec(text) ?? []
    return { problem: unknown ? `There is no option ${unknown} here.` : text }
  }
}

/** How many words a usage has room for, before its options and what comes by standard input. */
function countWords(usage: string): number {
  const [words = ''] = usage.split(/--|</)
  if (words.includes('…')) return Number.POSITIVE_INFINITY
  return words.match(/\[?[A-Za-z]\S*/g)?.length ?? 0
}

/** What everybody who installs something meets one day; no stack helps them. */
function plainReason(error: unknown, { host, port }: AppDeps['config']): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `Another program listens on ${host}:${port}. Stop it, or choose another port with PORT.`
  }
  if (path && (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')) {
    return `${path} cannot be used: ${code}. Check whose it is; DATA_DIR says where the data lies.`
  }
  return undefined
}

function describeFailure(error: unknown, deps: AppDeps | undefined): string {
  if (error instanceof AppError && deps) {
    return deps.catalogues.translator('en')(error.messageKey, error.values)
  }
  deps?.log.error({ err: error }, 'a command failed')
  if (!(error instanceof Error)) return 'failed, and nothing says why'
  const reason = error.cause instanceof Error ? `\n${error.cause.message}` : ''
  return `${error.message}${reason}`
}

/** All commands, those that begin with the same word, or the news that there is no such command. */
function explainUsage(argv: string[]): number {
  const isAsked = argv.length === 0 || argv.some((word) => ['--help', '-h', 'help'].includes(word))
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
  const family = commands.filter(({ name }) => name.split(' ')[0] === words[0])
  if (isAsked && (words.length === 0 || family.length > 0)) {
    const list = listOf(words.length === 0 ? commands : family)
    output.line(
      `Usage: outcry COMMAND\n\n${list}\n\nEach has --help. Settings: outcry serve --help`,
    )
    return 0
  }
  const hint = family.length > 0 ? listOf(family) : '  outcry --help lists those there are.'
  output.note(`There is no command "${(words.length > 0 ? words : argv).join(' ')}".\n\n${hint}`)
  return 2
}

const MAX_CALL_CHARS = 44

function listOf(list: ReadonlyArray<Command<AppDeps>>): string {
  const lines = list.flatMap(({ name, usage, summary }) => {
    const call = `${name} ${usage}`.trim()
    return call.length > MAX_CALL_CHARS
      ? [call, `${''.padEnd(MAX_CALL_CHARS)} ${summary}`]
      : [`${call.padEnd(MAX_CALL_CHARS)} ${summary}`]
  })
  return indent(lines)
}

function helpFor(command: Command<AppDeps>): string {
  const options = Object.keys(command.options ?? {}).map((name) => `--${name}`)
  const usage = [
    `outcry ${command.name} ${command.usage}`,
    command.summary,
    ...(command.usage.endsWith('…') ? [`All options: ${options.join(' ')}`] : []),
  ].join('\n\n')
  if (!command.isServer) return usage
  const settings = settingsTable.map(
    ({ name, meaning, fallback }) => `${name.padEnd(18)} ${meaning} [${fallback}]`,
  )
  return `${usage}\n\nSettings, from the environment:\n${indent(settings)}`
}

function indent(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
