import type { Db } from '../../platform/db/database.ts'
import { countAppealsByDay, findNeighbourMonths } from '../appeals/index.ts'

/** What the calendar of a month (`YYYY-MM`) shows: its appeals by day, and the months to go on to. */
export async function loadCalendar(reader: Db, month: string) {
  const [counts, neighbours] = await Promise.all([
    countAppealsByDay(reader, { from: `${month}-01`, until: `${month}-31` }),
    findNeighbourMonths(reader, month),
  ])
  return { month, counts, ...neighbours }
}
