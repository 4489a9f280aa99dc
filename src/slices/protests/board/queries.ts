import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import { isUnsent, type LetterState } from '../fate.ts'
import { toLetter } from '../queries.ts'
import type { Letter, PauseKind } from '../types.ts'

/** How many letters are in which state. */
export type StateCounts = Partial<Record<LetterState, number>>

/** Letters of one appeal, or to one mission. */
export interface BoardRow {
  id: string
  counts: StateCounts
  /** When the letter was confirmed that has waited longest, as far as one waits. */
  waitingSince?: Instant
}

/** One appeal or one mission. */
export interface LettersOf {
  kind: PauseKind
  id: string
}

/** What has not come to rest; a board is about the subjects of such letters. */
const activeStates = [
  'unconfirmed',
  'ready',
  'on_hold',
  'waiting_address',
  'sending',
  'deferred',
  'bundled',
] as const satisfies readonly LetterState[]

const restingStates = [
  'lapsed',
  'accepted',
  'final',
  'bounced',
  'refused',
  'handed_in',
  'withdrawn',
] as const satisfies readonly LetterState[]

const columnOf = { appeal: 'appeal_id', mission: 'mission_id' } as const

/** All letters there are, by state. */
export async function countLettersByState(db: Db): Promise<StateCounts> {
  const rows = await db
    .selectFrom('letters')
    .select('state')
    .select(({ fn }) => fn.countAll().as('letters'))
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, letters }) => [state, Number(letters)]))
}

/**
 * Appeals or missions with letters that have not come to rest, those with most of them first, and
 * before them the ones asked for besides.
 *
 * Only what waits is counted for all of them, along an index; the rest for the rows that are shown.
 */
export async function listBoard(
  db: Db,
  kind: PauseKind,
  { limit, besides = [] }: { limit: number; besides?: readonly string[] },
): Promise<BoardRow[]> {
  const column = columnOf[kind]
  const busiest = await db
    .selectFrom('letters')
    .select((eb) => [eb.ref(column).as('id'), eb.fn.countAll().as('letters')])
    .where('state', 'in', activeStates)
    .groupBy(column)
    .orderBy('letters', 'desc')
    .limit(limit)
    .execute()
  const ids = [...new Set([...besides, ...busiest.map(({ id }) => id)])].slice(0, limit)
  const rows = new Map<string, BoardRow>(ids.map((id) => [id, { id, counts: {} }]))
  await addCounts(db, column, rows)
  return [...rows.values()]
}

async function addCounts(
  db: Db,
  column: (typeof columnOf)[PauseKind],
  rows: ReadonlyMap<string, BoardRow>,
): Promise<void> {
  if (rows.size === 0) return
  const counts = await db
    .selectFrom('letters')
    .select((eb) => ['state', eb.ref(column).as('subject_id')])
    .select(({ fn }) => [fn.countAll().as('letters'), fn.min('id').as('oldest')])
    .where('state', 'in', [...activeStates, ...restingStates])
    .where(column, 'in', [...rows.keys()])
    .groupBy(['state', column])
    .execute()
  const waiting = counts.filter(({ state }) => isUnsent(state))
  const confirmedAt = await listConfirmedAt(
    db,
    waiting.map(({ oldest }) => oldest),
  )
  for (const { state, subject_id, letters, oldest } of counts) {
    const row = rows.get(subject_id)
    if (!row) continue
    row.counts[state] = Number(letters)
    const since = confirmedAt.get(oldest)
    if (since && (!row.waitingSince || since < row.waitingSince)) row.waitingSince = since
  }
}

/** Keys made first sort first: the first letter of each group is the one that waits longest. */
async function listConfirmedAt(db: Db, ids: readonly string[]): Promise<Map<string, Instant>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('letters')
    .select(['id', 'confirmed_at'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.flatMap((row) => (row.confirmed_at ? [[row.id, row.confirmed_at]] : [])))
}

/** Letters of one appeal or to one mission, by state. */
export async function countLettersOf(db: Db, { kind, id }: LettersOf): Promise<StateCounts> {
  const rows = await db
    .selectFrom('letters')
    .select('state')
    .select(({ fn }) => fn.countAll().as('letters'))
    // All states, so that the index by state serves.
    .where('state', 'in', [...activeStates, ...restingStates])
    .where(columnOf[kind], '=', id)
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, letters }) => [state, Number(letters)]))
}

/** Letters in a state, the oldest first; after the letter `afterId`, when it is given. */
export async function listLettersOf(
  db: Db,
  { kind, id }: LettersOf,
  { state, afterId, limit }: { state: LetterState; afterId?: string; limit: number },
): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', state)
    .where(columnOf[kind], '=', id)
    .$if(afterId !== undefined, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/** A letter that did not arrive, and what the mission's server said. */
export interface TurnedAway {
  letterId: string
  at: Instant
  state: LetterState
  words?: string
}

/** The newest letters that were refused or came back. */
export async function listTurnedAway(
  db: Db,
  { kind, id }: LettersOf,
  limit: number,
): Promise<TurnedAway[]> {
  const rows = await db
    .selectFrom('letters')
    .innerJoin('letter_events', 'letter_events.letter_id', 'letters.id')
    .select(['letters.id', 'letter_events.at', 'letters.state', 'letter_events.words'])
    .where('letters.state', 'in', ['refused', 'bounced'])
    .where(`letters.${columnOf[kind]}`, '=', id)
    .where('letter_events.event', 'in', ['refused', 'bounced'])
    .orderBy('letters.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id: letterId, at, state, words }) => ({
    ...{ letterId, at, state },
    words: words ?? undefined,
  }))
}

/** Letters that wait for a person, the oldest first. */
export async function listHeldLetters(db: Db, limit: number): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('state', '=', 'on_hold')
    .orderBy('confirmed_at')
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

export async function countHeldLetters(db: Db): Promise<number> {
  const { letters } = await db
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', 'on_hold')
    .executeTakeFirstOrThrow()
  return Number(letters)
}
