import { formatDay } from '../../../platform/i18n/format.ts'
import { addMs, HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { type Answer, deliver } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { siteLink } from '../confirmation/links.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { replyReceived } from '../topics.ts'
import type { Letter, ProtestsDeps } from '../types.ts'
import { originalKeptUntil, readReply, replyPath } from './links.ts'
import { findReply, type Reply } from './queries.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 12 * HOUR_MS

/**
 * Gives a mission's answer to the writer of the letter: its words, the names of what was attached,
 * and where it can be read again. Nothing is sent when words or address were erased.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function passReplyOn(
  deps: ProtestsDeps,
  request: { replyId: string },
  jobId: string,
): Promise<void> {
  const { reader, secrets, clock, outbox, db } = deps
  const reply = await findReply(reader, request.replyId)
  const letter = reply && (await findLetter(reader, reply.letterId))
  const to = letter && readContent(secrets, letter)?.email
  const answer = reply && readReply(secrets, reply)
  if (!letter || !to || !answer) return
  const words = await compose(deps, letter, { reply, answer })
  const message = { id: jobId, about: letter.id, kind: 'notice', to, ...words } as const
  const outcome = await deliver(deps, message)
  if (outcome.kind === 'deferred') throw new Error(`the mail was put off (${outcome.cause})`)
  if (outcome.kind === 'held') {
    await outbox.publish(db, replyReceived, request, { runAt: addMs(clock.now(), HELD_PAUSE_MS) })
  }
}

async function compose(
  deps: ProtestsDeps,
  letter: Letter,
  { reply, answer }: { reply: Reply; answer: Answer },
) {
  const { reader, catalogues, config, secrets } = deps
  const t = catalogues.translator(letter.language)
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, letter.language),
    findMission(reader, letter.missionId),
  ])
  const values = {
    appeal: appeal?.title ?? '',
    mission: mission ? missionTitle(t, mission) : t('protests.mission_gone'),
    organisation: config.organisation,
  }
  const files = answer.attachments.join(', ')
  const until = originalKeptUntil(config, reply, answer)
  const link = siteLink(deps, letter.language, replyPath(secrets, reply.id))
  const paragraphs = [
    t('protests.mail_reply', values),
    t('protests.reply_care'),
    quoted(`${answer.subject}\n\n${answer.text}`),
    answer.goesOn ? t('protests.reply_goes_on') : '',
    files && t('protests.reply_files', { files }),
    until ? t('protests.reply_original', { ...values, day: formatDay(t.lang, until) }) : '',
    `${t('protests.mail_reply_page', values)}\n\n${link}`,
    t('protests.mail_reply_not_here'),
    config.organisation,
  ]
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
  return { subject: t('protests.mail_reply_subject'), text }
}

/** A mark in front of every line, none of which is long enough to be wrapped: nobody takes the mission's words for ours. */
function quoted(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => line.match(/.{1,70}(?=\s|$)|.{1,70}/gu) ?? [''])
    .map((line) => `> ${line.trim()}`.trimEnd())
    .join('\n')
}
