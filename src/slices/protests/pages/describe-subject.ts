import type { Db } from '../../../platform/db/database.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { findAppealById } from '../../appeals/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { findLetter } from '../queries.ts'

/** What a letter was about and whom it went to, for its writer: who wrote several knows which it was. */
export async function describeSubject(
  db: Db,
  letterId: string,
  t: Translator,
): Promise<{ missionName: string; appeal?: { title: string; path: string } }> {
  const letter = await findLetter(db, letterId)
  const [appeal, mission] = await Promise.all([
    letter && findAppealById(db, letter.appealId, t.lang),
    letter && findMission(db, letter.missionId),
  ])
  return {
    missionName: mission ? missionTitle(t, mission) : t('protests.mission_gone'),
    appeal: appeal?.withdrawnAt ? undefined : appeal,
  }
}
