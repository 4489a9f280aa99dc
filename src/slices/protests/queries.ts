import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { together } from '../../platform/db/together.ts'
import type { Instant } from '../../platform/time.ts'
import { type LetterState, unsentStates } from './fate.ts'
import { eraseReplies } from './replies/queries.ts'
import type { LetterEventsTable, LettersTable } from './tables.ts'
import type { HistoryEntry, HoldRule, Letter } from './types.ts'

type LetterRow = Selectable<LettersTable>

/** Ids of those that were inserted; of the others the same form is waiting for confirmation already. */
export async function insertLetters(db: Db, rows: readonly LetterRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const inserted = await askInsertion(db, { rows })
  return new Set(inserted.map(({ id }) => id))
}

const askInsertion = prepared<{ rows: readonly LetterRow[] }, { id: string }>((db, slot) =>
  db
    .insertInto('letters')
    .values(slot('rows'))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
)

/** How many letters came from each person; who wrote none is left out. */
export async function countLettersByPerson(
  db: Db,
  people: string[],
  since: Instant,
): Promise<Map<string, number>> {
  const rows = await askPeople(db, { people, since })
  return new Map(rows.map(({ person, letters }) => [person, Number(letters)]))
}

type PersonRow = { person: string; letters: number | string | bigint }

const askPeople = prepared<{ people: string[]; since: Instant }, PersonRow>((db, slot) =>
  db
    .selectFrom('letters')
    .select(({ ref, fn }) => [
      sql<string>`${ref('person_hash')}`.as('person'),
      fn.countAll().as('letters'),
    ])
    .where('person_hash', 'in', slot('people'))
    .where('created_at', '>', slot('since'))
    .groupBy('person_hash'),
)

export const findLetter = together<string, Letter | undefined>(async (db, ids) => {
  const rows = await askLetters(db, { ids: [...new Set(ids)] })
  const letters = new Map(rows.map((row) => [row.id, toLetter(row)]))
  return ids.map((id) => letters.get(id))
})

const askLetters = prepared<{ ids: string[] }, LetterRow>((db, slot) =>
  db.selectFrom('letters').selectAll().where('id', 'in', slot('ids')),
)

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
export async function listUnsentOfAppeal(
  db: Db,
  appealId: string,
  { afterId, limit }: { afterId?: string; limit: number },
): Promise<Letter[]> {
  let query = db
    .selectFrom('letters')
    .selectAll()
    .where('state', 'in', unsentStates)
    .where('appeal_id', '=', appealId)
  if (afterId !== undefined) query = query.where('id', '>', afterId)
  const rows = await query.orderBy('id').limit(limit).execute()
  return rows.map(toLetter)
}

/**
 * Letters in a state, all of them page by page: in the order of the index by mission, so that a page
 * costs the same however many letters there are.
 */
export async function listInState(
  db: Db,
  state: LetterState,
  { after, limit }: { after?: Pick<Letter, 'missionId' | 'id'>; limit: number },
): Promise<Letter[]> {
  let query = db.selectFrom('letters').selectAll().where('state', '=', state)
  if (after !== undefined) {
    query = query.where(sql<boolean>`(mission_id, id) > (${after.missionId}, ${after.id})`)
  }
  const rows = await query.orderBy('mission_id').orderBy('id').limit(limit).execute()
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

/**
 * Puts letters that are in one state, of which no attempt was made, into another. Returns the ids of those
 * that had not moved on in the meantime.
 */
export async function markStates(
  db: Db,
  letters: readonly Pick<Letter, 'id' | 'state'>[],
  changes: Partial<LetterRow> & { state: LetterState; state_at: Instant },
): Promise<Set<string>> {
  const [first] = letters
  if (!first) return new Set()
  const rows = await db
    .updateTable('letters')
    .set(changes)
    .where(
      'id',
      'in',
      letters.map(({ id }) => id),
    )
    .where('state', '=', first.state)
    .where('attempts', '=', 0)
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function insertEvents(
  db: Db,
  events: readonly Selectable<LetterEventsTable>[],
): Promise<void> {
  if (events.length > 0) await askEvents(db, { events })
}

const askEvents = prepared<{ events: readonly Selectable<LetterEventsTable>[] }, never>(
  (db, slot) => db.insertInto('letter_events').values(slot('events')),
)

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
