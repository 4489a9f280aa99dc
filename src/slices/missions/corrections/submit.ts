import { type Static, Type } from 'typebox'
import type { Deps } from '../../../platform/deps.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import { tidy } from '../import/fields.ts'
import { type ContactKind, contactKinds, MAX_CONTACT_CHARS, MAX_SOURCE_CHARS } from '../types.ts'
import { countCorrections, insertCorrection, listCorrectionsOf } from './queries.ts'

/** Sizes in characters; a form in bytes. */
export const correctionLimits = {
  contactChars: MAX_CONTACT_CHARS,
  sourceChars: MAX_SOURCE_CHARS,
  formBytes: 16 * 1024,
} as const

/** More of one mission say nothing new, and more in all nobody can read. */
const MAX_WAITING_OF_MISSION = 20
const MAX_WAITING = 2000

export const CorrectionBody = Type.Object({
  kind: Type.Union(
    contactKinds.map((kind) => Type.Literal(kind)),
    { default: 'email' },
  ),
  wrong: Type.String({ maxLength: MAX_CONTACT_CHARS, default: '' }),
  right: Type.String({ maxLength: MAX_CONTACT_CHARS, default: '' }),
  from: Type.String({ maxLength: MAX_SOURCE_CHARS, default: '' }),
  /** Stays empty: people do not see it. */
  website: Type.String({ maxLength: 1000, default: '' }),
})
export type CorrectionInput = Static<typeof CorrectionBody>

/**
 * Takes what a reader says is wrong with a contact of a mission, for a moderator to look at. Nothing of the
 * directory changes. The same words twice are one correction.
 *
 * @returns what the reader has to change, or undefined when it was taken
 */
export async function submitCorrection(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { missionId, language }: { missionId: string; language: string },
  input: CorrectionInput,
): Promise<FieldErrors | undefined> {
  if (input.website !== '') return { form: { key: 'missions.correction_machine' } }
  const { kind } = input
  const [wrong, right, knownFrom] = [tidy(input.wrong), tidy(input.right), tidy(input.from)]
  const errors: FieldErrors = {}
  if (wrong === '' && right === '') errors.right = { key: 'missions.correction_empty' }
  if (right !== '' && right === wrong) errors.right = { key: 'missions.correction_same' }
  if (knownFrom === '') errors.from = { key: 'missions.correction_without_source' }
  if (Object.keys(errors).length > 0) return errors

  const others = await listCorrectionsOf(db, missionId)
  const isKnown = others.some(
    (each) => each.kind === kind && each.wrong === wrong && each.right === right,
  )
  if (isKnown) return undefined
  if (others.length >= MAX_WAITING_OF_MISSION || (await countCorrections(db)) >= MAX_WAITING) {
    return { form: { key: 'missions.correction_too_many' } }
  }
  const words = { kind: kind as ContactKind, wrong, right_words: right, known_from: knownFrom }
  await insertCorrection(db, {
    ...{ id: newId(), mission_id: missionId, ...words, language },
    ...{ created_at: clock.now(), accepted_at: null, refused_at: null },
  })
  return undefined
}
