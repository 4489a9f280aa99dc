import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import type { Html } from '../../platform/html/trusted-html.tsx'
import type { Instant } from '../../platform/time.ts'
import { RENDERER_VERSION, renderComment } from './render-comment.ts'
import type { CommentsTable } from './tables.ts'
import type { RecentComment, ShownComment, Subject } from './types.ts'

type ShownRow = Pick<
  Selectable<CommentsTable>,
  'id' | 'thread_id' | 'name' | 'text' | 'html' | 'html_version' | 'created_at'
>

const shownColumns = [
  'id',
  'thread_id',
  'name',
  'text',
  'html',
  'html_version',
  'created_at',
] as const

/** How many comments stand under a subject, and since when it is closed. */
export async function findSubjectState(
  db: Db,
  { kind, id }: Subject,
): Promise<{ approved: number; closedAt?: Instant }> {
  const [row] = await askState(db, { kind, id })
  return { approved: row?.approved ?? 0, closedAt: row?.closed_at ?? undefined }
}

const askState = prepared<Subject, { approved: number; closed_at: Instant | null }>((db, slot) =>
  db
    .selectFrom('comment_subjects')
    .select(['approved', 'closed_at'])
    .where('kind', '=', slot('kind'))
    .where('id', '=', slot('id')),
)

/** How many comments stand under each of several subjects of a kind; those without are left out. */
export async function countComments(
  db: Db,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('comment_subjects')
    .select(['id', 'approved'])
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .where('approved', '>', 0)
    .execute()
  return new Map(rows.map(({ id, approved }) => [id, approved]))
}

/**
 * The comments of a subject, thread by thread, each with its oldest first; from the comment
 * after `afterId` on, when it is given.
 */
export async function listShownComments(
  db: Db,
  { kind, id }: Subject,
  { afterId, limit }: { afterId?: string; limit: number },
): Promise<ShownComment[]> {
  if (afterId === undefined) return (await askFirst(db, { kind, id, limit })).map(toShown)
  const rows = await selectShown(db, { kind, id, limit })
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('thread_id', 'id'),
        '>',
        selectFrom('comments as last')
          .select(['last.thread_id', 'last.id'])
          .where('last.id', '=', afterId)
          .$asTuple('thread_id', 'id'),
      ),
    )
    .execute()
  return rows.map(toShown)
}

type Page = Subject & { limit: number }

const askFirst = prepared<Page, ShownRow>((db, slot) =>
  selectShown(db, { kind: slot('kind'), id: slot('id'), limit: slot('limit') }),
)

function selectShown(db: Db, { kind, id, limit }: Page) {
  return db
    .selectFrom('comments')
    .select(shownColumns)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('approved_at', 'is not', null)
    .orderBy('thread_id')
    .orderBy('id')
    .limit(limit)
}

/** A comment that readers see, under this subject. */
export async function findShownComment(
  db: Db,
  subject: Subject,
  id: string,
): Promise<ShownComment | undefined> {
  const row = await db
    .selectFrom('comments')
    .select(shownColumns)
    .where('id', '=', id)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('approved_at', 'is not', null)
    .executeTakeFirst()
  return row && toShown(row)
}

/**
 * The newest published comments of the site or of one subject, for feeds.
 *
 * Names and texts are as their authors typed them, without control characters.
 */
export async function listRecentComments(
  db: Db,
  { subject, limit }: { subject?: Subject; limit: number },
): Promise<RecentComment[]> {
  const rows = await db
    .selectFrom('comments')
    .select([...shownColumns, 'subject_kind', 'subject_id', 'subject_path', 'approved_at'])
    .where('approved_at', 'is not', null)
    .$if(subject !== undefined, (query) =>
      query
        .where('subject_kind', '=', subject?.kind ?? '')
        .where('subject_id', '=', subject?.id ?? ''),
    )
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...toShown(row),
    text: row.text,
    place: {
      subject: { kind: row.subject_kind, id: row.subject_id },
      path: row.subject_path,
    },
    approvedAt: row.approved_at ?? row.created_at,
  }))
}

/**
 * What was published and holds one of these beginnings of words, in small letters, in capitals or with
 * a capital first: the newest first, as their authors typed them. It reads every comment.
 */
export async function listCommentsWith(
  db: Db,
  beginnings: readonly string[],
  { limit }: { limit: number },
): Promise<{ name: string; text: string }[]> {
  const patterns = [...new Set(beginnings.flatMap(writtenForms))].map((form) => `%${form}%`)
  if (patterns.length === 0) return []
  return db
    .selectFrom('comments')
    .select(['name', 'text'])
    .where('approved_at', 'is not', null)
    .where((eb) =>
      eb.or(patterns.flatMap((form) => [eb('text', 'like', form), eb('name', 'like', form)])),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What `like` would take for a sign of its own is left out: no name has it. */
function writtenForms(beginning: string): string[] {
  const small = beginning.replace(/[%_\\]/g, '').toLowerCase()
  if (small === '') return []
  const [first = '', ...rest] = small
  return [small, small.toUpperCase(), first.toUpperCase() + rest.join('')]
}

/** The HTML of the approval is used as long as the renderer is still the same. */
function toShown(row: ShownRow): ShownComment {
  const isFresh = row.html !== null && row.html_version === RENDERER_VERSION
  return {
    id: row.id,
    threadId: row.thread_id,
    name: row.name,
    html: isFresh ? (row.html as Html) : renderComment(row.text),
    createdAt: row.created_at,
  }
}
