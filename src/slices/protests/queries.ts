import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Instant } from '../../platform/time.ts'
import { type LetterState, unsentStates } from './fate.ts'
import { eraseReplies } from './replies/queries.ts'
import type { LetterEventsTable, LettersTable } from './tables.ts'
import type { HistoryEntry, HoldRule, Letter } from './types.ts'

type LetterRow = Selectable<LettersTable>

/** Returns false when the same form is waiting for confirmation already. */
export async function insertLetter(db: Db, row: LetterRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('letters')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function countLettersByPerson(
  db: Db,
  personHash: string,
  since: Instant,
): Promise<number> {
  const { count } = await db
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('person_hash', '=', personHash)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findLetter(db: Db, id: string): Promise<Letter | undefined> {
  const row = await db.selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLetter(row)
}

/**
 * The letter with this code whose writer was asked since, and that waits for confirmation or was
 * confirmed. Undefined also when a rare coincidence gave two letters one code: then only the link
 * tells which is meant.
 */
export async function findLetterByCode(
  db: Db,
  codeHash: string,
  since: Instant,
): Promise<{ id: string; isConfirmed: boolean } | undefined> {
  const rows = await db
    .selectFrom('letters')
    .select(['id', 'confirmed_at'])
    .where('code_hash', '=', codeHash)
    // The mail may arrive before it is written down that it left, or that may be lost in a crash.
    .where((eb) => eb.or([eb('asked_at', 'is', null), eb('asked_at', '>', since)]))
    .where((eb) => eb.or([eb('state', '=', 'unconfirmed'), eb('confirmed_at', 'is not', null)]))
    .limit(2)
    .execute()
  const [row] = rows
  if (!row || rows.length > 1) return undefined
  return { id: row.id, isConfirmed: row.confirmed_at !== null }
}

/** The letter of the same person to the same mission in the same appeal that was confirmed. */
export async function findConfirmedTwin(db: Db, letterId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letters as mine')
    .innerJoin('letters as other', (join) =>
      join
        .onRef('other.person_hash', '=', 'mine.person_hash')
        .onRef('other.appeal_id', '=', 'mine.appeal_id')
        .onRef('other.mission_id', '=', 'mine.mission_id')
        .on('other.confirmed_at', 'is not', null),
    )
    .select('other.id')
    .where('mine.id', '=', letterId)
    .whereRef('other.id', '!=', 'mine.id')
    .executeTakeFirst()
  return row?.id
}

/** Letters in a state whose time has come, longest due first. */
export async function listDueLetters(
  db: Db,
  state: LetterState,
  due: { now: Instant; limit: number },
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where('due_at', '<=', due.now)
    .orderBy('due_at')
    .limit(due.limit)
    .execute()
  return rows.map(toLetter)
}

/** Letters in a state whose time lies so far ahead that the clock must have been wrong. */
export async function listStrayedLetters(
  db: Db,
  state: LetterState,
  { after, limit }: { after: Instant; limit: number },
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where('due_at', '>', after)
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/** Letters of an appeal in a state, for when the appeal is withdrawn. */
export async function listLettersOfAppeal(
  db: Db,
  appealId: string,
  state: LetterState,
  limit: number,
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where('appeal_id', '=', appealId)
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/** Confirmed letters of an appeal that have not left, in the order of their ids. */
export function listUnsentOfAppeal(
  db: Db,
  appealId: string,
  page: { afterId?: string; limit: number },
): Promise<Letter[]> {
  return listUnsent(db, { ...page, appealId })
}

/** Confirmed letters that have not left, in the order of their ids. */
export async function listUnsent(
  db: Db,
  { appealId, afterId, limit }: { appealId?: string; afterId?: string; limit: number },
): Promise<Letter[]> {
  let query = db.selectFrom('letters').selectAll().where('state', 'in', unsentStates)
  if (appealId !== undefined) query = query.where('appeal_id', '=', appealId)
  if (afterId !== undefined) query = query.where('id', '>', afterId)
  const rows = await query.orderBy('id').limit(limit).execute()
  return rows.map(toLetter)
}

/** Returns false when the letter has moved on in the meantime. */
export async function markReworded(
  tx: Db,
  letter: Pick<Letter, 'id' | 'state' | 'attempts'>,
  sealed: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('letters')
    .set({ sealed })
    .where('id', '=', letter.id)
    .where('state', '=', letter.state)
    .where('attempts', '=', letter.attempts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Letters in a state that were confirmed before, first confirmed first. */
export async function listConfirmedBefore(
  db: Db,
  state: LetterState,
  { before, isWarned, limit }: { before: Instant; isWarned?: false; limit: number },
): Promise<Letter[]> {
  let query = db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where('confirmed_at', '<=', before)
  if (isWarned === false) query = query.where('warned_at', 'is', null)
  const rows = await query.orderBy('confirmed_at').limit(limit).execute()
  return rows.map(toLetter)
}

/** Returns false when the writer was warned already. */
export async function markWarned(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('letters')
    .set({ warned_at: at })
    .where('id', '=', id)
    .where('warned_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Puts a letter into a state. Returns false when it is not in the expected one any more, or
 * another attempt is under way than the one that the caller speaks of.
 */
export async function markState(
  db: Db,
  letter: Pick<Letter, 'id' | 'state' | 'attempts'>,
  changes: Partial<LetterRow> & { state: LetterState; state_at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('letters')
    .set(changes)
    .where('id', '=', letter.id)
    .where('state', '=', letter.state)
    .where('attempts', '=', letter.attempts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertEvent(db: Db, event: Selectable<LetterEventsTable>): Promise<void> {
  await db.insertInto('letter_events').values(event).execute()
}

/** The letter's history, oldest first. */
export async function listHistory(db: Db, letterId: string): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('letter_events')
    .selectAll()
    .where('letter_id', '=', letterId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    at: row.at,
    cause: row.cause ?? undefined,
    words: row.words ?? undefined,
  }))
}

/** Returns the unconfirmed letter with this content, when its last mail went before `before`. */
export async function markMailedAgain(
  db: Db,
  contentHash: string,
  { now, before }: { now: Instant; before: Instant },
): Promise<string | undefined> {
  const row = await db
    .updateTable('letters')
    .set({ mailed_at: now })
    .where('content_hash', '=', contentHash)
    // As a literal, because a parameter would keep the partial index letters_same_form unused.
    .where('state', '=', sql.lit('unconfirmed' as const))
    .where('mailed_at', '<', before)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** The writer was asked, for the first time: `dueAt` is when they are reminded. */
export async function markAsked(
  db: Db,
  id: string,
  { now, dueAt }: { now: Instant; dueAt: Instant },
): Promise<void> {
  await db
    .updateTable('letters')
    .set({ asked_at: now, due_at: dueAt })
    .where('id', '=', id)
    .where('state', '=', 'unconfirmed')
    .where('asked_at', 'is', null)
    .execute()
}

/** Returns false when the writer was reminded already, or has confirmed. */
export async function markReminded(
  db: Db,
  id: string,
  { now, lapsesAt }: { now: Instant; lapsesAt: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('letters')
    .set({ reminded_at: now, mailed_at: now, due_at: lapsesAt })
    .where('id', '=', id)
    .where('state', '=', 'unconfirmed')
    .where('reminded_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets who wrote what. The letter's history and the counts remain. */
export async function markErased(
  db: Db,
  letter: Pick<Letter, 'id' | 'state'>,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('letters')
    .set({
      sealed: null,
      person_hash: null,
      content_hash: null,
      code_hash: null,
      due_at: null,
      erased_at: at,
    })
    .where('id', '=', letter.id)
    .where('state', '=', letter.state)
    .execute()
  await db.deleteFrom('letter_sketches').where('letter_id', '=', letter.id).execute()
  await eraseReplies(db, letter.id)
}

/** A row of `letters` as the domain sees it. */
export function toLetter(row: LetterRow): Letter {
  return {
    id: row.id,
    appealId: row.appeal_id,
    missionId: row.mission_id,
    country: row.country,
    readerCountry: row.reader_country,
    language: row.language,
    letterLanguage: row.letter_language,
    state: row.state,
    display: row.display,
    sealed: row.sealed ?? undefined,
    attempts: row.attempts,
    createdAt: row.created_at,
    askedAt: row.asked_at ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    stateAt: row.state_at,
    dueAt: row.due_at ?? undefined,
    followAt: row.follow_at ?? undefined,
    heldFor: (row.held_for?.split(' ') ?? []) as HoldRule[],
  }
}
