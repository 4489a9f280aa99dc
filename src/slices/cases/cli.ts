import type { Command, Output } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { caseFileOf } from './file/case-file.ts'
import { importCase } from './file/import-case.ts'
import { caseAlarms } from './fold/alarms.ts'
import { foldCase } from './fold/case-state.ts'
import { alarmText, eventLine, stateSentence, textOf } from './pages/words.ts'
import { findCaseByKey, findLedger, listCaseKeys } from './queries.ts'
import { readText } from './read-text.ts'
import { closeCase, reopenCase, setCasePublic } from './record/close-case.ts'
import { recordCommands } from './record/record-commands.ts'
import type { Case } from './types.ts'

type Verb = (deps: Deps, caseId: string) => Promise<void>

/** `cases list`, `show`, `import`, `export`, `publish`, `hide`, `close`, `reopen`, and all that records. */
export const casesCommands: Command[] = [
  {
    name: 'cases list',
    usage: '',
    summary: 'Lists every case with its state and what calls for somebody.',
    async run({ deps, out }) {
      const t = deps.catalogues.translator('en')
      const keys = await listCaseKeys(deps.db)
      if (keys.length === 0) out.note(t('cases.desk_none'))
      for (const key of keys) await printLine(deps, await requireCase(deps, key), out)
      return 0
    },
  },
  {
    name: 'cases show',
    usage: 'CASE',
    summary: 'Prints how a case stands, its events, and what has no outcome yet.',
    async run({ deps, positionals: [key], out }) {
      if (!key) return wronglyCalled(deps, out)
      await printCase(deps, await requireCase(deps, key), out)
      return 0
    },
  },
  {
    name: 'cases import',
    usage: 'FILE… [--publish]',
    summary:
      'Takes in case files; what is recorded already stays. --publish shows them to readers.',
    options: { publish: { type: 'boolean', default: false } },
    async run({ deps, values, positionals, out }) {
      const t = deps.catalogues.translator('en')
      if (positionals.length === 0) return wronglyCalled(deps, out)
      for (const [index, file] of positionals.entries()) {
        const { caseId, ...counts } = await importCase(deps, undefined, await readText(file))
        out.line(t('cases.cli_imported', { file, ...counts }))
        const found = (await findLedger(deps.db, caseId))?.case
        if (values.publish === true && !found?.publishedAt) {
          await setCasePublic(deps, undefined, { caseId, isPublic: true })
        }
        out.progress(index + 1, positionals.length)
      }
      return 0
    },
  },
  {
    name: 'cases export',
    usage: 'CASE',
    summary: 'Writes a case file to standard output. It holds no names.',
    async run({ deps, positionals: [key], out }) {
      if (!key) return wronglyCalled(deps, out)
      const { id } = await requireCase(deps, key)
      const ledger = await findLedger(deps.db, id)
      if (ledger) out.line(JSON.stringify(caseFileOf(ledger), null, 2))
      return 0
    },
  },
  endCommand(
    'publish',
    'Shows a case to readers, with all that was recorded of it.',
    (deps, caseId) => setCasePublic(deps, undefined, { caseId, isPublic: true }),
  ),
  endCommand('hide', 'Hides a case from readers.', (deps, caseId) =>
    setCasePublic(deps, undefined, { caseId, isPublic: false }),
  ),
  endCommand('close', 'Closes a case in which everybody has an outcome.', (deps, caseId) =>
    closeCase(deps, undefined, caseId),
  ),
  endCommand('reopen', 'Takes up a closed case again.', (deps, caseId) =>
    reopenCase(deps, undefined, caseId),
  ),
  ...recordCommands,
]

function endCommand(name: string, summary: string, verb: Verb): Command {
  return {
    name: `cases ${name}`,
    usage: 'CASE',
    summary,
    async run({ deps, positionals: [key], out }) {
      if (!key) return wronglyCalled(deps, out)
      const found = await requireCase(deps, key)
      await verb(deps, found.id)
      await printLine(deps, await requireCase(deps, key), out)
      return 0
    },
  }
}

async function printLine(deps: Deps, found: Case, out: Output): Promise<void> {
  const t = deps.catalogues.translator('en')
  const ledger = await findLedger(deps.db, found.id)
  if (!ledger) return
  const state = foldCase(ledger)
  const stage = found.closedAt ? 'closed' : found.publishedAt ? 'public' : 'hidden'
  const words = t(`cases.desk_state_${stage}`)
  out.line(`${found.key}  ${found.country}  ${words}  ${stateSentence(t, state.counts)}`)
  for (const alarm of caseAlarms(ledger, state, deps.clock.now())) {
    out.line(`  ! ${alarmText({ t, lang: 'en' }, alarm)}`)
  }
}

async function printCase(deps: Deps, found: Case, out: Output): Promise<void> {
  await printLine(deps, found, out)
  const t = deps.catalogues.translator('en')
  const ledger = await findLedger(deps.db, found.id)
  if (!ledger) return
  const { events, demands, open } = foldCase(ledger)
  for (const event of events) {
    out.line(`  ${event.when.on}  ${event.key}  ${eventLine({ t }, ledger, event)}`)
  }
  for (const { demand, addressee, state } of demands) {
    const words = t(`cases.demand_${state}`)
    out.line(`  ${demand.key} (${addressee.key}): ${words}  ${textOf(demand.texts, t)}`)
  }
  const keys = [...open.people, ...open.groups, ...open.demands].map(({ key }) => key)
  if (keys.length > 0) out.line(`  ${t('cases.desk_open_ends', { keys: keys.join(', ') })}`)
}

/** @throws AppError `not_found` no such case */
async function requireCase({ db }: Pick<Deps, 'db'>, key: string): Promise<Case> {
  const found = await findCaseByKey(db, key)
  if (!found) throw new AppError('not_found', 'cases.not_found')
  return found
}

function wronglyCalled({ catalogues }: Pick<Deps, 'catalogues'>, out: Output): number {
  out.note(catalogues.translator('en')('cases.cli_what'))
  return 2
}
