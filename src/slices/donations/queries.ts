import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { newId } from '../../platform/ids.ts'
import type { Instant } from '../../platform/time.ts'
import type { DonationGoalsTable, WaysToGiveTable } from './tables.ts'
import type { Goal, Way, WayInput, WayKind } from './types.ts'

/** All ways, offered or not, in the order shown. */
export async function listWays(db: Db): Promise<Way[]> {
  return (await askWays(db, {})).map(toWay)
}

type WayRow = Pick<
  Selectable<WaysToGiveTable>,
  'id' | 'name' | 'kind' | 'details' | 'texts' | 'switched_on_at'
>

const askWays = prepared<object, WayRow>((db) =>
  db
    .selectFrom('ways_to_give')
    .select(['id', 'name', 'kind', 'details', 'texts', 'switched_on_at'])
    .orderBy('position')
    .orderBy('name'),
)

export async function findWay(db: Db, name: string): Promise<Way | undefined> {
  const row = await db
    .selectFrom('ways_to_give')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toWay(row)
}

/** The way that reports of a payment service belong to, whether it is offered just now or not. */
export async function findWayOfKind(db: Db, kind: WayKind): Promise<Way | undefined> {
  const row = await db
    .selectFrom('ways_to_give')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  return row && toWay(row)
}

/** Returns false when there is a way of this name already. */
export async function insertWay(
  db: Db,
  way: WayInput,
  { position, at }: { position: number; at: Instant },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('ways_to_give')
    .values({
      id: newId(),
      name: way.name,
      kind: way.kind,
      position,
      ...jsonOf(way),
      switched_on_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The kind stays: totals belong to it. Returns false when the way is not any more what it was. */
export async function updateWay(db: Db, way: WayInput, was: WayInput): Promise<boolean> {
  const { details, texts } = jsonOf(was)
  const { numUpdatedRows } = await db
    .updateTable('ways_to_give')
    .set(jsonOf(way))
    .where('name', '=', way.name)
    .where('kind', '=', way.kind)
    .where('details', '=', details)
    .where('texts', '=', texts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when there is no such way. */
export async function updatePosition(db: Db, name: string, position: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ways_to_give')
    .set({ position })
    .where('name', '=', name)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when there is no such way, or it was switched on already. */
export async function markSwitchedOn(db: Db, name: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ways_to_give')
    .set({ switched_on_at: at })
    .where('name', '=', name)
    .where('switched_on_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when there is no such way, or it was switched off already. */
export async function markSwitchedOff(db: Db, name: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ways_to_give')
    .set({ switched_on_at: null })
    .where('name', '=', name)
    .where('switched_on_at', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function findAsk(db: Db, language: string): Promise<string | undefined> {
  const [row] = await askAsk(db, { language })
  return row?.text
}

const askAsk = prepared<{ language: string }, { text: string }>((db, slot) =>
  db.selectFrom('donation_asks').select('text').where('language', '=', slot('language')),
)

export async function upsertAsk(db: Db, language: string, text: string): Promise<void> {
  await db
    .insertInto('donation_asks')
    .values({ language, text })
    .onConflict((conflict) => conflict.column('language').doUpdateSet({ text }))
    .execute()
}

export async function deleteAsk(db: Db, language: string): Promise<void> {
  await db.deleteFrom('donation_asks').where('language', '=', language).execute()
}

/** The goal that counts now, with the moment in which it was set. */
export async function findGoal(db: Db): Promise<(Goal & { setAt: Instant }) | undefined> {
  const [row] = await askGoal(db, {})
  return row && toGoal(row)
}

type GoalRow = Omit<Selectable<DonationGoalsTable>, 'id' | 'ended_at'>

const askGoal = prepared<object, GoalRow>((db) =>
  db
    .selectFrom('donation_goals')
    .select(['amount_minor', 'currency', 'basis', 'starts_on', 'ends_on', 'set_at'])
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc'),
)

export async function insertGoal(db: Db, goal: Goal, at: Instant): Promise<void> {
  await db
    .insertInto('donation_goals')
    .values({
      id: newId(),
      amount_minor: goal.amountMinor,
      currency: goal.currency,
      basis: goal.basis,
      starts_on: goal.startsOn,
      ends_on: goal.endsOn ?? null,
      set_at: at,
      ended_at: null,
    })
    .execute()
}

export async function markGoalEnded(db: Db, at: Instant): Promise<void> {
  await db
    .updateTable('donation_goals')
    .set({ ended_at: at })
    .where('ended_at', 'is', null)
    .execute()
}

function jsonOf({ address, account, currency, texts }: WayInput) {
  return {
    details: JSON.stringify({ address, account, currency }),
    texts: JSON.stringify(texts),
  }
}

/** Both columns hold what a verb has checked. */
function toWay(row: WayRow): Way {
  const details: Pick<Way, 'address' | 'account' | 'currency'> = JSON.parse(row.details)
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    ...details,
    texts: JSON.parse(row.texts),
    switchedOnAt: row.switched_on_at ?? undefined,
  }
}

function toGoal(row: GoalRow): Goal & { setAt: Instant } {
  return {
    amountMinor: Number(row.amount_minor),
    currency: row.currency,
    basis: row.basis,
    startsOn: row.starts_on,
    endsOn: row.ends_on ?? undefined,
    setAt: row.set_at,
  }
}
