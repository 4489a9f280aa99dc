import { veilMessage } from '../../mail/index.ts'
import { findMissionsById, type MissionType } from '../../missions/index.ts'
import { letterToken } from '../confirmation/links.ts'
import { unsentStates } from '../fate.ts'
import { listInState } from '../queries.ts'
import { readContent } from '../read-content.ts'
import type { Letter, ProtestsDeps } from '../types.ts'
import { composeOutgoing } from './outgoing.ts'

const BATCH_SIZE = 100

interface WaitingLetter {
  id: string
  text: string
  /** The page that tells its writer what becomes of it; whoever has this path sees that page. */
  fatePath: string
}

/** Confirmed letters that have not left, all or some, as they would be handed over at this moment. */
export async function composeWaitingLetters(
  deps: ProtestsDeps,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): Promise<WaitingLetter[]> {
  const composed: WaitingLetter[] = []
  for await (const letters of unsentLetters(deps)) {
    const ids = letters.map(({ missionId }) => missionId)
    const missions = await findMissionsById(deps.reader, [...new Set(ids)])
    for (const letter of letters) {
      if (composed.length >= limit) return composed
      const text = await composeNow(deps, letter, missions.get(letter.missionId)?.type)
      const fatePath = `/letters/${letterToken(deps.secrets, letter.id)}`
      if (text !== undefined) composed.push({ id: letter.id, text, fatePath })
    }
  }
  return composed
}

async function* unsentLetters({ reader }: ProtestsDeps): AsyncGenerator<Letter[], void> {
  for (const state of unsentStates) {
    let page: Letter[] = []
    do {
      page = await listInState(reader, state, { after: page.at(-1), limit: BATCH_SIZE })
      yield page
    } while (page.length === BATCH_SIZE)
  }
}

async function composeNow(
  deps: ProtestsDeps,
  letter: Letter,
  missionType: MissionType = 'other',
): Promise<string | undefined> {
  const { secrets, config, catalogues } = deps
  const content = readContent(secrets, letter)
  if (!content) return undefined
  const outgoing = composeOutgoing(
    { catalogues, organisation: config.organisation },
    { ...letter, content, missionType },
  )
  const message = { ...outgoing, id: letter.id, kind: 'letter', to: '' } as const
  const { subject, text } = await veilMessage(deps, message)
  return `${subject}\n\n${text}`
}
