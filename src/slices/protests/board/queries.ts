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

/** A board: rows, those with most letters on their way first, and what all letters add up to. */
export interface Board {
  rows: BoardRow[]
  totals: StateCounts
}

/**
 * Letters by appeal or by mission; those asked for come first.
 *
 * Of all subjects only what is on its way is counted, the rest for the rows shown: both may be
 * thousands.
 */
export async function findBoard(
  db: Db,
  kind: PauseKind,
  { limit, besides = [] }: { limit: number; besides?: readonly string[] },
): Promise<Board> {
  const listShown = async () => {
    const found = await listBusiest(db, kind, limit)
    const ids = [...new Set([...besides, ...found])].slice(0, limit)
    const counted = await listRows(db, kind, ids)
    return addOldest(db, busiest(counted, { limit, besides }))
  }
  const [rows, totals] = await Promise.all([listShown(), countLettersByState(db)])
  return { rows, totals }
}

/** A row with the first letter of each state, until its date is known. */
type CountedRow = BoardRow & { oldestIds: string[] }

function busiest(
  rows: ReadonlyMap<string, CountedRow>,
  { limit, besides = [] }: { limit: number; besides?: readonly string[] },
): CountedRow[] {
  const onTheirWay = ({ counts }: BoardRow) =>
    activeStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const first = besides.map((id) => rows.get(id) ?? { id, counts: {}, oldestIds: [] })
  const others = [...rows.values()]
    .filter((row) => !besides.includes(row.id) && onTheirWay(row) > 0)
    .sort((a, b) => onTheirWay(b) - onTheirWay(a))
  return [...first, ...others].slice(0, limit)
}

async function listBusiest(db: Db, kind: PauseKind, limit: number): Promise<string[]> {
  const column = columnOf[kind]
  const rows = await db
    .selectFrom('letters')
    .select((eb) => [eb.ref(column).as('id'), eb.fn.countAll().as('letters')])
    .where('state', 'in', activeStates)
    .groupBy(column)
    .orderBy('letters', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Letters of some appeals, or to some missions, by state. */
export async function listRows(
  db: Db,
  kind: PauseKind,
  ids: readonly string[],
): Promise<Map<string, CountedRow>> {
  const column = columnOf[kind]
  const found = new Map<string, CountedRow>()
  if (ids.length === 0) return found
  const counts = await db
    .selectFrom('letters')
    .select((eb) => ['state', eb.ref(column).as('subject_id')])
    .select(({ fn }) => [fn.countAll().as('letters'), fn.min('id').as('oldest')])
    .where('state', 'in', [...activeStates, ...restingStates])
    .where(column, 'in', ids)
    .groupBy(['state', column])
    .execute()
  for (const { state, subject_id: id, letters, oldest } of counts) {
    const row = found.get(id) ?? { id, counts: {}, oldestIds: [] }
    row.counts[state] = Number(letters)
    if (isUnsent(state)) row.oldestIds.push(oldest)
    found.set(id, row)
  }
  return found
}

async function addOldest(db: Db, rows: readonly CountedRow[]): Promise<BoardRow[]> {
  const confirmedAt = await listConfirmedAt(
    db,
    rows.flatMap(({ oldestIds }) => oldestIds),
  )
  return rows.map(({ oldestIds, ...row }) => {
    const [waitingSince] = oldestIds.flatMap((id) => confirmedAt.get(id) ?? []).sort()
    return { ...row, waitingSince }
  })
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

/** Appeals and missions that have letters in a state, those with most first. */
export async function listSubjectsIn(
  db: Db,
  state: LetterState,
  limit: number,
): Promise<(LettersOf & { letters: number })[]> {
  const ask = async (kind: PauseKind) => {
    const column = columnOf[kind]
    const rows = await db
      .selectFrom('letters')
      .select((eb) => [eb.ref(column).as('id'), eb.fn.countAll().as('letters')])
      .where('state', '=', state)
      .groupBy(column)
      .orderBy('letters', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ id, letters }) => ({ kind, id, letters: Number(letters) }))
  }
  return [...(await ask('appeal')), ...(await ask('mission'))]
}
