import { isCountry } from '../../platform/countries.ts'
import type { Db } from '../../platform/db/database.ts'
import { AppError } from '../../platform/errors.ts'
import { answerFrom, isDirect, type Question } from './answer.ts'
import { findMissionsById, listCandidates, listPlaces } from './queries.ts'
import { isUnderState, stateOfTerritory } from './territories.ts'
import { isEmbassy, type MissionAnswer, missionTypes, type Resolution } from './types.ts'

/** Types that may answer although they are not accredited to the reader's state. */
const REMOTE = missionTypes.filter(
  (type) => isEmbassy(type) || type === 'permanent_mission' || type === 'foreign_ministry',
)

/**
 * Which missions of a state answer for a reader in another, best first, each with its reason.
 *
 * Takes a few indexed queries that read no more than the missions of the sending state.
 *
 * @throws AppError `not_found` one of the codes is no country
 */
export async function resolveMissions(db: Db, question: Question): Promise<Resolution> {
  const { sendingState, readerState } = question
  for (const code of [sendingState, readerState]) {
    if (!isCountry(code)) throw new AppError('not_found', 'missions.unknown_country', { code })
  }
  if (isUnderState(sendingState, readerState)) return { missions: [], accusedState: true }

  const states = [readerState, stateOfTerritory(readerState) ?? readerState]
  const near = answerFrom(await listCandidates(db, sendingState, states), question)
  const missions = near.some(isDirect) ? near : await findRemote(db, question)
  return { missions, accusedState: false }
}

/** Looks at the places of all missions first, and only then reads the few that are named. */
async function findRemote(db: Db, question: Question): Promise<MissionAnswer[]> {
  const named = answerFrom(await listPlaces(db, question.sendingState, REMOTE), question)
  const ids = named.map(({ id }) => id)
  return answerFrom([...(await findMissionsById(db, ids)).values()], question)
}
