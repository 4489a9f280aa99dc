import { formatDay } from '../../../platform/i18n/format.ts'
import { addMs, HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { sendNotice } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { letterToken, siteLink } from '../confirmation/links.ts'
import { isUnsent, type LetterState } from '../fate.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { departureOverdue } from '../topics.ts'
import { type Letter, type ProtestsDeps, TAKE_BACK_AFTER_MS } from '../types.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 12 * HOUR_MS

/**
 * Tells a writer that their letter has not left, on which day it is taken back, and what they can do
 * until then.
 *
 * Nothing is sent for a letter that has left or was taken back in the meantime, nor to a writer whose
 * address was forgotten. While our own settings hold mail back, the request waits.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function warnWriter(
  deps: ProtestsDeps,
  request: { letterId: string },
  jobId: string,
): Promise<void> {
  const letter = await findLetter(deps.reader, request.letterId)
  if (!letter || !isUnsent(letter.state)) return
  const to = readContent(deps.secrets, letter)?.email
  const words = to ? await composeWarning(deps, letter) : undefined
  if (!to || !words) return

  await sendNotice(
    deps,
    { id: jobId, about: letter.id, to, ...words },
    { topic: departureOverdue, payload: request, pauseMs: HELD_PAUSE_MS },
  )
}

const whyHere: Partial<Record<LetterState, string>> = {
  waiting_address: 'protests.mail_overdue_no_address',
  on_hold: 'protests.mail_overdue_on_hold',
}

async function composeWarning(deps: ProtestsDeps, letter: Letter) {
  const { reader, catalogues, config, secrets } = deps
  const { language, missionId, confirmedAt } = letter
  const t = catalogues.translator(language)
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, language),
    findMission(reader, missionId),
  ])
  if (!appeal || appeal.withdrawnAt || !confirmedAt) return undefined

  const dayOf = (at: string) => formatDay(t.lang, at.slice(0, 'YYYY-MM-DD'.length))
  const missionName = mission ? missionTitle(t, mission) : t('protests.mission_gone')
  const ways = new URLSearchParams({ from: letter.readerCountry, mission: missionId })
  const paragraphs = [
    t('protests.mail_overdue', {
      appeal: appeal.title,
      mission: missionName,
      day: dayOf(confirmedAt),
    }),
    t(whyHere[letter.state] ?? 'protests.mail_overdue_not_handed_over'),
    t('protests.mail_overdue_until', { day: dayOf(addMs(confirmedAt, TAKE_BACK_AFTER_MS)) }),
    `${t('protests.mail_overdue_ways')}\n\n${siteLink(deps, language, `${appeal.path}letter?${ways}`)}`,
    `${t('protests.mail_overdue_fate')}\n\n${siteLink(deps, language, `/letters/${letterToken(secrets, letter.id)}`)}`,
    config.organisation,
  ]
  return { subject: t('protests.mail_overdue_subject'), text: paragraphs.join('\n\n') }
}
