import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import type { StoredAppeal } from './compose.ts'
import { appealPath } from './paths.ts'
import type { AppealsTable, AppealTextsTable } from './tables.ts'
import type { Appeal, IssueLink } from './types.ts'

/** For each appeal the public ones that it carries on, or that carry it on, the newest first. */
export async function findIssues(
  db: Db,
  appeals: readonly Pick<StoredAppeal, 'id' | 'updatesId'>[],
  lang: string,
): Promise<Map<string, Appeal['issues']>> {
  const ids = appeals.map(({ id }) => id)
  const earlier = appeals.flatMap(({ updatesId }) => updatesId ?? [])
  const links = await listLinks(db, { ids, earlier, lang })
  return new Map(
    appeals.map(({ id, updatesId }) => {
      const before = links.find((each) => each.id === updatesId)?.link
      const later = links.filter((each) => each.updatesId === id).map(({ link }) => link)
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
  { ids, earlier, lang }: { ids: string[]; earlier: string[]; lang: string },
): Promise<Linked[]> {
  const rows = await askLinks(db, { ids, earlier: earlier.length > 0 ? earlier : undefined })
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

type LinkRow = Pick<
  Selectable<AppealsTable>,
  'id' | 'published_on' | 'slug' | 'updates_id' | 'original_language'
> &
  Pick<Selectable<AppealTextsTable>, 'language' | 'title'>

const askLinks = prepared<{ ids: string[]; earlier: string[] | undefined }, LinkRow>((db, slot) => {
  const [ids, earlier] = [slot('ids'), slot('earlier')]
  return db
    .selectFrom('appeals')
    .innerJoin('appeal_texts', 'appeal_id', 'id')
    .select(['id', 'published_on', 'slug', 'updates_id', 'original_language'])
    .select(['language', 'title'])
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where(({ or, eb }) =>
      or([eb('updates_id', 'in', ids), ...(earlier ? [eb('id', 'in', earlier)] : [])]),
    )
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
})
