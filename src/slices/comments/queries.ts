import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { together } from '../../platform/db/together.ts'
import type { Instant } from '../../platform/time.ts'
import type { CommentsTable } from './tables.ts'
import type { Comment, CommentState, Subject } from './types.ts'

type CommentRow = Selectable<CommentsTable>

/** Resolves to false when the same person said the same in the same thread before. */
export const insertComment = together<CommentRow, boolean>(async (db, rows) => {
  const inserted = await askInsertion(db, { rows })
  const ids = new Set(inserted.map(({ id }) => id))
  return rows.map(({ id }) => ids.has(id))
})

const askInsertion = prepared<{ rows: readonly CommentRow[] }, { id: string }>((db, slot) =>
  db
    .insertInto('comments')
    .values(slot('rows'))
    .onConflict((conflict) => conflict.column('content_hash').doNothing())
    .returning('id'),
)

export async function findCommentByContent(
  db: Db,
  contentHash: string,
): Promise<Comment | undefined> {
  const row = await db
    .selectFrom('comments')
    .selectAll()
    .where('content_hash', '=', contentHash)
    .executeTakeFirst()
  return row && toComment(row)
}

/** Returns false when this proof of work was handed in before. */
export async function insertProof(db: Db, id: string, expiresAt: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('comment_proofs')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function deleteProofs(db: Db, expiredBefore: Instant): Promise<void> {
  await db.deleteFrom('comment_proofs').where('expires_at', '<', expiredBefore).execute()
}

/** What is known of a subject, a person and a text before a comment is judged. */
export interface History {
  isClosed: boolean
  /** Whether a comment of this person stands. */
  isKnown: boolean
  /** Comments of this person in the last ten minutes, and in the last hour. */
  recent: number
  inLastHour: number
  /** How often these words came before, from whomever. */
  repeats: number
}

interface HistoryAsked {
  subject: Subject
  personHash: string
  textHash: string | null
  since: { rate: Instant; hour: Instant; repeat: Instant }
}

export const findHistory = together<HistoryAsked, History>(async (db, asked) => {
  const rows = await askHistories(db, {
    asked: asked.map(({ subject, personHash, textHash, since }) => ({
      ...{ kind: subject.kind, id: subject.id, personHash, textHash },
      ...{ rate: since.rate, hour: since.hour, repeat: since.repeat },
    })),
  })
  return rows.map((row) => ({
    isClosed: Number(row.closed) > 0,
    isKnown: Number(row.approved) > 0,
    recent: Number(row.recent),
    inLastHour: Number(row.hour),
    repeats: Number(row.repeats),
  }))
})

type HistoryRow = Record<
  'closed' | 'approved' | 'recent' | 'hour' | 'repeats',
  number | string | bigint
>
interface HistoryValues {
  kind: string
  id: string
  personHash: string
  textHash: string | null
  rate: Instant
  hour: Instant
  repeat: Instant
}

const askHistories = prepared<{ asked: HistoryValues[] }, HistoryRow>((_, slot) => {
  const asked = slot('asked').map(
    (one, index) => sql`(
      ${sql.lit(index)}, ${one.kind}, ${one.id}, ${one.personHash}, ${one.textHash},
      ${one.rate}, ${one.hour}, ${one.repeat})`,
  )
  return sql`
    with asked (place, kind, id, person, words, rate, hour, repeated) as (values ${sql.join(asked)})
    select
      (select count(*) from comment_subjects
        where kind = asked.kind and id = asked.id and closed_at is not null) as closed,
      (select count(*) from comments
        where person_hash = asked.person and approved_at is not null) as approved,
      (select count(*) from comments
        where person_hash = asked.person and created_at > asked.rate) as recent,
      (select count(*) from comments
        where person_hash = asked.person and created_at > asked.hour) as hour,
      (select count(*) from comments
        where text_hash = asked.words and created_at > asked.repeated) as repeats
    from asked order by place`
})

export async function findComment(db: Db, id: string): Promise<Comment | undefined> {
  const row = await db.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toComment(row)
}

/** Those of the ids that there are, the oldest first. */
export async function listCommentsById(db: Db, ids: readonly string[]): Promise<Comment[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('comments')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(toComment)
}

/** Comments in a state, the oldest first; after the comment `afterId`, when it is given. */
export async function listCommentsByState(
  db: Db,
  state: CommentState,
  { afterId, limit }: { afterId?: string; limit: number },
): Promise<Comment[]> {
  const isSet = (column: 'approved_at' | 'refused_at', wanted: CommentState) =>
    sql<boolean>`${sql.ref(column)} is ${state === wanted ? sql`not null` : sql`null`}`
  const rows = await db
    .selectFrom('comments')
    .selectAll()
    .where(isSet('approved_at', 'approved'))
    .where(isSet('refused_at', 'refused'))
    .$if(afterId !== undefined, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toComment)
}

/** Comments that nobody has decided on. */
export async function countHeldComments(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('comments')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(sql<boolean>`approved_at is null and refused_at is null`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Makes a comment public. Returns false when it is so already, or is gone. */
export async function markApproved(
  db: Db,
  id: string,
  changes: { at: Instant; html: string; version: number; eraseAt: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('comments')
    .set({
      approved_at: changes.at,
      refused_at: null,
      html: changes.html,
      html_version: changes.version,
      erase_at: changes.eraseAt,
    })
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps everybody else from deciding until the transaction ends; returns false when it does not wait. */
export async function lockHeld(tx: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('comments')
    .set((eb) => ({ told_at: eb.ref('told_at') }))
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .where('refused_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns the state that the comment was in; undefined when it was refused already, or is gone. */
export async function markRefused(
  db: Db,
  id: string,
  { at, eraseAt }: { at: Instant; eraseAt: Instant },
): Promise<CommentState | undefined> {
  const refuse = (wasApproved: boolean) =>
    db
      .updateTable('comments')
      .set({
        ...{ refused_at: at, approved_at: null, erase_at: eraseAt },
        ...{ html: null, html_version: null, wants_replies_at: null, subscribed_at: null },
      })
      .where('id', '=', id)
      .where('refused_at', 'is', null)
      .where('approved_at', wasApproved ? 'is not' : 'is', null)
      .executeTakeFirst()
  if ((await refuse(true)).numUpdatedRows === 1n) return 'approved'
  return (await refuse(false)).numUpdatedRows === 1n ? 'held' : undefined
}

/** Returns false when those who wait for replies have heard of this comment before. */
export async function markAnnounced(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('comments')
    .set({ announced_at: at })
    .where('id', '=', id)
    .where('announced_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** When a comment that readers see has come (1) or gone (-1). */
export async function addToCount(db: Db, subject: Subject, change: 1 | -1): Promise<void> {
  await db
    .insertInto('comment_subjects')
    .values({ kind: subject.kind, id: subject.id, approved: Math.max(0, change), closed_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'id'])
        .doUpdateSet({ approved: sql`comment_subjects.approved + ${sql.lit(change)}` }),
    )
    .execute()
}

/** Closes a subject, or opens it with `null`. Returns false when it is so already. */
export async function markClosed(db: Db, subject: Subject, at: Instant | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('comment_subjects')
    .values({ kind: subject.kind, id: subject.id, approved: 0, closed_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'id'])
        .doUpdateSet({ closed_at: at })
        .where('comment_subjects.closed_at', at === null ? 'is not' : 'is', null),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Held comments that no moderator has been told of, the oldest first. */
export async function listUntoldIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('comments')
    .select('id')
    .where(isHeld)
    .where('told_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** When moderators were last told of a comment that still waits. */
export async function findLastTold(db: Db): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('comments')
    .select('told_at')
    .where(isHeld)
    .where('told_at', 'is not', null)
    .orderBy('told_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.told_at ?? undefined
}

/** Returns the ids that no other worker took at the same time. */
export async function markTold(db: Db, ids: readonly string[], at: Instant): Promise<string[]> {
  const rows = await db
    .updateTable('comments')
    .set({ told_at: at })
    .where('id', 'in', ids)
    .where('told_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).sort()
}

/** Deletes refused comments and erases addresses whose time has come; returns how many it were. */
export async function eraseDue(db: Db, now: Instant, limit: number): Promise<number> {
  const due = await db
    .selectFrom('comments')
    .select(['id', 'refused_at'])
    .where('erase_at', '<=', now)
    .orderBy('erase_at')
    .limit(limit)
    .execute()
  const ids = due.map(({ id }) => id)
  if (ids.length === 0) return 0
  await db
    .deleteFrom('comments')
    .where('id', 'in', ids)
    .where('erase_at', '<=', now)
    .where('refused_at', 'is not', null)
    .execute()
  await db
    .updateTable('comments')
    .set({ email: null, erase_at: null, wants_replies_at: null })
    .where('id', 'in', ids)
    .where('erase_at', '<=', now)
    .execute()
  return ids.length
}

const isHeld = sql<boolean>`approved_at is null and refused_at is null`

function toComment(row: CommentRow): Comment {
  return {
    id: row.id,
    place: {
      subject: { kind: row.subject_kind, id: row.subject_id },
      path: row.subject_path,
    },
    threadId: row.thread_id,
    name: row.name,
    text: row.text,
    language: row.language,
    reasons: JSON.parse(row.reasons),
    state: row.approved_at ? 'approved' : row.refused_at ? 'refused' : 'held',
    createdAt: row.created_at,
    decidedAt: row.approved_at ?? row.refused_at ?? undefined,
  }
}
