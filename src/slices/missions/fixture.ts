import { toCsv } from '../../platform/csv.ts'
import { importMissions, type MissionsFile } from './import/import-missions.ts'

const COLUMNS =
  'sending_state receiving_state type city address email phone fax website latitude longitude ' +
  'also_accredited_to source source_date name source_id notes confirmed_on'

/** The columns that differ from the usual. */
export type Row = Record<string, string>

/** A directory file for tests: each row says only what the test is about. */
export function directoryFile(...rows: Row[]): MissionsFile {
  const columns = COLUMNS.split(' ')
  const usual: Row = {
    sending_state: 'KZ',
    receiving_state: 'GB',
    type: 'embassy',
    source: 'wikidata-dbe',
    source_date: '2022-11-16',
  }
  const lines = rows.map((row) => columns.map((column) => row[column] ?? usual[column] ?? ''))
  return { name: 'missions.csv', content: Buffer.from(toCsv([columns, ...lines])) }
}

/** Imports rows given as in `directoryFile`, and tells what came of them. */
export async function importRows(deps: Parameters<typeof importMissions>[0], ...rows: Row[]) {
  const { report } = await importMissions(deps, directoryFile(...rows), { dryRun: false })
  return report
}
