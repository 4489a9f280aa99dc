import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LetterState } from '../fate.ts'
import { toLetter } from '../queries.ts'
import type { LettersTable } from '../tables.ts'
import type { Letter, PauseKind } from '../types.ts'

/** What keeps letters to a mission from leaving now. */
export interface Pace {
  nextSlotAt: Instant
  stopped?: { at: Instant; words: string }
}

/**
 * Missions with letters in a state.
 *
 * The recursion hops from mission to mission along the index, so that it costs one look-up for
 * each mission, however many letters wait.
 */
export async function listMissionsWithLetters(db: Db, state: LetterState): Promise<string[]> {
  const { rows } = await sql<{ mission_id: string }>`
    with recursive hop(mission_id) as (
      select min(mission_id) from letters where state = ${state}
      union all
      select (select min(mission_id) from letters
              where state = ${state} and mission_id > hop.mission_id)
      from hop where hop.mission_id is not null
    )
    select mission_id from hop where mission_id is not null`.execute(db)
  return rows.map((row) => row.mission_id)
}

/** The oldest letters of a mission in a state. */
export async function listOldestLetters(
  db: Db,
  state: LetterState,
  missionId: string,
  { limit }: { limit: number },
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where('mission_id', '=', missionId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/**
 * The letter whose turn it is at a mission. Appeals with waiting letters take turns, in the order of their
 * ids, so that none waits until all letters of another have left; of an appeal the letter that has
 * waited longest goes first. Nothing of what is paused.
 *
 * @param after the appeal that was served last
 */
export async function findLetterInTurn(
  db: Db,
  missionId: string,
  after: string | undefined,
): Promise<Letter | undefined> {
  const [row] = await askLetterInTurn(db, { missionId, after: after ?? '' })
  return row && toLetter(row)
}

/** One question, since it is asked of every letter that leaves: whose turn, then which letter. */
const askLetterInTurn = prepared<{ missionId: string; after: string }, Selectable<LettersTable>>(
  (_db, slot) => {
    const isPaused = (kind: PauseKind) =>
      sql`(select subject_id from letter_pauses where kind = ${sql.lit(kind)} and ended_at is null)`
    const firstAppeal = (after: string) => sql`(
      select min(appeal_id) from letters
      where state = 'ready' and mission_id = ${slot('missionId')} and appeal_id > ${after}
        and appeal_id not in ${isPaused('appeal')})`
    return sql`
      select * from letters
      where state = 'ready' and mission_id = ${slot('missionId')}
        and mission_id not in ${isPaused('mission')}
        and appeal_id = coalesce(${firstAppeal(slot('after'))}, ${firstAppeal('')})
      order by id limit 1`
  },
)

/** Letters that wait for their turn at some missions; a mission without any is missing. */
export async function countReady(db: Db, missionIds: string[]): Promise<Map<string, number>> {
  if (missionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('letters')
    .select(['mission_id', ({ fn }) => fn.countAll().as('letters')])
    .where('state', '=', 'ready')
    .where('mission_id', 'in', missionIds)
    .groupBy('mission_id')
    .execute()
  return new Map(rows.map((row) => [row.mission_id, Number(row.letters)]))
}

/** Letters of each appeal that wait for their turn at a mission. */
export async function countReadyByAppeal(
  db: Db,
  missionId: string,
): Promise<{ appealId: string; letters: number }[]> {
  const rows = await db
    .selectFrom('letters')
    .select('appeal_id')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', 'ready')
    .where('mission_id', '=', missionId)
    .groupBy('appeal_id')
    .execute()
  return rows.map((row) => ({ appealId: row.appeal_id, letters: Number(row.letters) }))
}

/** How many letters of the same appeal to the same mission leave up to this one, itself counted. */
export async function countReadyUpTo(
  db: Db,
  letter: Pick<Letter, 'id' | 'missionId' | 'appealId'>,
): Promise<number> {
  const { letters } = await db
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', 'ready')
    .where('mission_id', '=', letter.missionId)
    .where('appeal_id', '=', letter.appealId)
    .where('id', '<=', letter.id)
    .executeTakeFirstOrThrow()
  return Number(letters)
}

export async function findPace(db: Db, missionId: string): Promise<Pace | undefined> {
  const row = await db
    .selectFrom('letter_pace')
    .selectAll()
    .where('mission_id', '=', missionId)
    .executeTakeFirst()
  return (
    row && {
      nextSlotAt: row.next_slot_at,
      stopped: row.stopped_at ? { at: row.stopped_at, words: row.stopped_words ?? '' } : undefined,
    }
  )
}

/** Keeps letters from leaving for a mission until `markResumed`. */
export async function markStopped(
  db: Db,
  missionId: string,
  { at, words }: { at: Instant; words: string },
): Promise<void> {
  await db
    .updateTable('letter_pace')
    .set({ stopped_at: at, stopped_words: words })
    .where('mission_id', '=', missionId)
    .where('stopped_at', 'is', null)
    .execute()
}

/** Returns false when sending to the mission was not stopped. */
export async function markResumed(db: Db, missionId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('letter_pace')
    .set({ stopped_at: null, stopped_words: null })
    .where('mission_id', '=', missionId)
    .where('stopped_at', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Makes no letter leave for a mission before an instant. */
export async function markNextSlot(db: Db, missionId: string, at: Instant): Promise<void> {
  await db
    .updateTable('letter_pace')
    .set({ next_slot_at: at })
    .where('mission_id', '=', missionId)
    .execute()
}

/** Letters to a mission that its server refused for policy since. */
export async function countPolicyRefusals(
  db: Db,
  missionId: string,
  since: Instant,
): Promise<number> {
  const refusals = await policyRefusals(db, since)
    .where('letters.mission_id', '=', missionId)
    .execute()
  return Number(refusals[0]?.letters ?? 0)
}

/** Missions not stopped whose servers refused letters for policy since, and when the next may leave. */
export async function listRefusals(
  db: Db,
  since: Instant,
): Promise<{ missionId: string; letters: number; nextSlotAt: Instant }[]> {
  const rows = await policyRefusals(db, since)
    .innerJoin('letter_pace', 'letter_pace.mission_id', 'letters.mission_id')
    .where('letter_pace.stopped_at', 'is', null)
    .select('letter_pace.next_slot_at')
    .groupBy('letter_pace.next_slot_at')
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    letters: Number(row.letters),
    nextSlotAt: row.next_slot_at,
  }))
}

/** A letter is refused once at most, so that its refusals count letters. */
function policyRefusals(db: Db, since: Instant) {
  return db
    .selectFrom('letters')
    .innerJoin('letter_events', 'letter_events.letter_id', 'letters.id')
    .where('letters.state', '=', 'refused')
    .where('letters.state_at', '>', since)
    .where('letter_events.event', '=', 'refused')
    .where('letter_events.cause', '=', 'policy')
    .select('letters.mission_id')
    .select(({ fn }) => fn.countAll().as('letters'))
    .groupBy('letters.mission_id')
}

/** How many letters of each mission are in each state, for operators. */
export async function countLettersByMission(
  db: Db,
): Promise<{ missionId: string; state: LetterState; letters: number }[]> {
  const rows = await db
    .selectFrom('letters')
    .select(['mission_id', 'state'])
    .select(({ fn }) => fn.countAll().as('letters'))
    .groupBy(['state', 'mission_id'])
    .orderBy('mission_id')
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    state: row.state,
    letters: Number(row.letters),
  }))
}

