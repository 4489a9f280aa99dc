import type { Deps } from '../../platform/deps.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { addMs, DAY_MS, HOUR_MS } from '../../platform/time.ts'
import { deleteKeptMessages } from './queries.ts'

/** How long a message stays in the built-in mailbox. */
const KEPT_MS = 7 * DAY_MS

export const mailTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    name: 'mail.forgetKeptMessages',
    everyMs: HOUR_MS,
    async run({ db, clock }) {
      await deleteKeptMessages(db, addMs(clock.now(), -KEPT_MS))
    },
  },
]
