import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { StoredAppeal } from '../compose.ts'
import { toStored } from '../queries.ts'
import type { AppealsTable, AppealTextsTable } from '../tables.ts'

/** The public ones among these appeals with their texts in every language, in no order. */
export async function listPublicAppeals(db: Db, ids: string[]): Promise<StoredAppeal[]> {
  if (ids.length === 0) return []
  const [rows, texts] = await Promise.all([askAppeals(db, { ids }), askTexts(db, { ids })])
  const textsOf = Map.groupBy(texts, ({ appeal_id }) => appeal_id)
  return rows.map((row) => toStored(row, textsOf.get(row.id) ?? []))
}

const askAppeals = prepared<{ ids: string[] }, Selectable<AppealsTable>>((db, slot) =>
  db
    .selectFrom('appeals')
    .selectAll()
    .where('id', 'in', slot('ids'))
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null),
)

const askTexts = prepared<{ ids: string[] }, Selectable<AppealTextsTable>>((db, slot) =>
  db
    .selectFrom('appeal_texts')
    .selectAll()
    .where('appeal_id', 'in', slot('ids'))
    .orderBy('language'),
)

/** Which of these appeals are public, and since when they read as they do. */
export async function listPublicStates(
  db: Db,
  ids: string[],
): Promise<{ id: string; changedAt: Instant }[]> {
  if (ids.length === 0) return []
  const rows = await askStates(db, { ids })
  return rows.map(({ id, changed_at }) => ({ id, changedAt: changed_at }))
}

const askStates = prepared<{ ids: string[] }, { id: string; changed_at: Instant }>((db, slot) =>
  db
    .selectFrom('appeals')
    .select(['id', 'changed_at'])
    .where('id', 'in', slot('ids'))
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null),
)

/** Where a walk over all appeals has come to. */
export interface AppealPlace {
  publishedOn: Day
  id: string
}

/** Public appeals behind a place, the oldest first. */
export async function listPublicPlaces(
  db: Db,
  { after, limit }: { after?: AppealPlace; limit: number },
): Promise<AppealPlace[]> {
  const rows = await db
    .selectFrom('appeals')
    .select(['published_on', 'id'])
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('published_on', 'id'), '>', tuple(after?.publishedOn ?? '', after?.id ?? '')),
      ),
    )
    .orderBy('published_on')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ published_on, id }) => ({ publishedOn: published_on, id }))
}

/** How many public appeals there are. Grows with the archive. */
export async function countPublicAppeals(db: Db): Promise<number> {
  const { appeals } = await db
    .selectFrom('appeals')
    .select(({ fn }) => fn.countAll().as('appeals'))
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(appeals)
}

/**
 * Years with public appeals that lead on from one that has some: the nearest on either side, the
 * first, the last and itself, the newest first. It costs the same however many years there are.
 */
export async function listYearsAround(
  db: Db,
  year: string,
  { nearest }: { nearest: number },
): Promise<string[]> {
  const rows = await askYearsAround(db, { start: `${year}-01-01`, nearest })
  const years = new Set(rows.flatMap(({ day }) => day?.slice(0, 4) ?? []))
  return [...years].sort().reverse()
}

const isReleased = sql`published_at is not null and withdrawn_at is null`

/**
 * Steps through the index from year to year; no day of a year comes after its `-99`.
 * A condition on the ends would have SQLite read every day.
 */
const askYearsAround = prepared<{ start: Day; nearest: number }, { day: Day | null }>(
  (_, slot) => sql`
    with recursive
    earlier(day, step) as (
      select cast(${slot('start')} as text), 0
      union all
      select (select max(published_on) from appeals
              where ${isReleased} and published_on < substr(earlier.day, 1, 4)), step + 1
      from earlier where earlier.day is not null and step < ${slot('nearest')}
    ),
    later(day, step) as (
      select cast(${slot('start')} as text), 0
      union all
      select (select min(published_on) from appeals
              where ${isReleased} and published_on > substr(later.day, 1, 4) || '-99'), step + 1
      from later where later.day is not null and step < ${slot('nearest')}
    )
    select day from earlier
    union all select day from later
    union all select (select min(published_on) from appeals where ${isReleased})
    union all select (select max(published_on) from appeals where ${isReleased})`,
)

/** Every year (`2013`) with public appeals, the newest first; it grows with the years alone. */
export async function listAppealYears(db: Db): Promise<string[]> {
  const rows = await askYears(db, {})
  return rows.map(({ day }) => day.slice(0, 4))
}

const askYears = prepared<object, { day: Day }>(
  () => sql`
    with recursive steps(day) as (
      select max(published_on) from appeals where published_at is not null and withdrawn_at is null
      union all
      select (select max(next.published_on) from appeals as next
              where next.published_at is not null and next.withdrawn_at is null
                and next.published_on < substr(steps.day, 1, 4))
      from steps where steps.day is not null
    )
    select day from steps where day is not null order by day desc`,
)
