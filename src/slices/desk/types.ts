import type { Deps } from '../../platform/deps.ts'
import type { Mailer } from '../mail/index.ts'

/** Everything that the desk takes from the hall. */
export type DeskDeps = Deps & { mailer: Mailer }
