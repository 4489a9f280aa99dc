import type { Deps } from '../../platform/deps.ts'
import type { Translator } from '../../platform/i18n/catalogues.ts'
import { addMs, MINUTE_MS } from '../../platform/time.ts'
import { sendNotice } from '../mail/index.ts'
import { moderationBy, siteLink, tokenLink } from './links.ts'
import { findLastTold, listCommentsById, listUntoldIds, markTold } from './queries.ts'
import { reasonSentence } from './rules/reasons.ts'
import { decisionAsked } from './topics.ts'
import type { Comment, CommentsDeps } from './types.ts'

/** Comments told in one go; the mail shows the first of them. */
const MAX_TOLD = 1000
const MAX_IN_MAIL = 20
const MAX_QUOTED_CHARS = 1000

/** Pauses between two mails about comments that wait: few of them are told soon, a flood seldom. */
const PAUSE_MS = MINUTE_MS
const FLOOD_PAUSE_MS = 15 * MINUTE_MS

/**
 * Tells the moderators of comments that wait, each of them once, many in one mail.
 *
 * Comments and mails are marked together: whatever happens, no comment is forgotten.
 */
export async function tellModerators({
  config,
  db,
  reader,
  clock,
  outbox,
}: Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'outbox'>): Promise<void> {
  if (config.moderators.length === 0) return
  const ids = await listUntoldIds(reader, MAX_TOLD)
  if (ids.length === 0) return
  const now = clock.now()
  const pauseMs = ids.length > MAX_IN_MAIL ? FLOOD_PAUSE_MS : PAUSE_MS
  const lastToldAt = await findLastTold(reader)
  if (lastToldAt !== undefined && lastToldAt > addMs(now, -pauseMs)) return

  await db.transaction().execute(async (tx) => {
    const told = await markTold(tx, ids, now)
    if (told.length === 0) return
    const commentIds = told.slice(0, MAX_IN_MAIL)
    const more = told.length - commentIds.length
    for (const to of config.moderators) {
      await outbox.publish(tx, decisionAsked, { to, commentIds, more })
    }
  })
}

/** Sends the mail with the links that approve and refuse. Says nothing of what was decided since, and nothing to who is no moderator any more. */
export async function askModerator(
  deps: CommentsDeps,
  request: { to: string; commentIds: string[]; more: number },
  jobId: string,
): Promise<void> {
  if (!deps.config.moderators.includes(request.to)) return
  const comments = await listCommentsById(deps.reader, request.commentIds)
  const waiting = comments.filter(({ state }) => state === 'held')
  if (waiting.length === 0) return
  const t = deps.catalogues.translator(deps.catalogues.languages[0] ?? '')
  const count = waiting.length + request.more
  const text = [
    t('comments.mail_waiting', { count }),
    ...waiting.map((comment) => describe(deps, t, { comment, to: request.to })),
    request.more > 0 ? t('comments.mail_more', { count: request.more }) : '',
    deps.config.organisation,
  ]
  await sendNotice(
    deps,
    {
      id: jobId,
      to: request.to,
      subject: t('comments.mail_waiting_subject', { count, site: deps.config.siteName }),
      text: text.filter((paragraph) => paragraph !== '').join('\n\n'),
    },
    { topic: decisionAsked, payload: request },
  )
}

function describe(
  deps: CommentsDeps,
  t: Translator,
  { comment, to }: { comment: Comment; to: string },
): string {
  const purpose = moderationBy(to)
  const link = (page: string) =>
    tokenLink(deps, { purpose, commentId: comment.id, language: t.lang, page })
  const reasons = comment.reasons.map((reason) => `- ${reasonSentence(t, reason)}`)
  return [
    '* * *',
    `${t('comments.mail_on', { name: comment.name })}\n${siteLink(deps, t.lang, comment.place.path)}`,
    quote(comment.text),
    [t('comments.mail_why'), ...reasons].join('\n'),
    `${t('comments.approve')}:\n${link('approval')}`,
    `${t('comments.refuse')}:\n${link('refusal')}`,
  ].join('\n\n')
}

function quote(text: string): string {
  const isLong = text.length > MAX_QUOTED_CHARS
  const shown = isLong ? `${text.slice(0, MAX_QUOTED_CHARS).toWellFormed()} …` : text
  return shown
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}
