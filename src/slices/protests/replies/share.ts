import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { dayOf } from '../../../platform/time.ts'
import { appealFact, findAppealById } from '../../appeals/index.ts'
import { deleteMissionReplies, insertMissionReply } from '../../missions/index.ts'
import { hideOwn } from '../delivery/redact.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { readReply } from './links.ts'
import { findReply, markDecided, markDrafted, markShared, type Reply } from './queries.ts'

/** Longest text of an answer that is made public, in characters. */
export const MAX_REPLY_CHARS = 20_000

/**
 * Gives an answer to the desk, as its writer asks: without their name and address, and without what it
 * quotes. Doing it again changes nothing; neither does it when the words have been erased.
 */
export async function shareReply(
  { db, clock, secrets }: Pick<Deps, 'db' | 'clock' | 'secrets'>,
  replyId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const reply = await findReply(tx, replyId)
    const answer = reply && readReply(secrets, reply)
    const letter = reply && (await findLetter(tx, reply.letterId))
    if (!answer || !letter) return
    const { name = '', email = '' } = readContent(secrets, letter) ?? {}
    const draft = hideWriter(answer.text, [name, email])
    await markShared(tx, replyId, {
      at: clock.now(),
      sealedDraft: sealDraft(secrets, replyId, draft),
    })
  })
}

/** Moderators change what will be public. @throws AppError `conflict` it was decided on, or erased */
export async function redactReply(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  { replyId, text }: { replyId: string; text: string },
  also: (tx: Db) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await markDrafted(tx, replyId, sealDraft(secrets, replyId, text)))) throw gone()
    await also(tx)
  })
}

/**
 * Shows an answer, as redacted, on the pages of the mission and of the appeal, with the day on which it came.
 *
 * @throws AppError `conflict` it was decided on, or erased, or the appeal is not public
 */
export async function approveReply(
  { db, clock, facts, secrets }: Pick<Deps, 'db' | 'clock' | 'facts' | 'secrets'>,
  replyId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const reply = await findReply(tx, replyId)
    const text = reply && readDraft(secrets, reply)
    const letter = reply && (await findLetter(tx, reply.letterId))
    const appeal = letter && (await findAppealById(tx, letter.appealId, letter.language))
    if (!reply || !text || !letter || !appeal || appeal.withdrawnAt) throw gone()
    if (!(await markDecided(tx, replyId, 'published_at', clock.now()))) throw gone()
    await insertMissionReply(tx, {
      id: replyId,
      missionId: letter.missionId,
      appealId: appeal.id,
      appealPath: appeal.path,
      receivedOn: dayOf(reply.receivedAt),
      text,
    })
    await facts.announce(tx, [appealFact(appeal.id)])
  })
}

/** Nobody but the writer will read it. @throws AppError `conflict` it was decided on, or erased */
export async function refuseReply(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  replyId: string,
): Promise<void> {
  if (!(await markDecided(db, replyId, 'refused_at', clock.now()))) throw gone()
}

/** An appeal that is withdrawn takes the answers with it. */
export async function hideRepliesAbout({ db }: Pick<Deps, 'db'>, appealId: string): Promise<void> {
  await deleteMissionReplies(db, appealId)
}

/** What will be public when it is approved; undefined when it was not shared, was decided on or erased. */
export function readDraft(
  secrets: Pick<Deps['secrets'], 'open'>,
  { id, sealedDraft }: Pick<Reply, 'id' | 'sealedDraft'>,
): string | undefined {
  return sealedDraft === undefined ? undefined : secrets.open(sealedDraft, `${id} draft`)
}

function sealDraft(secrets: Deps['secrets'], id: string, text: string): string {
  return secrets.seal(text, `${id} draft`)
}

function hideWriter(text: string, own: string[]): string {
  const answer = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
  return hideOwn(answer, ...own)
    .replace(/[^\s<>"'(),:;[\]]+@[^\s<>"'(),:;[\]]+/g, '…')
    .trim()
}

function gone(): AppError {
  return new AppError('conflict', 'protests.reply_decided')
}
