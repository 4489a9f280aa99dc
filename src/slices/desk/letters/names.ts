import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { listAppealsById } from '../../appeals/index.ts'
import { findMissionsById, missionTitle } from '../../missions/index.ts'
import type { PauseKind } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'

/** What appeals and missions are called, in the language of the desk. */
export type Names = Record<PauseKind, (id: string) => string>

/** Names of appeals and missions, asked for in one go. */
export async function findNames(
  { reader }: Pick<DeskDeps, 'reader'>,
  t: Translator,
  ids: Partial<Record<PauseKind, string[]>>,
): Promise<Names> {
  const [appeals, missions] = await Promise.all([
    listAppealsById(reader, [...new Set(ids.appeal)], t.lang),
    findMissionsById(reader, [...new Set(ids.mission)]),
  ])
  const titles = new Map(appeals.map(({ id, title }) => [id, title]))
  return {
    appeal: (id) => titles.get(id) ?? t('desk.letters_appeal_gone'),
    mission: (id) => {
      const mission = missions.get(id)
      return mission ? missionTitle(t, mission) : t('protests.mission_gone')
    },
  }
}
