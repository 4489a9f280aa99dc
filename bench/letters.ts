import type { Deps } from '../src/platform/deps.ts'
import { resolveMissions } from '../src/slices/missions/index.ts'
import { Connection, postRequest } from './connection.ts'
import { OUTCRY, withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

interface LetterFigures {
  /** Letters whose confirmation was answered within the time, for one minute of it. */
  confirmedPerMinute: number
  answeredConfirmations: number
  /** Of those, how many the database holds as confirmed afterwards. */
  foundAfterwards: number
  cpuMsPerLetter: number
  /** The same when few letters are stored and the code is warm, and at the end, when many are. */
  cpuMsByTenth: [string, string]
  peakMemoryMb: number
}

type Storage = Pick<Deps, 'reader' | 'secrets'>

const CONNECTIONS = 64
/** The form and the confirmation. */
const POSTS_PER_LETTER = 2
const LOOK_EVERY_MS = 50

const text = `I am writing about the people of a housing campaign in Astana who were taken from their homes
at dawn. Five of them are before a summary court because they protested without leave.

A roof over one's head is worth speaking up for, and speaking up is no crime. I ask you to tell
your government that those who are still held must be released, that the charges must be dropped,
and that no family may be put on the street for what somebody in it has said.

I shall follow what happens, and I would be glad of an answer.`

/** Letters on SQLite and, when there is one, on PostgreSQL. */
export async function benchLetters(report: Report, seconds: number): Promise<void> {
  await benchDatabase(report, { name: 'SQLite', target: '≥ 10000', settings: {} }, seconds)
  const url = process.env.BENCH_DATABASE_URL
  if (!url) return
  await benchDatabase(
    report,
    { name: 'PostgreSQL', target: '', settings: { DATABASE_URL: url } },
    seconds,
  )
}

async function benchDatabase(
  report: Report,
  { name, target, settings }: { name: string; target: string; settings: Record<string, string> },
  seconds: number,
): Promise<void> {
  await withInstallation(settings, async ({ deps, environment, appealPath }) => {
    const pair = { sendingState: 'KZ', readerState: 'IE' }
    const { missions } = await resolveMissions(deps.reader, pair)
    const server = await startServer(OUTCRY, environment)
    const figures = await measureLetters(
      { server, storage: deps },
      { letterPath: `${appealPath}letter`, missionId: missions[0]?.id ?? '', seconds },
    )
    await server.stop()
    const { answeredConfirmations, foundAfterwards } = figures
    report(`${name}: confirmed letters a minute`, String(figures.confirmedPerMinute), target)
    report(
      '… answered / found afterwards',
      `${answeredConfirmations} / ${foundAfterwards}`,
      'equal',
    )
    report(
      '… posts a second',
      ((figures.confirmedPerMinute * POSTS_PER_LETTER) / 60).toFixed(0),
      '≥ 1500',
    )
    report('… processor time a letter (two posts), ms', figures.cpuMsPerLetter.toFixed(2))
    report('… in the second and the last tenth of the time, ms', figures.cpuMsByTenth.join(' … '))
    report('… peak memory, MB', figures.peakMemoryMb.toFixed(0), '< 200')
  })
}

/**
 * Writes and confirms letters as fast as the server takes them. The links of the confirmation
 * mails are derived from the ids in the database, as the mails themselves are.
 */
async function measureLetters(
  { server, storage }: { server: ServerProcess; storage: Storage },
  { letterPath, missionId, seconds }: { letterPath: string; missionId: string; seconds: number },
): Promise<LetterFigures> {
  const links = new Links(storage)
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1000
  const cpuBefore = server.cpuMs()
  const confirmed: string[] = []
  let written = 0

  const work = async () => {
    const connection = await Connection.open(server.port)
    while (performance.now() < endAt) {
      const id = links.next()
      if (id) {
        const { status } = await connection.send(postRequest(links.pathOf(id), {}))
        if (status !== 303) throw new Error(`a confirmation answered ${status}`)
        confirmed.push(id)
      } else if (links.waiting + written - links.seen < CONNECTIONS * 8) {
        written += 1
        const { status } = await connection.send(
          postRequest(letterPath, letterOf(written, missionId)),
        )
        if (status !== 303) throw new Error(`a form answered ${status}`)
      } else {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    connection.close()
  }
  const marks: Mark[] = []
  const mark = () => marks.push({ cpuMs: server.cpuMs(), letters: confirmed.length })
  mark()
  const tenth = setInterval(mark, seconds * 100)
  const look = setInterval(() => void links.look(), LOOK_EVERY_MS)
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  clearInterval(look)
  clearInterval(tenth)
  mark()

  const minutes = (performance.now() - startedAt) / 60_000
  return {
    confirmedPerMinute: Math.round(confirmed.length / minutes),
    answeredConfirmations: confirmed.length,
    foundAfterwards: await countFound(storage, confirmed),
    cpuMsPerLetter: (server.cpuMs() - cpuBefore) / confirmed.length,
    cpuMsByTenth: [costBetween(marks[1], marks[2]), costBetween(marks.at(-3), marks.at(-2))],
    peakMemoryMb: server.peakMemoryMb(),
  }
}

interface Mark {
  cpuMs: number
  letters: number
}

function costBetween(from?: Mark, until?: Mark): string {
  if (!from || !until) return '–'
  return ((until.cpuMs - from.cpuMs) / (until.letters - from.letters)).toFixed(2)
}

/** Ids of letters that wait for their confirmation, found as they come. */
class Links {
  readonly #storage: Storage
  #ids: string[] = []
  #last = ''
  #isLooking = false
  seen = 0

  constructor(storage: Storage) {
    this.#storage = storage
  }

  get waiting(): number {
    return this.#ids.length
  }

  next(): string | undefined {
    return this.#ids.pop()
  }

  pathOf(id: string): string {
    return `/letters/${this.#storage.secrets.token('letter', id)}/confirmation`
  }

  async look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    const rows = await this.#storage.reader
      .selectFrom('letters')
      .select('id')
      .where('id', '>', this.#last)
      .orderBy('id')
      .limit(2000)
      .execute()
    this.#ids.push(...rows.map(({ id }) => id))
    this.seen += rows.length
    this.#last = rows.at(-1)?.id ?? this.#last
    this.#isLooking = false
  }
}

async function countFound({ reader }: Storage, ids: string[]): Promise<number> {
  const rows = await reader
    .selectFrom('letters')
    .select('id')
    .where('confirmed_at', 'is not', null)
    .execute()
  const found = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => found.has(id)).length
}

function letterOf(number: number, mission: string): Record<string, string> {
  return {
    from: 'IE',
    mission,
    name: `Reader ${number}`,
    email: `reader${number}@mail.example`,
    subject: 'Housing campaigners arrested in Astana',
    text: `${text}\n\nLetter ${number}`,
    display: 'full',
    consent: 'yes',
  }
}
