import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayOf, type Instant } from '../../platform/time.ts'
import type { LetterCountsTable } from './tables.ts'
import type { CountryCount, LetterTotals } from './types.ts'

/** Changes with the number of letters of an appeal, which pages show. */
export function lettersFact(appealId: string): string {
  return `letters:${appealId}`
}

/**
 * Counts one letter, or several alike.
 *
 * NOTE: everybody who writes about the same appeal from the same country meets in this row. Let it
 * be the last statement of a transaction, so that on PostgreSQL the row is locked for a moment only.
 */
export async function addToCount(
  { db, facts }: Pick<Deps, 'db' | 'facts'>,
  letter: {
    appealId: string
    country: string
    kind: LetterCountsTable['kind']
    at: Instant
    letters?: number
  },
): Promise<void> {
  const letters = letter.letters ?? 1
  await facts.announce(db, [lettersFact(letter.appealId)])
  await db
    .insertInto('letter_counts')
    .values({
      appeal_id: letter.appealId,
      country: letter.country,
      kind: letter.kind,
      day: dayOf(letter.at),
      letters,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['appeal_id', 'country', 'kind', 'day'])
        .doUpdateSet((eb) => ({ letters: eb('letter_counts.letters', '+', letters) })),
    )
    .execute()
}

/**
 * Letters of an appeal by the writers' country and by day. Confirmed letters and those that people
 * say they sent by other ways are told apart.
 */
export async function countLetters(db: Db, appealId: string): Promise<LetterTotals> {
  const [byCountry, days] = await Promise.all([
    sumBy(db, 'country', appealId),
    sumBy(db, 'day', appealId),
  ])
  const countries = byCountry
    .map(({ name, ...counts }): CountryCount => ({ country: name, ...counts }))
    .sort(
      (a, b) =>
        b.confirmed - a.confirmed ||
        b.selfReported - a.selfReported ||
        a.country.localeCompare(b.country),
    )
  return {
    confirmed: countries.reduce((sum, { confirmed }) => sum + confirmed, 0),
    selfReported: countries.reduce((sum, { selfReported }) => sum + selfReported, 0),
    countries,
    days: days.map(({ name, ...counts }) => ({ day: name, ...counts })),
  }
}

const askSums = { country: sumsBy('country'), day: sumsBy('day') }

function sumsBy(column: 'country' | 'day') {
  type Row = Pick<LetterCountsTable, 'kind'> & { name: string; letters: number | string | bigint }
  return prepared<{ appealId: string }, Row>((db, slot) =>
    db
      .selectFrom('letter_counts')
      .select([`${column} as name`, 'kind'])
      .select(({ fn }) => fn.sum('letters').as('letters'))
      .where('appeal_id', '=', slot('appealId'))
      .groupBy([column, 'kind'])
      .orderBy(column),
  )
}

/** Both kinds of letters for each country, or each day, in order of their names. */
async function sumBy(db: Db, column: 'country' | 'day', appealId: string) {
  const rows = await askSums[column](db, { appealId })
  const counts = new Map<string, { confirmed: number; selfReported: number }>()
  for (const { name, kind, letters } of rows) {
    const count = counts.get(name) ?? { confirmed: 0, selfReported: 0 }
    count[kind === 'confirmed' ? 'confirmed' : 'selfReported'] = Number(letters)
    counts.set(name, count)
  }
  return [...counts].map(([name, count]) => ({ name, ...count }))
}
