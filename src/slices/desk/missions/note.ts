import type { Deps } from '../../../platform/deps.ts'
import { type Actor, recordAct } from '../../accounts/index.ts'
import { type Also, type Mission, missionTitle } from '../../missions/index.ts'

interface Noted {
  actor: Actor
  /** A message of the catalogues. */
  act: string
  mission: Mission
  before?: unknown
  after?: unknown
}

/** Writes into the audit log what was done to a mission, in the transaction that does it. */
export function noteOn(
  { clock, catalogues }: Pick<Deps, 'clock' | 'catalogues'>,
  { actor, act, mission, before, after }: Noted,
): Also {
  const name = missionTitle(catalogues.translator('en'), mission)
  const subject = { kind: 'mission', id: mission.id, name }
  return (tx) => recordAct(tx, { at: clock.now(), actor, act, subject, before, after })
}
