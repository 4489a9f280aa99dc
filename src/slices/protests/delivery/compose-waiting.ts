import { veilMessage } from '../../mail/index.ts'
import { findMission } from '../../missions/index.ts'
import { letterToken } from '../confirmation/links.ts'
import { listUnsent } from '../queries.ts'
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

/** Confirmed letters that have not left, all or the first, as they would be handed over at this moment. */
export async function composeWaitingLetters(
  deps: ProtestsDeps,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): Promise<WaitingLetter[]> {
  const composed: WaitingLetter[] = []
  for (let afterId: string | undefined; ; ) {
    const size = Math.min(BATCH_SIZE, limit - composed.length)
    const letters = size > 0 ? await listUnsent(deps.reader, { afterId, limit: size }) : []
    for (const letter of letters) {
      const text = await composeNow(deps, letter)
      const fatePath = `/letters/${letterToken(deps.secrets, letter.id)}`
      if (text !== undefined) composed.push({ id: letter.id, text, fatePath })
    }
    if (letters.length < BATCH_SIZE) return composed
    afterId = letters.at(-1)?.id
  }
}

async function composeNow(deps: ProtestsDeps, letter: Letter): Promise<string | undefined> {
  const { secrets, config, catalogues, reader } = deps
  const content = readContent(secrets, letter)
  if (!content) return undefined
  const missionType = (await findMission(reader, letter.missionId))?.type ?? 'other'
  const outgoing = composeOutgoing(
    { catalogues, organisation: config.organisation },
    { ...letter, content, missionType },
  )
  const message = { ...outgoing, id: letter.id, kind: 'letter', to: '' } as const
  const { subject, text } = await veilMessage(deps, message)
  return `${subject}\n\n${text}`
}
