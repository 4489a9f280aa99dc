import type { Db } from '../../platform/db/database.ts'
import { appealPath } from './paths.ts'
import type { Appeal, IssueLink } from './types.ts'

/** For each appeal the public ones that it carries on, or that carry it on, the newest first. */
export async function findIssues(
  db: Db,
  ids: readonly string[],
  lang: string,
): Promise<Map<string, Appeal['issues']>> {
  const own = await db
    .selectFrom('appeals')
    .select(['id', 'updates_id'])
    .where('id', 'in', ids)
    .where('updates_id', 'is not', null)
    .execute()
  const earlier = new Map(own.map(({ id, updates_id }) => [id, updates_id]))
  const links = await listLinks(db, { ids, earlier: [...earlier.values()], lang })
  return new Map(
    ids.map((id) => {
      const before = links.find((each) => each.id === earlier.get(id))?.link
      const later = links.filter(({ updatesId }) => updatesId === id).map(({ link }) => link)
      return [id, { before, later }]
    }),
  )
}

interface Linked {
  id: string
  updatesId: string | null
  link: IssueLink
}

async function listLinks(
  db: Db,
  { ids, earlier, lang }: { ids: readonly string[]; earlier: (string | null)[]; lang: string },
): Promise<Linked[]> {
  const rows = await db
    .selectFrom('appeals')
    .innerJoin('appeal_texts', 'appeal_id', 'id')
    .select(['id', 'published_on', 'slug', 'updates_id', 'original_language'])
    .select(['language', 'title'])
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where(({ or, eb }) =>
      or([eb('updates_id', 'in', ids), ...(earlier.length > 0 ? [eb('id', 'in', earlier)] : [])]),
    )
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((texts) => {
    const text =
      texts.find(({ language }) => language === lang) ??
      texts.find(({ language, original_language }) => language === original_language)
    if (!text) return []
    const key = { publishedOn: text.published_on, slug: text.slug }
    const title = { language: text.language, text: text.title }
    const link = { path: appealPath(key), publishedOn: text.published_on, title }
    return [{ id: text.id, updatesId: text.updates_id, link }]
  })
}
