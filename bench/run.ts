import { parseArgs } from 'node:util'
import { benchCases } from './cases.ts'
import { benchComments } from './comments.ts'
import { benchDelivery } from './delivery.ts'
import { benchDesk } from './desk.ts'
import { benchGrowth } from './growth.ts'
import { benchLetters } from './letters.ts'
import { benchLikeness } from './likeness.ts'
import { benchMissions } from './missions.ts'
import { benchNames } from './names.ts'
import { benchPages } from './pages.ts'
import { createReport, type Report } from './report.ts'
import { benchSearch } from './search.ts'
import { pinLoad } from './server-process.ts'

/**
 * Measures the installation against targets and against other servers in the same run.
 *
 * PostgreSQL takes part when BENCH_DATABASE_URL names a database on a server where more may be made,
 * nginx when it is installed.
 * `--only pages,letters` measures some parts, `--seconds 10` shortens the load.
 */
const parts: Record<string, (report: Report, seconds: number) => Promise<void>> = {
  pages: benchPages,
  growth: benchGrowth,
  letters: benchLetters,
  delivery: benchDelivery,
  likeness: benchLikeness,
  comments: benchComments,
  missions: benchMissions,
  cases: benchCases,
  search: benchSearch,
  names: benchNames,
  desk: benchDesk,
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, only: { type: 'string' } },
})
const wanted = values.only?.split(',') ?? Object.keys(parts)

pinLoad()
const { report, finish } = createReport()
for (const name of wanted) {
  const part = parts[name]
  if (!part) throw new Error(`there is no part ${name}; there are ${Object.keys(parts).join(', ')}`)
  await part(report, Number(values.seconds))
}
finish()
