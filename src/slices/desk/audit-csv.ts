import type { Deps } from '../../platform/deps.ts'
import { type ActFilter, listActs } from '../accounts/index.ts'

const BATCH_SIZE = 1000

/** The audit log as CSV (RFC 4180), the newest act first, in portions. */
export async function* actsAsCsv(
  { reader }: Pick<Deps, 'reader'>,
  organisationId: string,
  filter: ActFilter,
): AsyncGenerator<string> {
  yield csvLine(['at', 'actor', 'act', 'kind', 'id', 'name', 'before', 'after'])
  let beforeId: string | undefined
  do {
    const acts = await listActs(reader, organisationId, { filter, beforeId, limit: BATCH_SIZE })
    const lines = acts.map(({ at, actorName, act, subject, before, after }) =>
      csvLine([at, actorName, act, subject.kind, subject.id, subject.name, before, after]),
    )
    if (lines.length > 0) yield lines.join('')
    beforeId = acts.length === BATCH_SIZE ? acts.at(-1)?.id : undefined
  } while (beforeId !== undefined)
}

function csvLine(cells: (string | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Spreadsheets take what begins like a formula for one; an apostrophe makes it text. */
function csvCell(text = ''): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
