import type { Deps } from '../src/platform/deps.ts'
import { Connection, postRequest } from './connection.ts'
import type { ServerProcess } from './server-process.ts'

export interface LetterFigures {
  /** Letters whose confirmation was answered within the time, for one minute of it. */
  confirmedPerMinute: number
  answeredConfirmations: number
  /** Of those, how many the database holds as confirmed afterwards. */
  foundAfterwards: number
  cpuMsPerLetter: number
  peakMemoryMb: number
}

type Storage = Pick<Deps, 'reader' | 'secrets'>

const CONNECTIONS = 64
const LOOK_EVERY_MS = 50

const text = `I am writing about the people of a housing campaign in Astana who were taken from their homes
at dawn. Five of them are before a summary court because they protested without leave.

A roof over one's head is worth speaking up for, and speaking up is no crime. I ask you to tell
your government that those who are still held must be released, that the charges must be dropped,
and that no family may be put on the street for what somebody in it has said.

I shall follow what happens, and I would be glad of an answer.`

/**
 * Writes and confirms letters as fast as the server takes them. The links of the confirmation
 * mails are derived from the ids in the database, as the mails themselves are.
 */
export async function measureLetters(
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
  const look = setInterval(() => void links.look(), LOOK_EVERY_MS)
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  clearInterval(look)

  const minutes = (performance.now() - startedAt) / 60_000
  return {
    confirmedPerMinute: Math.round(confirmed.length / minutes),
    answeredConfirmations: confirmed.length,
    foundAfterwards: await countFound(storage, confirmed),
    cpuMsPerLetter: (server.cpuMs() - cpuBefore) / confirmed.length,
    peakMemoryMb: server.peakMemoryMb(),
  }
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
