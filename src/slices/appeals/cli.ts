import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Command, Output } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Translator } from '../../platform/i18n/catalogues.ts'
import { exportAppeal } from './export.ts'
import { AppealFileError } from './file/problems.ts'
import { type FileInput, importAppeals } from './import.ts'
import { listAllAppeals } from './listing/list-queries.ts'
import { appealPath, parseAppealPath } from './paths.ts'
import { publishAppeal } from './publish.ts'
import type { AppealKey } from './types.ts'
import { withdrawAppeal } from './withdraw.ts'

/** `appeals import`, `export`, `list`, `publish` and `withdraw`. */
export const appealsCommands: Command[] = [
  {
    name: 'appeals import',
    usage: 'FILE… [--publish]',
    summary: 'Takes in appeal files, all or none; with --publish they are public at once.',
    options: { publish: { type: 'boolean', default: false } },
    async run({ deps, values, positionals, out }) {
      const t = deps.catalogues.translator('en')
      if (positionals.length === 0) return wronglyCalled(out, t('appeals.cli_no_file'))
      try {
        const files = await Promise.all(positionals.map(readInput))
        await importFiles({ deps, t, out }, files, values.publish === true)
        return 0
      } catch (error) {
        if (!(error instanceof AppealFileError)) throw error
        printProblems(error, t, out)
        return 1
      }
    },
  },
  {
    name: 'appeals export',
    usage: '[PATH] [--dir DIR]',
    summary: 'Writes one appeal, or all, as appeal files into DIR (default: this folder).',
    options: { dir: { type: 'string', default: '.' } },
    async run({ deps, values, positionals, out }) {
      const dir = String(values.dir)
      const [path] = positionals
      const keys = path ? [toKey(path)] : (await listAllAppeals(deps.db)).map(({ key }) => key)
      const count = await exportTo(deps, { dir, keys }, out)
      out.note(deps.catalogues.translator('en')('appeals.cli_written', { count, dir }))
      return 0
    },
  },
  {
    name: 'appeals list',
    usage: '',
    summary: 'Lists every appeal with its state and languages, the newest first.',
    async run({ deps, out }) {
      const t = deps.catalogues.translator('en')
      const appeals = await listAllAppeals(deps.db)
      if (appeals.length === 0) out.note(t('appeals.cli_nothing'))
      for (const { key, state, languages, title } of appeals) {
        const columns = [t(`appeals.cli_state_${state}`).padEnd(9), languages.join(' '), title]
        out.line(`${appealPath(key)}  ${columns.join('  ')}`)
      }
      return 0
    },
  },
  {
    name: 'appeals publish',
    usage: 'PATH',
    summary: 'Makes a draft public, for instance 2013/05/22/the-slug.',
    async run({ deps, positionals: [path], out }) {
      const t = deps.catalogues.translator('en')
      if (!path) return wronglyCalled(out, t('appeals.cli_no_path'))
      await publishAppeal(deps, toKey(path))
      out.line(t('appeals.cli_published', { path: appealPath(toKey(path)) }))
      return 0
    },
  },
  {
    name: 'appeals withdraw',
    usage: 'PATH [--bar-pictures]',
    summary:
      'Takes a public appeal back in every language, for good; --bar-pictures: what it shows is seen nowhere any more.',
    options: { 'bar-pictures': { type: 'boolean', default: false } },
    async run({ deps, values, positionals: [path], out }) {
      const t = deps.catalogues.translator('en')
      if (!path) return wronglyCalled(out, t('appeals.cli_no_path'))
      const barPictures = values['bar-pictures'] === true
      await withdrawAppeal(deps, toKey(path), { barPictures })
      out.line(t('appeals.cli_withdrawn', { path: appealPath(toKey(path)) }))
      if (!barPictures) out.note(t('appeals.cli_pictures_may_stay'))
      return 0
    },
  },
]

async function importFiles(
  { deps, t, out }: { deps: Deps; t: Translator; out: Output },
  files: FileInput[],
  publish: boolean,
): Promise<void> {
  for (const report of await importAppeals(deps, files, { publish })) {
    const { file, language, outcome, released } = report
    const path = appealPath(report.key)
    out.line(t(`appeals.cli_outcome_${outcome}`, { file, path, language }))
    if (released) out.line(t('appeals.cli_published', { path }))
  }
}

async function readInput(name: string): Promise<FileInput> {
  try {
    return { name, bytes: await readFile(name), readBeside: (path) => readBeside(name, path) }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new AppError('invalid', 'appeals.cannot_read_file', { file: name, reason }, { cause })
  }
}

/** A picture in the folder of an appeal file or below it, also when a link leads elsewhere. */
async function readBeside(name: string, path: string): Promise<Uint8Array> {
  const file = join(dirname(name), path)
  try {
    const [folder, target] = await Promise.all([realpath(dirname(name)), realpath(file)])
    if (target.startsWith(folder + sep)) return await readFile(target)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new AppError('invalid', 'appeals.cannot_read_file', { file, reason }, { cause })
  }
  throw new AppError('invalid', 'appeals.file_not_beside', { value: path })
}

function printProblems(
  { problems, messageKey, values }: AppealFileError,
  t: Translator,
  out: Output,
) {
  for (const problem of problems) {
    const place = `${problem.file}:${problem.line}:${problem.column}`
    out.note(`${place}: ${t(problem.messageKey, problem.values)}`)
  }
  out.note(t(messageKey, values))
}

async function exportTo(
  deps: Pick<Deps, 'db' | 'config' | 'veils'>,
  { dir, keys }: { dir: string; keys: AppealKey[] },
  out: Output,
): Promise<number> {
  await mkdir(dir, { recursive: true })
  let written = 0
  for (const [index, key] of keys.entries()) {
    for (const { name, content } of await exportAppeal(deps, key)) {
      await writeFile(join(dir, name), content)
      written += 1
    }
    out.progress(index + 1, keys.length)
  }
  return written
}

/** @throws AppError `invalid` when the argument is not the path of an appeal */
function toKey(path: string): AppealKey {
  const key = parseAppealPath(path)
  if (!key) throw new AppError('invalid', 'appeals.not_a_path', { path })
  return key
}

function wronglyCalled(out: Output, message: string): number {
  out.note(message)
  return 2
}
