import type { Deps } from '../../../platform/deps.ts'
import { findMission } from '../../missions/index.ts'
import { composeOutgoing, signature } from '../delivery/outgoing.ts'
import { readContent } from '../read-content.ts'
import { listBundleLetters } from './queries.ts'
import type { Bundle } from './types.ts'

/** A letter as the mission gets it on paper. */
export interface PrintedLetter {
  id: string
  language: string
  subject: string
  /** Salutation, the writer's words, signature. */
  text: string
  /** Name, if the writer shows one, and country: what stands in the signed list. */
  signedBy: string
}

/** The letters of a bundle as they would have left by mail, no more shown of their writers than that. */
export async function printBundle(
  {
    reader,
    secrets,
    catalogues,
    config,
    veils,
  }: Pick<Deps, 'reader' | 'secrets' | 'catalogues' | 'config' | 'veils'>,
  { id, missionId, handedInAt }: Pick<Bundle, 'id' | 'missionId' | 'handedInAt'>,
): Promise<PrintedLetter[]> {
  const mission = await findMission(reader, missionId)
  const veil = await veils.for('letters')
  const letters = await listBundleLetters(reader, id, handedInAt ? 'handed_in' : 'bundled')
  return letters.flatMap((letter): PrintedLetter[] => {
    const content = readContent(secrets, letter)
    if (!content) return []
    const { organisation } = config
    const draft = { ...letter, content, missionType: mission?.type ?? 'other' }
    const { subject, text } = veil.all(composeOutgoing({ catalogues, organisation }, draft))
    const signed = signature({ catalogues, organisation }, { ...draft, name: content.name })
    const signedBy = signed.replaceAll('\n', ', ')
    return [{ id: letter.id, language: letter.letterLanguage, subject, text, signedBy }]
  })
}
