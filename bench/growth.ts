import { OUTCRY, withInstallation } from './installation.ts'
import { fillArchive } from './made-appeals.ts'
import { measureMade } from './pages.ts'
import { median, type Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const FEW = 200
/** One a day back into June 1970, so that the oldest year has 200, as the only one of the few has. */
const MANY = 19_924
const SECONDS = 1
const ROUNDS = 7
const PATHS = ['/', '/page/3/', '/countries/KZ/', '/2024/11/', '/2024/12/27/appeal-4/']
const YEARS = { few: '/2024/', many: '/1970/' }

/** What a page costs to make with 200 and with 20,000 appeals, in turns. */
export async function benchGrowth(report: Report): Promise<void> {
  await withArchive(FEW, (few) =>
    withArchive(MANY, async (many) => {
      const pages = [...PATHS.map((path) => ({ few: path, many: path })), YEARS]
      for (const path of pages) {
        const rounds: { few: number; many: number }[] = []
        for (let round = 0; round < ROUNDS; round += 1) {
          rounds.push({
            few: await measureMade(few, path.few, SECONDS),
            many: await measureMade(many, path.many, SECONDS),
          })
        }
        const [before, cost] = [
          median(rounds.map((each) => each.few)),
          median(rounds.map((each) => each.many)),
        ]
        const ratio = median(rounds.map((each) => each.many / each.few))
        const value = `${before.toFixed(2)} … ${cost.toFixed(2)}; ${ratio.toFixed(2)}`
        const name = path.few === path.many ? path.few : `${path.few} … ${path.many}`
        report(`${name} made anew with ${FEW} … ${MANY} appeals, ms; ratio`, value, '≤ 1.2')
      }
    }),
  )
}

async function withArchive(
  appeals: number,
  measure: (server: ServerProcess) => Promise<void>,
): Promise<void> {
  await withInstallation({}, async ({ deps, environment }) => {
    await fillArchive(deps, appeals)
    const server = await startServer(OUTCRY, environment)
    await measure(server)
    await server.stop()
  })
}
