import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { findAppealById } from '../../appeals/index.ts'
import { relayAddress } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { composeOutgoing, describeAnswers } from '../delivery/outgoing.ts'
import { findPace } from '../delivery/queue-queries.ts'
import { findPaused } from '../pauses/queries.ts'
import { forecastLetter } from '../planner/forecast.ts'
import { findLetter, listHistory } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { addressFor, closingOf } from '../recipient.ts'
import { replyPath } from '../replies/links.ts'
import { listRepliesTo } from '../replies/queries.ts'
import type { HistoryEntry, Letter, WaitingReason } from '../types.ts'

type FateDeps = Pick<Deps, 'config' | 'reader' | 'clock' | 'secrets' | 'catalogues'>

/**
 * Everything that a letter's status page tells.
 *
 * @throws AppError `not_found` no such letter
 */
export async function describeFate(deps: FateDeps, letterId: string, t: Translator) {
  const described = await describeLetter(deps, letterId, t)
  const { letter, appeal, missionName } = described
  const history = await listHistory(deps.reader, letterId)
  const waitingFor = letter.state === 'ready' ? await findReason(deps, letter, history) : undefined
  const leavesAt = waitingFor === 'pace' ? await forecastLetter(deps, letter) : undefined
  const isStuck = ['waiting_address', 'bounced', 'refused'].includes(letter.state)
  const closed = isStuck ? closingOf(described.mission) : undefined
  const answers = (await listRepliesTo(deps.reader, letterId)).map((reply) => ({
    at: reply.receivedAt,
    path: reply.sealed === undefined ? undefined : replyPath(deps.secrets, reply.id),
  }))
  return { letter, history, answers, appeal, missionName, waitingFor, leavesAt, closed }
}

/**
 * The letter as it will leave, for its writer to look at before confirming; undefined when it has
 * been confirmed or has lapsed.
 *
 * @throws AppError `not_found` no such letter
 */
export async function describeUnconfirmed(deps: FateDeps, letterId: string, t: Translator) {
  const { letter, mission, missionName } = await describeLetter(deps, letterId, t)
  const content = readContent(deps.secrets, letter)
  if (letter.state !== 'unconfirmed' || !content) return undefined
  const { catalogues, config } = deps
  const { organisation } = config
  const relay = relayAddress(deps, letterId)
  const draft = { ...letter, content, missionType: mission?.type ?? 'other', relay }
  return {
    letter: composeOutgoing({ catalogues, organisation }, draft),
    answers: describeAnswers(t, organisation, draft),
    letterLanguage: letter.letterLanguage,
    missionName,
    missionEmail: addressFor(mission, letterId),
  }
}

async function describeLetter({ reader }: FateDeps, letterId: string, t: Translator) {
  const letter = await findLetter(reader, letterId)
  if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, t.lang),
    findMission(reader, letter.missionId),
  ])
  const missionName = mission ? missionTitle(t, mission) : t('protests.mission_gone')
  return { letter, mission, missionName, appeal: appeal?.withdrawnAt ? undefined : appeal }
}

async function findReason(
  { config, reader }: FateDeps,
  letter: Letter,
  history: HistoryEntry[],
): Promise<WaitingReason> {
  if (config.mail === 'off') return 'mail_off'
  const paused = await findPaused(reader)
  if (paused.appeal.has(letter.appealId) || paused.mission.has(letter.missionId)) return 'paused'
  const pace = await findPace(reader, letter.missionId)
  if (pace?.stopped) return 'stopped'
  return history.at(-1)?.cause === 'not_aligned' ? 'not_aligned' : 'pace'
}
