import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { StoredAppeal } from '../compose.ts'
import { toStored } from '../queries.ts'

/** The public ones among these appeals with their texts in every language, in no order. */
export async function listPublicAppeals(db: Db, ids: string[]): Promise<StoredAppeal[]> {
  if (ids.length === 0) return []
  const [rows, texts] = await Promise.all([
    db
      .selectFrom('appeals')
      .selectAll()
      .where('id', 'in', ids)
      .where('published_at', 'is not', null)
      .where('withdrawn_at', 'is', null)
      .execute(),
    db
      .selectFrom('appeal_texts')
      .selectAll()
      .where('appeal_id', 'in', ids)
      .orderBy('language')
      .execute(),
  ])
  const textsOf = Map.groupBy(texts, ({ appeal_id }) => appeal_id)
  return rows.map((row) => toStored(row, textsOf.get(row.id) ?? []))
}

/** Which of these appeals are public, and since when they read as they do. */
export async function listPublicStates(
  db: Db,
  ids: string[],
): Promise<{ id: string; changedAt: Instant }[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('appeals')
    .select(['id', 'changed_at'])
    .where('id', 'in', ids)
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .execute()
  return rows.map(({ id, changed_at }) => ({ id, changedAt: changed_at }))
}

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
