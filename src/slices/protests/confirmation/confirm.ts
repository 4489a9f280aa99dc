import { isUniqueViolation } from '../../../platform/db/errors.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { findMissionEmail } from '../../missions/index.ts'
import { addToCount } from '../count-queries.ts'
import { moveLetter } from '../move.ts'
import { findConfirmedTwin, findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import type { Letter } from '../types.ts'

/**
 * - `confirmed`: the letter is on its way, or was already
 * - `lapsed`: it was not confirmed in time, and is not sent
 * - `twin`: the same person confirmed another letter to the same mission in the same appeal
 */
export type Confirmation =
  | { kind: 'confirmed' }
  | { kind: 'lapsed' }
  | { kind: 'twin'; letterId: string }

/**
 * Confirms a letter: from now on it counts, and it leaves when its turn comes.
 *
 * State, history and count are saved together. A mission without a working address makes the
 * letter wait for one; a rule that applied when it was written makes it wait for a person. Confirming again changes nothing and says the same.
 *
 * When the organisation signs, name and address are forgotten here, unless the writer wants to
 * hear how it went on.
 *
 * @throws AppError `not_found` no such letter
 */
export async function confirmLetter(
  deps: Pick<Deps, 'db' | 'reader' | 'clock' | 'secrets' | 'facts'>,
  letterId: string,
): Promise<Confirmation> {
  const letter = await findLetter(deps.reader, letterId)
  if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
  if (letter.state === 'lapsed') return { kind: 'lapsed' }
  if (letter.state !== 'unconfirmed') return { kind: 'confirmed' }

  const hasAddress = (await findMissionEmail(deps.reader, letter.missionId)) !== undefined
  try {
    await deps.db.transaction().execute((tx) => confirmIn({ ...deps, db: tx }, letter, hasAddress))
  } catch (error) {
    // The unique index letters_once_per_person decides, whichever of two comes first.
    if (!isUniqueViolation(error)) throw error
    const twin = await findConfirmedTwin(deps.db, letter.id)
    if (twin) return { kind: 'twin', letterId: twin }
    throw error
  }
  return { kind: 'confirmed' }
}

async function confirmIn(
  { db: tx, facts, clock, secrets }: Pick<Deps, 'db' | 'facts' | 'clock' | 'secrets'>,
  letter: Letter,
  hasAddress: boolean,
): Promise<void> {
  const at = clock.now()
  const changes = { confirmed_at: at, ...(isNameless(letter) && forgetWriter(secrets, letter)) }
  const ready = await moveLetter(tx, letter, { event: 'confirmed', at, changes })
  if (!ready) return
  if (letter.heldFor.length > 0) await moveLetter(tx, ready, { event: 'held_for_review', at })
  else if (!hasAddress) await moveLetter(tx, ready, { event: 'address_missing', at })
  const { appealId, readerCountry } = letter
  await addToCount({ db: tx, facts }, { appealId, country: readerCountry, kind: 'confirmed', at })
}

function isNameless(letter: Letter): boolean {
  return letter.display === 'organisation' && letter.followAt === undefined
}

function forgetWriter(secrets: Deps['secrets'], letter: Letter): { sealed: string } | undefined {
  const content = readContent(secrets, letter)
  const sealed = content && JSON.stringify({ ...content, name: '', email: '' })
  return sealed === undefined ? undefined : { sealed: secrets.seal(sealed, letter.id) }
}
