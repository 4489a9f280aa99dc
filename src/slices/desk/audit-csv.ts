import { harmless, toCsv } from '../../platform/csv.ts'
import type { Deps } from '../../platform/deps.ts'
import { type ActFilter, listActs } from '../accounts/index.ts'

const BATCH_SIZE = 1000

/** The audit log as CSV (RFC 4180), the newest act first, in portions. */
export async function* actsAsCsv(
  { reader }: Pick<Deps, 'reader'>,
  organisationId: string,
  filter: ActFilter,
): AsyncGenerator<string> {
  yield toCsv([['at', 'actor', 'act', 'kind', 'id', 'name', 'before', 'after']])
  let beforeId: string | undefined
  do {
    const acts = await listActs(reader, organisationId, { filter, beforeId, limit: BATCH_SIZE })
    const rows = acts.map(({ at, actorName, act, subject, before, after }) =>
      [at, actorName, act, subject.kind, subject.id, subject.name, before, after].map((cell = '') =>
        harmless(cell),
      ),
    )
    yield toCsv(rows)
    beforeId = acts.length === BATCH_SIZE ? acts.at(-1)?.id : undefined
  } while (beforeId !== undefined)
}
