import type { Deps } from '../../platform/deps.ts'
import type { Mailer } from '../mail/index.ts'

/** Everything that the desk takes from the hall. */
export type DeskDeps = Deps & {
  mailer: Mailer
  /**
   * Public appeals that the search knows by words of these names, the likeliest first; some of them
   * name somebody else. The room that knows stands on the floor of the desk.
   */
  listPossiblyNaming(spellings: readonly string[], options: { limit: number }): Promise<string[]>
}
