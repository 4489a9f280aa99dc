import type { Db } from '../../../platform/db/database.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import { findPictures } from '../../media/index.ts'
import { composeAppeal } from '../compose.ts'
import { findIssues } from '../issue-queries.ts'
import { appealPath } from '../paths.ts'
import { toStored } from '../queries.ts'
import type { Appeal } from '../types.ts'

interface NewsOptions {
  /** Language of the texts, where they exist in it. */
  lang: string
  limit: number
  country?: string
  topic?: string
}

/**
 * Appeals by what last happened to them: published, corrected or withdrawn, the latest first.
 *
 * `withdrawnAt` tells which may not be shown any more; of those only key and path are for use.
 */
export async function listAppealNews(db: Db, options: NewsOptions): Promise<Appeal[]> {
  const ids = await listNewsIds(db, options)
  if (ids.length === 0) return []
  const [rows, texts] = await Promise.all([
    db.selectFrom('appeals').selectAll().where('id', 'in', ids).execute(),
    db
      .selectFrom('appeal_texts')
      .selectAll()
      .where('appeal_id', 'in', ids)
      .orderBy('language')
      .execute(),
  ])
  const textsOf = Map.groupBy(texts, ({ appeal_id }) => appeal_id)
  const stored = rows.map((row) => toStored(row, textsOf.get(row.id) ?? []))
  const pictureIds = stored
    .flatMap(({ facts }) => facts.pictures ?? [])
    .flatMap((picture) => ('id' in picture ? picture.id : []))
  const media = { pictures: await findPictures(db, pictureIds) }
  const issues = await findIssues(db, stored, options.lang)
  const appeals = stored.flatMap((each) => {
    if (!each.publishedAt) return []
    const known = { ...each, media, issues: issues.get(each.id) }
    return composeAppeal(known, each.publishedAt, options.lang)
  })
  return appeals.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Where a public appeal stands, for machines that visit every page. */
export interface AppealAddress {
  path: string
  languages: string[]
  changedAt: Instant
}

/** Public appeals of a span of days, page by page from 1, the newest first. */
export async function listAppealAddresses(
  db: Db,
  span: { from: Day; until: Day; limit: number; page: number },
): Promise<AppealAddress[]> {
  const rows = await db
    .selectFrom('appeals')
    .select(['id', 'published_on', 'slug', 'active_at', 'changed_at'])
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where('published_on', '>=', span.from)
    .where('published_on', '<=', span.until)
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
    .limit(span.limit)
    .offset(span.limit * (span.page - 1))
    .execute()
  if (rows.length === 0) return []
  const languages = await db
    .selectFrom('appeal_texts')
    .innerJoin('appeals', 'id', 'appeal_id')
    .select(['appeal_id', 'language'])
    .where('published_on', '>=', span.from)
    .where('published_on', '<=', span.until)
    .orderBy('language')
    .execute()
  const languagesOf = Map.groupBy(languages, ({ appeal_id }) => appeal_id)
  return rows.map((row) => ({
    path: appealPath({ publishedOn: row.published_on, slug: row.slug }),
    languages: (languagesOf.get(row.id) ?? []).map(({ language }) => language),
    changedAt: row.active_at ?? row.changed_at,
  }))
}

async function listNewsIds(db: Db, { limit, country, topic }: NewsOptions): Promise<string[]> {
  if (topic !== undefined) {
    const rows = await db
      .selectFrom('appeal_topics')
      .select('appeal_id')
      .where('topic', '=', topic)
      .where('active_at', 'is not', null)
      .orderBy('active_at', 'desc')
      .orderBy('appeal_id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ appeal_id }) => appeal_id)
  }
  const rows = await db
    .selectFrom('appeals')
    .select('id')
    .where('active_at', 'is not', null)
    .$if(country !== undefined, (query) => query.where('country', '=', country ?? ''))
    .orderBy('active_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
