import { HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { sendNotice } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { letterToken, siteLink } from '../confirmation/links.ts'
import { findLetter, listHistory } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { letterTurnedDown } from '../topics.ts'
import type { ProtestsDeps } from '../types.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 12 * HOUR_MS

/**
 * Tells a writer that the desk does not send their letter, and why. Nothing is sent when their
 * address was forgotten, as it is where the organisation signs. While our own settings hold mail
 * back, the request waits.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function tellTurnedDown(
  deps: ProtestsDeps,
  { letterId }: { letterId: string },
  jobId: string,
): Promise<void> {
  const { reader, secrets, catalogues, config } = deps
  const letter = await findLetter(reader, letterId)
  const to = letter && readContent(secrets, letter)?.email
  if (!letter || !to) return
  const [appeal, mission, history] = await Promise.all([
    findAppealById(reader, letter.appealId, letter.language),
    findMission(reader, letter.missionId),
    listHistory(reader, letterId),
  ])
  const decision = history.findLast(({ cause }) => cause === 'moderator')
  if (!decision) return

  const t = catalogues.translator(letter.language)
  const values = {
    appeal: appeal?.title ?? '',
    mission: mission ? missionTitle(t, mission) : t('protests.mission_gone'),
    organisation: config.organisation,
  }
  const text = [
    t('protests.mail_turned_down', values),
    `${t('protests.reason_given')}\n\n${decision.words ?? ''}`,
    t('protests.mail_turned_down_ways'),
    `${t('protests.mail_turned_down_fate')}\n\n${siteLink(deps, letter.language, `/letters/${letterToken(secrets, letterId)}`)}`,
    config.organisation,
  ].join('\n\n')
  const subject = t('protests.mail_turned_down_subject')
  await sendNotice(
    deps,
    { id: jobId, about: letter.id, to, subject, text },
    { topic: letterTurnedDown, payload: { letterId }, pauseMs: HELD_PAUSE_MS },
  )
}
