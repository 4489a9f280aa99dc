import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LetterSurveysTable } from './tables.ts'

/** Letters that came to rest as taken, are erased by then, and were not looked at yet, with whether an answer came. */
export async function listUnasked(
  db: Db,
  { dueBy, limit }: { dueBy: Instant; limit: number },
): Promise<{ id: string; hasReply: boolean }[]> {
  const rows = await db
    .selectFrom('letters')
    .leftJoin('letter_surveys', 'letter_surveys.letter_id', 'letters.id')
    .select('letters.id')
    .select((eb) =>
      eb
        .selectFrom('letter_replies')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('letter_replies.letter_id', '=', 'letters.id')
        .as('replies'),
    )
    .where('letters.state', '=', 'final')
    .where('letters.due_at', '<=', dueBy)
    .where('letters.sealed', 'is not', null)
    .where('letters.display', '!=', 'organisation')
    .where('letter_surveys.letter_id', 'is', null)
    .orderBy('letters.due_at')
    .limit(limit)
    .execute()
  return rows.map(({ id, replies }) => ({ id, hasReply: Number(replies) > 0 }))
}

/** Letters whose writers were asked before that and have said nothing. */
export async function listUnanswered(
  db: Db,
  { askedBefore, limit }: { askedBefore: Instant; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('letter_surveys')
    .innerJoin('letters', 'letters.id', 'letter_surveys.letter_id')
    .select('letters.id')
    .where('letter_surveys.asked_at', '<=', askedBefore)
    .where('letter_surveys.asked_again_at', 'is', null)
    .where('letter_surveys.answer', 'is', null)
    .where('letter_surveys.ended_at', 'is', null)
    .where('letters.sealed', 'is not', null)
    .orderBy('letter_surveys.asked_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Returns false when somebody else has opened it. */
export async function insertSurvey(
  tx: Db,
  row: Pick<LetterSurveysTable, 'letter_id' | 'opened_at' | 'asked_at'>,
): Promise<boolean> {
  const unanswered = { asked_again_at: null, answer: null, answered_at: null, ended_at: null }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('letter_surveys')
    .values({ ...row, ...unanswered })
    .onConflict((conflict) => conflict.column('letter_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns false when they were asked again already. */
export async function markAskedAgain(tx: Db, letterId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('letter_surveys')
    .set({ asked_again_at: at })
    .where('letter_id', '=', letterId)
    .where('asked_again_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The last word counts. */
export async function markAnswered(
  db: Db,
  letterId: string,
  { answer, at }: { answer: 'yes' | 'no'; at: Instant },
): Promise<void> {
  await db
    .updateTable('letter_surveys')
    .set({ answer, answered_at: at })
    .where('letter_id', '=', letterId)
    .execute()
}

/** The writer is asked no more, neither about this letter nor about others that they have written. */
export async function endSurveysOfWriter(tx: Db, letterId: string, at: Instant): Promise<void> {
  const mine = await tx
    .selectFrom('letters')
    .select('person_hash')
    .where('id', '=', letterId)
    .executeTakeFirst()
  const others = mine?.person_hash
    ? await tx
        .selectFrom('letters')
        .select('id')
        .where('person_hash', '=', mine.person_hash)
        .execute()
    : []
  for (const id of new Set([letterId, ...others.map((other) => other.id)])) {
    await insertSurvey(tx, { letter_id: id, opened_at: at, asked_at: null })
    await tx
      .updateTable('letter_surveys')
      .set({ ended_at: at })
      .where('letter_id', '=', id)
      .execute()
  }
}

export async function findSurvey(
  db: Db,
  letterId: string,
): Promise<Selectable<LetterSurveysTable> | undefined> {
  return db
    .selectFrom('letter_surveys')
    .selectAll()
    .where('letter_id', '=', letterId)
    .executeTakeFirst()
}

export async function hasReply(db: Db, letterId: string): Promise<boolean> {
  const row = await db
    .selectFrom('letter_replies')
    .select('id')
    .where('letter_id', '=', letterId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
