import type { Deps } from '../../../platform/deps.ts'
import { addMs, DAY_MS, HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { deliver } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { siteLink } from '../confirmation/links.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { ERASE_AFTER_MS, type Letter, type ProtestsDeps, SETTLE_AFTER_MS } from '../types.ts'
import {
  endSurveysOfWriter,
  findSurvey,
  hasReply,
  insertSurvey,
  listUnanswered,
  listUnasked,
  markAskedAgain,
} from './queries.ts'
import { surveyDue } from './topics.ts'

/** After the mission's server took the letter; again so long after the first question. */
export const ASK_AFTER_MS = 14 * DAY_MS
const HELD_PAUSE_MS = 12 * HOUR_MS
const BATCH_SIZE = 200
const PURPOSE = 'letter-survey'

export function readSurveyToken(secrets: Deps['secrets'], token: string): string | undefined {
  return secrets.readToken(PURPOSE, token)
}

/**
 * Puts the question whether the mission answered on its way: two weeks after its server took the letter, and
 * once more two weeks later when nothing was said. Nobody is asked whose answer came through here, whose address
 * is gone, who let the organisation sign, or who wants no questions. Harmless to do twice.
 */
export async function openSurveys(
  { db, reader, clock, outbox }: Pick<Deps, 'db' | 'reader' | 'clock' | 'outbox'>,
  signal: AbortSignal,
): Promise<void> {
  const at = clock.now()
  const dueBy = addMs(at, ERASE_AFTER_MS - (ASK_AFTER_MS - SETTLE_AFTER_MS))
  const first = () => listUnasked(reader, { dueBy, limit: BATCH_SIZE })
  for (let batch = await first(); batch.length > 0 && !signal.aborted; batch = await first()) {
    await db.transaction().execute(async (tx) => {
      for (const { id, hasReply: isKnown } of batch) {
        const row = { letter_id: id, opened_at: at, asked_at: isKnown ? null : at }
        if (!(await insertSurvey(tx, row)) || isKnown) continue
        await outbox.publish(tx, surveyDue, { letterId: id })
      }
    })
  }
  const askedBefore = addMs(at, -ASK_AFTER_MS)
  const again = () => listUnanswered(reader, { askedBefore, limit: BATCH_SIZE })
  for (let batch = await again(); batch.length > 0 && !signal.aborted; batch = await again()) {
    await db.transaction().execute(async (tx) => {
      for (const letterId of batch) {
        if (!(await markAskedAgain(tx, letterId, at))) continue
        await outbox.publish(tx, surveyDue, { letterId })
      }
    })
  }
}

/**
 * Asks a writer whether the mission answered.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function askSurvey(
  deps: ProtestsDeps,
  request: { letterId: string },
  jobId: string,
): Promise<void> {
  const { reader, secrets, clock, outbox, db } = deps
  const { letterId } = request
  const [letter, survey, isKnown] = await Promise.all([
    findLetter(reader, letterId),
    findSurvey(reader, letterId),
    hasReply(reader, letterId),
  ])
  const to = letter && readContent(secrets, letter)?.email
  if (!letter || !to || !survey || survey.answer || survey.ended_at || isKnown) return
  const message = await compose(deps, letter)
  if (!message) return
  const outcome = await deliver(deps, {
    ...message,
    id: jobId,
    about: letterId,
    kind: 'notice',
    to,
  })
  if (outcome.kind === 'deferred') throw new Error(`the mail was put off (${outcome.cause})`)
  if (outcome.kind === 'held') {
    await outbox.publish(db, surveyDue, request, { runAt: addMs(clock.now(), HELD_PAUSE_MS) })
  }
}

/** Ends the questions, for every letter of this writer so far. */
export async function endSurveys(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  letterId: string,
): Promise<void> {
  await db.transaction().execute((tx) => endSurveysOfWriter(tx, letterId, clock.now()))
}

async function compose(deps: ProtestsDeps, letter: Letter) {
  const { reader, catalogues, config, secrets } = deps
  const t = catalogues.translator(letter.language)
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, letter.language),
    findMission(reader, letter.missionId),
  ])
  if (!appeal || appeal.withdrawnAt || !mission) return undefined
  const link = siteLink(deps, letter.language, `/surveys/${secrets.token(PURPOSE, letter.id)}`)
  const unsubscribeUrl = `${link}/end`
  const text = [
    t('protests.mail_survey', { appeal: appeal.title, mission: missionTitle(t, mission) }),
    `${t('protests.mail_survey_how')}\n\n${link}`,
    `${t('protests.mail_survey_end')}\n\n${unsubscribeUrl}`,
    config.organisation,
  ].join('\n\n')
  return { subject: t('protests.mail_survey_subject'), text, unsubscribeUrl }
}
