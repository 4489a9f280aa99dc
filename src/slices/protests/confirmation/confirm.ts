import type { Db } from '../../../platform/db/database.ts'
import { isUniqueViolation } from '../../../platform/db/errors.ts'
import { sharedRead, together } from '../../../platform/db/together.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import { forgetMessages } from '../../mail/index.ts'
import { findMissionEmail } from '../../missions/index.ts'
import { addToCount } from '../count-queries.ts'
import { follow } from '../follow-up/follow.ts'
import { insertSketches } from '../likeness/queries.ts'
import { sketchOf } from '../likeness/sketch.ts'
import { moveLetter, moveLetters } from '../move.ts'
import { findConfirmedTwin, findLetter, markErased } from '../queries.ts'
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
 * When the organisation signs, everything about the writer is forgotten here: name, address, the
 * hashes of both, and what the built-in mailbox holds.
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

  const hasAddress = (await readMissionEmail(deps.reader, letter.missionId)) !== undefined
  try {
    if (letter.display === 'organisation') return await confirmNameless(deps, letter, hasAddress)
    return await confirmTogether(deps, { letter, hasAddress })
  } catch (error) {
    // The unique index letters_once_per_person decides, whichever of two comes first.
    if (!isUniqueViolation(error)) throw error
    const twin = await findConfirmedTwin(deps.db, letter.id)
    if (twin) return { kind: 'twin', letterId: twin }
    throw error
  }
}

/** Many letters to one mission are confirmed at the same time. */
const readMissionEmail = sharedRead(findMissionEmail)

type ConfirmDeps = Pick<Deps, 'db' | 'clock' | 'secrets' | 'facts'>

interface Confirming {
  letter: Letter
  hasAddress: boolean
}

/** Letters that are confirmed at the same moment share a transaction, and so the row that counts them. */
const confirmTogether = together<Confirming, Confirmation, ConfirmDeps>(async (deps, all) => {
  const { clock, secrets } = deps
  const at = clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const letters = all.map(({ letter }) => letter)
    const moved = await moveLetters(tx, letters, {
      event: 'confirmed',
      at,
      changes: { confirmed_at: at },
    })
    for (const letter of moved) await follow({ tx, secrets }, letter, at)
    await keepSketches(tx, secrets, moved)
    const held = moved.filter(({ heldFor }) => heldFor.length > 0)
    await moveLetters(tx, held, { event: 'held_for_review', at })
    const addressed = new Set(all.filter((one) => one.hasAddress).map(({ letter }) => letter.id))
    const waiting = moved.filter((one) => !held.includes(one) && !addressed.has(one.id))
    await moveLetters(tx, waiting, { event: 'address_missing', at })
    await countConfirmed({ ...deps, db: tx }, moved, at)
  })
  return all.map(() => ({ kind: 'confirmed' }))
})

/** In one order, because rows that two processes lock the other way round would stop both. */
async function countConfirmed(
  deps: Pick<Deps, 'db' | 'facts'>,
  letters: readonly Letter[],
  at: Instant,
): Promise<void> {
  const groups = Map.groupBy(
    letters,
    ({ appealId, readerCountry }) => `${appealId} ${readerCountry}`,
  )
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = group
    if (!first) continue
    const place = { appealId: first.appealId, country: first.readerCountry }
    await addToCount(deps, { ...place, kind: 'confirmed', at, letters: group.length })
  }
}

/** A letter that the organisation signs: its writer is forgotten here. */
async function confirmNameless(
  { db, facts, clock, secrets }: ConfirmDeps,
  letter: Letter,
  hasAddress: boolean,
): Promise<Confirmation> {
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const twin = await findConfirmedTwin(tx, letter.id)
    if (twin) {
      await forgetTwin(tx, letter, at)
      return { kind: 'twin', letterId: twin }
    }
    const changes = { confirmed_at: at, ...forgetWriter(secrets, letter) }
    const ready = await moveLetter(tx, letter, { event: 'confirmed', at, changes })
    if (!ready) return { kind: 'confirmed' }
    await follow({ tx, secrets }, letter, at)
    await forgetMessages(tx, letter.id)
    if (letter.heldFor.length > 0) await moveLetter(tx, ready, { event: 'held_for_review', at })
    else if (!hasAddress) await moveLetter(tx, ready, { event: 'address_missing', at })
    await countConfirmed({ db: tx, facts }, [letter], at)
    return { kind: 'confirmed' }
  })
}

/** So that later writers learn how alike their letters are. Nothing is kept of a nameless one. */
async function keepSketches(
  tx: Db,
  secrets: Deps['secrets'],
  letters: readonly Letter[],
): Promise<void> {
  const sketches = letters.flatMap((letter) => {
    const content = readContent(secrets, letter)
    const sketch = content && sketchOf(secrets, content.text)
    return sketch ? { letterId: letter.id, appealId: letter.appealId, sketch } : []
  })
  await insertSketches(tx, sketches)
}

/**
 * Everything by which the writer could be found again goes; the words stay until they are handed
 * over. Whether the same person writes once more can no longer be told afterwards.
 */
function forgetWriter(secrets: Deps['secrets'], letter: Letter) {
  const content = readContent(secrets, letter)
  const sealed = content && JSON.stringify({ ...content, name: '', email: '' })
  return {
    sealed: sealed === undefined ? null : secrets.seal(sealed, letter.id),
    person_hash: null,
    content_hash: null,
  }
}

/** A letter that is not needed, because its writer had sent one under their name before. */
async function forgetTwin(tx: Db, letter: Letter, at: Instant): Promise<void> {
  const lapsed = await moveLetter(tx, letter, { event: 'lapsed', at, cause: 'twin' })
  if (!lapsed) return
  await markErased(tx, lapsed, at)
  await forgetMessages(tx, letter.id)
}
