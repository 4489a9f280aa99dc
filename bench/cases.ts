import { buildServer } from '../src/app/serve.ts'
import { type CaseFile, importCase, recordEvent, setCasePublic } from '../src/slices/cases/index.ts'
import { withInstallation } from './installation.ts'
import type { Report } from './report.ts'

type Event = CaseFile['events'][number]

const PEOPLE = 500
const EVENTS = 5000
const VIEWS = 40
const sources = [{ name: 'Campaign', reliability: 'reported' as const }]
/** Asked first and not timed: they meet code not yet compiled. */
const WARM_UP_VIEWS = 20

/** The page of a very large case, made anew each time: what the fold and the rendering cost. */
export async function benchCases(report: Report): Promise<void> {
  await withInstallation({}, async ({ deps }) => {
    const startedAt = performance.now()
    const { caseId } = await importCase(deps, undefined, JSON.stringify(madeUpCase()))
    report('events of a case imported a second', String(perSecond(startedAt)))
    await setCasePublic(deps, undefined, { caseId, isPublic: true })
    const server = await buildServer(deps)
    const view = () => viewCase(server)
    for (let round = 0; round < WARM_UP_VIEWS; round += 1) await view()
    const what = `page of a case with ${PEOPLE} people and ${EVENTS} events, processor ms`
    report(`${what}, median`, (await medianOf(VIEWS, view)).toFixed(1), '< 30')
    const afterEvent = async (round: number) => {
      const about = { people: [`person-${round}`] }
      const when = { on: '2013-07-01', precision: 'day' as const }
      await recordEvent(deps, undefined, { caseId, kind: 'released', about, when, sources })
      return view()
    }
    report('… the first after a new event', (await medianOf(VIEWS, afterEvent)).toFixed(1))
    await server.close()
  })
}

/** Processor time of one answer, in milliseconds. */
async function viewCase(server: Awaited<ReturnType<typeof buildServer>>): Promise<number> {
  const before = process.cpuUsage()
  // Whoever has a cookie is not answered from memory, and nothing is kept and compressed for them.
  const answer = await server.inject({ url: '/cases/bench/', headers: { cookie: 'view=1' } })
  const { user, system } = process.cpuUsage(before)
  if (answer.statusCode !== 200) throw new Error(`the page of the case is ${answer.statusCode}`)
  return (user + system) / 1000
}

async function medianOf(rounds: number, measure: (round: number) => Promise<number>) {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await measure(round))
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

function perSecond(startedAt: number): number {
  return Math.round((1000 * EVENTS) / (performance.now() - startedAt))
}

/** Half of the people in a counted group; each is detained, tried, sentenced or fined, and released. */
export function madeUpCase(): CaseFile {
  const kinds = ['detained', 'charged', 'trial', 'sentenced', 'fined', 'released'] as const
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    key: `person-${index}`,
    roles: { en: `campaigner ${index}` },
    group: index % 2 === 0 ? 'campaigners' : undefined,
  }))
  const events = Array.from({ length: EVENTS }, (_, index): Event => {
    const round = Math.floor(index / PEOPLE)
    const kind: Event['kind'] = kinds[round % kinds.length] ?? 'other'
    const on = new Date(Date.UTC(2013, 4, 1 + round * 3)).toISOString().slice(0, 10)
    const event = { key: `event-${index}`, kind, on, sources, texts: { en: 'As reported.' } }
    if (index % 50 === 0) return { ...event, group: 'campaigners', at_least: 300 + round }
    const length = kind === 'sentenced' ? { days: 10 } : undefined
    return { ...event, length, people: [`person-${index % PEOPLE}`] }
  })
  return {
    ...{ format: 'outcry-case', version: 1, key: 'bench', country: 'KZ', titles: { en: 'Bench' } },
    groups: [{ key: 'campaigners', labels: { en: 'campaigners' } }],
    ...{ people, events, demands: [], changes: [] },
  }
}
