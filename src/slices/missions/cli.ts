import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command, Output } from '../../platform/cli.ts'
import { AppError } from '../../platform/errors.ts'
import type { Translator } from '../../platform/i18n/catalogues.ts'
import { addContact } from './add-contact.ts'
import { exportMissions } from './export.ts'
import { importMissions } from './import/import-missions.ts'
import type { Changes, ImportReport } from './import/plan.ts'
import { type Described, descriptionChanges } from './import/summary.ts'
import { contactKinds } from './types.ts'

/** Lines of one kind that are shown without `--verbose`. */
const MAX_LINES = 20

export const missionsCommands: Command[] = [
  {
    name: 'missions import',
    usage: 'FILE [--dry-run] [--verbose]',
    summary: 'Takes a directory of missions (CSV, or the raw Wikidata extract) into the database.',
    options: { 'dry-run': { type: 'boolean' }, verbose: { type: 'boolean' } },
    async run({ deps, values, positionals: [file], out }) {
      if (!file) return explain(deps.catalogues.translator('en'), out, 'missions.cli_import_file')
      const t = deps.catalogues.translator('en')
      const dryRun = values['dry-run'] === true
      const given = { name: basename(file), content: await readInput(file) }
      const { changes, report } = await importMissions(deps, given, { dryRun })
      const limit = values.verbose === true ? Number.POSITIVE_INFINITY : MAX_LINES
      printReport({ t, out, limit }, report)
      printChanges({ t, out, limit: dryRun ? limit : 0 }, changes)
      out.line(t(closingWords(report, dryRun)))
      return 0
    },
  },
  {
    name: 'missions export',
    usage: '[FILE]',
    summary: 'Writes the directory as CSV, to the file or to standard output.',
    async run({ deps, positionals: [file], out }) {
      const csv = await exportMissions(deps.reader)
      if (file) await writeFile(file, csv)
      else out.line(csv.trimEnd())
      return 0
    },
  },
  {
    name: 'missions add-contact',
    usage:
      'MISSION_ID --kind email --value ADDRESS --source WHERE_FROM [--confirmed-on YYYY-MM-DD] [--replace]',
    summary: 'Enters a contact of a mission; letters that waited for an address leave.',
    options: {
      kind: { type: 'string' },
      value: { type: 'string' },
      source: { type: 'string' },
      'confirmed-on': { type: 'string' },
      replace: { type: 'boolean' },
    },
    async run({ deps, values, positionals: [missionId], out }) {
      const t = deps.catalogues.translator('en')
      const kind = contactKinds.find((each) => each === values.kind)
      const { value, source } = values
      if (!missionId || !kind || typeof value !== 'string' || typeof source !== 'string') {
        return explain(t, out, 'missions.cli_contact_incomplete')
      }
      const confirmedOn = values['confirmed-on']
      await addContact(deps, {
        missionId,
        kind,
        value,
        source,
        confirmedOn: typeof confirmedOn === 'string' ? confirmedOn : undefined,
        replaces: values.replace === true,
      })
      out.line(t(kind === 'email' ? 'missions.cli_email_added' : 'missions.cli_contact_added'))
      return 0
    },
  },
]

interface Printer {
  t: Translator
  out: Output
  limit: number
}

function closingWords({ imported, merged, changed }: ImportReport, dryRun: boolean): string {
  if (dryRun) return 'missions.cli_nothing_written'
  const isWritten = imported + merged + changed > 0
  return isWritten ? 'missions.cli_written' : 'missions.cli_nothing_changed'
}

/** What became of the rows. */
function printReport({ t, out, limit }: Printer, report: ImportReport): void {
  const { rows, imported, merged, changed, unchanged, rejected, remarks, merges } = report
  const counts = { rows, imported, merged, changed, unchanged, rejected: rejected.length }
  out.line(t('missions.cli_summary', counts))
  const noted = (notes: ImportReport['rejected']) =>
    notes.map(({ line, key, values }) => t('missions.cli_line', { line, text: t(key, values) }))
  printList({ t, out, limit }, 'missions.cli_rejected', noted(rejected))
  printList({ t, out, limit }, 'missions.cli_remarks', noted(remarks))
  const merged_ = merges.map(({ line, mission }) =>
    t('missions.cli_line', { line, text: t('missions.cli_merged_into', { mission }) }),
  )
  printList({ t, out, limit: Number.isFinite(limit) ? 0 : limit }, 'missions.cli_merges', merged_)
}

/** What it does to known missions and to contacts. */
function printChanges({ t, out, limit }: Printer, changes: Changes): void {
  const { contactsOpened, contactsClosed, missionsAdded } = changes
  const added = new Set(missionsAdded.map(({ id }) => id))
  out.line(
    t('missions.cli_contacts', { opened: contactsOpened.length, closed: contactsClosed.length }),
  )
  const ofKnown = (contacts: Changes['contactsOpened'], sign: string) =>
    contacts
      .filter((each) => !added.has(each.mission_id))
      .map((each) => `${sign} ${each.mission_id} ${each.kind}: ${each.value} (${each.source})`)
  const inWords = ({ type, name, city, receivingState }: Described) =>
    [type, name, city, receivingState].filter(Boolean).join(', ')
  const anew = descriptionChanges(changes).map(
    ({ missionId, before, after }) => `${missionId} ${inWords(before)} → ${inWords(after)}`,
  )
  printList({ t, out, limit }, 'missions.cli_description_changes', anew)
  const lines = [...ofKnown(contactsClosed, '-'), ...ofKnown(contactsOpened, '+')]
  printList({ t, out, limit }, 'missions.cli_contact_changes', lines)
}

function printList({ t, out, limit }: Printer, heading: string, lines: string[]): void {
  if (lines.length === 0 || limit === 0) return
  out.line(t(heading, { count: lines.length }))
  for (const line of lines.slice(0, limit)) out.line(`  ${line}`)
  if (lines.length > limit) out.line(`  ${t('missions.cli_more', { count: lines.length - limit })}`)
}

function explain(t: Translator, out: Output, key: string): number {
  out.note(t(key, { kinds: contactKinds.join(', ') }))
  return 2
}

async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new AppError('invalid', 'missions.import_unreadable', { file }, { cause })
  }
}