/** Missions to which sending is stopped. */
export async function listStops(
  db: Db,
): Promise<{ missionId: string; at: Instant; words: string }[]> {
  const rows = await db
    .selectFrom('letter_pace')
    .selectAll()
    .where('stopped_at', 'is not', null)
    .orderBy('mission_id')
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    at: row.stopped_at ?? '',
    words: row.stopped_words ?? '',
  }))
}

/**
 * Letters that are confirmed and still have to leave, by mission. Those that nobody confirmed may never leave.
 *
 * State by state, because each is counted along the index then, without sorting.
 */
export async function countWaitingByMission(db: Db): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const state of waitingStates) {
    const rows = await db
      .selectFrom('letters')
      .select(['mission_id', ({ fn }) => fn.countAll().as('letters')])
      .where('state', '=', state)
      .groupBy('mission_id')
      .execute()
    for (const { mission_id, letters } of rows) {
      counts.set(mission_id, (counts.get(mission_id) ?? 0) + Number(letters))
    }
  }
  return counts
}

/** Letters to one mission that are confirmed and still have to leave. */
export async function countWaitingLetters(db: Db, missionId: string): Promise<number> {
  const { letters } = await db
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', 'in', waitingStates)
    .where('mission_id', '=', missionId)
    .executeTakeFirstOrThrow()
  return Number(letters)
}

const waitingStates = ['ready', 'on_hold', 'waiting_address', 'deferred'] as const

interface Merge {
  missionId: string
  intoId: string
}

/** Leaves behind letters of people who wrote to both missions about one appeal. */
export async function moveLettersTo(tx: Db, { missionId, intoId }: Merge): Promise<void> {
  await tx
    .updateTable('letters')
    .set({ mission_id: intoId })
    .where('mission_id', '=', missionId)
    .where(sql<boolean>`not exists (
      select 1 from letters as other
      where other.person_hash = letters.person_hash
        and other.appeal_id = letters.appeal_id
        and other.mission_id = ${intoId}
        and other.confirmed_at is not null)`)
    .execute()
}

/** The slower of two paces counts for both. */
export async function movePaceTo(tx: Db, { missionId, intoId }: Merge): Promise<void> {
  const pace = await tx
    .selectFrom('letter_pace')
    .selectAll()
    .where('mission_id', '=', missionId)
    .executeTakeFirst()
  if (!pace) return
  await tx
    .insertInto('letter_pace')
    .values({ ...pace, mission_id: intoId })
    .onConflict((conflict) => conflict.column('mission_id').doNothing())
    .execute()
  await tx
    .updateTable('letter_pace')
    .set({ next_slot_at: pace.next_slot_at })
    .where('mission_id', '=', intoId)
    .where('next_slot_at', '<', pace.next_slot_at)
    .execute()
  if (pace.stopped_at === null) return
  await tx
    .updateTable('letter_pace')
    .set({ stopped_at: pace.stopped_at, stopped_words: pace.stopped_words })
    .where('mission_id', '=', intoId)
    .where('stopped_at', 'is', null)
    .execute()
}
