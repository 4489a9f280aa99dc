import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, recordAct, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import type { LetterContent } from '../types.ts'

/**
 * Shows who wrote a letter, and what. It is written into the audit log before it is shown, with the
 * reason; the log never says what was seen.
 *
 * @returns undefined when it was erased already
 * @throws AppError `forbidden` another organisation, or the second factor was not shown just now
 * @throws AppError `not_found` no such letter
 */
export async function revealLetter(
  deps: Pick<Deps, 'db' | 'clock' | 'secrets'>,
  actor: Actor,
  { letterId, reason }: { letterId: string; reason: string },
): Promise<LetterContent | undefined> {
  requireHost(actor)
  requireFreshFactor(deps, actor)
  return deps.db.transaction().execute(async (tx) => {
    const letter = await findLetter(tx, letterId)
    if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
    await recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'protests.act_revealed',
      subject: { kind: 'letter', id: letterId },
      after: { reason },
    })
    return readContent(deps.secrets, letter)
  })
}
