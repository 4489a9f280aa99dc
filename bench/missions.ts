import type { AppDeps } from '../src/app/deps.ts'
import { listCountries } from '../src/platform/countries.ts'
import { importMissions, resolveMissions } from '../src/slices/missions/index.ts'
import { withInstallation } from './installation.ts'
import type { Report } from './report.ts'

interface MissionFigures {
  missions: number
  importedPerSecond: number
  /** Time of one answer, in milliseconds, over pairs of states spread evenly. */
  medianAnswerMs: number
  lateAnswerMs: number
  slowestAnswerMs: number
}

/** As many missions as a real directory of the world has. */
const MISSIONS = 10_813
const PAIRS = 2000
/** Asked first and not timed: they meet statements not yet prepared and code not yet compiled. */
const WARM_UP_PAIRS = 200

/** The directory of the whole world: how fast it is read, and how fast it answers. */
export async function benchMissions(report: Report): Promise<void> {
  await withInstallation({}, async ({ deps }) => {
    const figures = await measureMissions(deps)
    report('missions imported a second', String(figures.importedPerSecond))
    report(
      `answer among ${figures.missions} missions, median ms`,
      figures.medianAnswerMs.toFixed(2),
    )
    report('… 999 of 1000 pairs of states within, ms', figures.lateAnswerMs.toFixed(2), '< 5')
    report('… slowest of all, ms', figures.slowestAnswerMs.toFixed(2))
  })
}

/** Imports a directory of made-up missions and asks it for many pairs of states. */
async function measureMissions(deps: AppDeps): Promise<MissionFigures> {
  const content = Buffer.from(madeUpDirectory())
  const startedAt = performance.now()
  await importMissions(deps, { name: 'bench.csv', content }, { dryRun: false })
  const importMs = performance.now() - startedAt

  const times: number[] = []
  const codes = listCountries().map(({ code }) => code)
  for (let pair = 0; pair < WARM_UP_PAIRS + PAIRS; pair += 1) {
    const sendingState = codes[(pair * 7) % codes.length] ?? ''
    const readerState = codes[(pair * 13 + 5) % codes.length] ?? ''
    const before = performance.now()
    await resolveMissions(deps.reader, { sendingState, readerState })
    if (pair >= WARM_UP_PAIRS) times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  return {
    missions: MISSIONS,
    importedPerSecond: Math.round((1000 * MISSIONS) / importMs),
    medianAnswerMs: times[PAIRS / 2] ?? 0,
    lateAnswerMs: times[Math.floor(PAIRS * 0.999) - 1] ?? 0,
    slowestAnswerMs: times.at(-1) ?? 0,
  }
}

/** A directory of the world's size, as a file. */
export function madeUpDirectory(): string {
  const countries = listCountries()
  const lines = Array.from({ length: MISSIONS }, (_, index) => {
    const sender = countries[index % countries.length]
    const host = countries[(index * 31 + Math.floor(index / countries.length)) % countries.length]
    const also = countries[(index * 17 + 3) % countries.length]
    const type = index % 5 === 4 ? 'consulate_general' : 'embassy'
    const email = index % 3 === 0 ? `mission${index}@missions.example` : ''
    const { latitude = 0, longitude = 0 } = host ?? {}
    return `${sender?.code},${host?.code},${type},City ${index % 40},Street ${index},${email},,,,${latitude},${longitude},${also?.code},bench,2026-01-01,,b${index},`
  })
  const header =
    'sending_state,receiving_state,type,city,address,email,phone,fax,website,latitude,longitude,also_accredited_to,source,source_date,name,source_id,notes'
  return `${[header, ...lines].join('\n')}\n`
}
