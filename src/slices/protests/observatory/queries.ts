import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { HandInOutcome } from '../bundles/types.ts'

/** Attempts to hand bundles in at each mission, by outcome. */
export async function countHandIns(
  db: Db,
): Promise<{ missionId: string; outcome: HandInOutcome; attempts: number }[]> {
  const rows = await db
    .selectFrom('hand_ins')
    .select(['mission_id', 'outcome'])
    .select(({ fn }) => fn.countAll().as('attempts'))
    .groupBy(['mission_id', 'outcome'])
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    outcome: row.outcome,
    attempts: Number(row.attempts),
  }))
}

/** What is known of answers to a mission's letters. */
export interface Answers {
  /** Letters of which it can be known whether they were answered. */
  known: number
  /** Those to which an answer came, or whose writers say so. */
  answered: number
  /** Days from the letter to its first answer, where that came through here, in order. */
  days: number[]
}

/** Answers to letters that were looked at before that, by mission. */
export async function countAnswers(db: Db, openedBefore: Instant): Promise<Map<string, Answers>> {
  const replied = db
    .selectFrom('letter_replies')
    .select('letter_id')
    .select(({ fn }) => fn.min('days').as('days'))
    .groupBy('letter_id')
    .as('replied')
  const rows = await db
    .selectFrom('letter_surveys')
    .innerJoin('letters', 'letters.id', 'letter_surveys.letter_id')
    .leftJoin(replied, 'replied.letter_id', 'letter_surveys.letter_id')
    .select(['letters.mission_id', 'replied.days'])
    .select(
      sql<number>`sum(case when replied.letter_id is not null or letter_surveys.answer = 'yes' then 1 else 0 end)`.as(
        'answered',
      ),
    )
    .select(({ fn }) => [fn.countAll().as('known'), fn.count('replied.letter_id').as('replies')])
    .where('letter_surveys.opened_at', '<=', openedBefore)
    .where((eb) =>
      eb.or([
        eb('letter_surveys.asked_at', 'is not', null),
        eb('replied.letter_id', 'is not', null),
      ]),
    )
    .groupBy(['letters.mission_id', 'replied.days'])
    .orderBy('replied.days')
    .execute()
  const found = new Map<string, Answers>()
  for (const { mission_id, days, known, answered, replies } of rows) {
    const sum = found.get(mission_id) ?? { known: 0, answered: 0, days: [] }
    sum.known += Number(known)
    sum.answered += Number(answered)
    if (days !== null) sum.days.push(...Array<number>(Number(replies)).fill(Number(days)))
    found.set(mission_id, sum)
  }
  return found
}
