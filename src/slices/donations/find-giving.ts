import type { Db } from '../../platform/db/database.ts'
import { findAsk, findGoal, listWays } from './queries.ts'
import { sumPledged, sumReceived } from './total-queries.ts'
import type { Giving, GoalProgress, OfferedWay, Way } from './types.ts'

/** The ways offered now, with the words in `lang`, and how far the goal is reached. */
export async function findGiving(db: Db, lang: string): Promise<Giving> {
  const [ways, ask, goal] = await Promise.all([
    listWays(db),
    findAsk(db, lang),
    findGoalProgress(db),
  ])
  const offered = ways.filter(({ switchedOnAt }) => switchedOnAt !== undefined)
  return { ask, goal, ways: offered.map((way) => inLanguage(way, lang)) }
}

async function findGoalProgress(db: Db): Promise<GoalProgress | undefined> {
  const goal = await findGoal(db)
  if (!goal) return undefined
  const { setAt, ...rest } = goal
  const { currency, startsOn: from, endsOn: until } = goal
  const { amountMinor, reportedAt } =
    goal.basis === 'monthly'
      ? await sumPledged(db, currency)
      : await sumReceived(db, { currency, from, until })
  const asOf = reportedAt !== undefined && reportedAt > setAt ? reportedAt : setAt
  return { ...rest, reachedMinor: Math.max(0, amountMinor), asOf }
}

function inLanguage({ name, kind, address, account, texts }: Way, lang: string): OfferedWay {
  const { label, note } = texts[lang] ?? {}
  return { name, kind, address, account, note, label: label ?? labelElsewhere(kind, texts) }
}

/** A link has no name of its own in the catalogue; better a foreign one than none. */
function labelElsewhere(kind: Way['kind'], texts: Way['texts']): string | undefined {
  if (kind !== 'link') return undefined
  return Object.values(texts).find(({ label }) => label !== undefined)?.label
}
