import type { Db } from '../../../platform/db/database.ts'
import type { BounceFinding } from '../../mail/index.ts'
import { type EvidenceKind, recordEvidence } from '../../missions/index.ts'
import { pauseOrStop } from '../delivery/hand-over.ts'
import { redactWords } from '../delivery/redact.ts'
import type { LetterEvent } from '../fate.ts'
import { moveLetter } from '../move.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import type { Cause, Letter, ProtestsDeps } from '../types.ts'
import { findHandover, insertReturn } from './queries.ts'

interface Returned {
  letterId: string
  receiptId: string
  finding: Omit<BounceFinding, 'recipient'>
}

/** What something that came back means for the letter, and for the mission's address. */
interface Meaning {
  event?: Extract<LetterEvent, 'bounced' | 'refused'>
  cause?: Cause
  evidence?: EvidenceKind
}

/**
 * Writes down what came back of a letter after its mission's server had taken it: the letter's fate
 * changes, and the address's record grows. A second delivery of the same message changes nothing; a letter
 * that has come to rest keeps its fate, and the address learns of it all the same.
 *
 * @throws Error while the letter is still in the hands of a worker, so that the job is tried again
 */
export async function recordReturn(deps: ProtestsDeps, returned: Returned): Promise<void> {
  const { letterId, receiptId, finding } = returned
  const letter = await findLetter(deps.reader, letterId)
  if (!letter) return
  // A bounce can be faster than we are in writing down that the letter was taken.
  if (letter.state === 'sending') throw new Error('the letter is still being handed over')

  const { email = '', name = '' } = readContent(deps.secrets, letter) ?? {}
  const words = redactWords(finding.words, email, name)
  const at = deps.clock.now()
  const meaning = meaningOf(finding)
  await deps.db.transaction().execute(async (tx) => {
    const { kind, class: returnClass } = finding
    const row = { receipt_id: receiptId, letter_id: letterId, kind, class: returnClass, at }
    if (!(await insertReturn(tx, row))) return
    await change(tx, letter, { meaning, words, at })
    if (!meaning.evidence) return
    const address = await findHandover(tx, letterId)
    if (address === undefined) return
    const shown = { missionId: letter.missionId, email: address, kind: meaning.evidence, words }
    await recordEvidence({ ...deps, db: tx }, shown)
  })
}

async function change(
  tx: Db,
  letter: Letter,
  { meaning, words, at }: { meaning: Meaning; words: string; at: string },
): Promise<void> {
  const { event, cause } = meaning
  if (!event || letter.state !== 'accepted') return
  const moved = await moveLetter(tx, letter, { event, at, cause, words })
  if (moved && event === 'refused') await pauseOrStop(tx, letter.missionId, { at, words })
}

/**
 * A machine's answer shows that the mailbox lives; nobody answers it. A challenge is not met: software
 * that says it was a person would be a lie.
 */
export function meaningOf(finding: Pick<BounceFinding, 'kind' | 'hard' | 'class'>): Meaning {
  if (finding.kind === 'auto-reply') return { evidence: 'answered' }
  if (finding.kind === 'complaint') return { evidence: 'refusal' }
  if (finding.kind !== 'bounce') return {}
  if (finding.hard) return { event: 'bounced', cause: 'unknown_address', evidence: 'hard' }
  if (['blocked', 'spam', 'policy'].includes(finding.class)) {
    return { event: 'refused', cause: 'policy', evidence: 'refusal' }
  }
  if (finding.class === 'mailbox-full') {
    return { event: 'bounced', cause: 'mailbox_full', evidence: 'full' }
  }
  return { event: 'bounced', cause: 'returned', evidence: 'soft' }
}
