import type { Deps } from '../../platform/deps.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { readMailbox, tidyMailbox } from './inbox/imap.ts'
import { deleteReceipts, deleteSuppressions } from './inbox/queries.ts'
import { receiveMessage } from './inbox/receive.ts'
import { deleteKeptMessages } from './queries.ts'
import { ANSWERS_KEPT_DAYS } from './types.ts'

/** How long a message stays in the built-in mailbox. */
const KEPT_MS = 7 * DAY_MS

/** No server delivers the same message again after so long. */
const RECEIPTS_KEPT_MS = 90 * DAY_MS
/** Long enough to find out why letters come back; what comes back quotes them. */
const DONE_KEPT_MS = 14 * DAY_MS
/** A day more than the writer is told, whose day may end later. */
const ANSWERS_KEPT_MS = (ANSWERS_KEPT_DAYS + 1) * DAY_MS

/** Then a person's mailbox may have come back, and one notice finds out. */
const SUPPRESSED_MS = 180 * DAY_MS

export const mailTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    name: 'mail.forgetKeptMessages',
    everyMs: HOUR_MS,
    async run({ db, clock }) {
      await deleteKeptMessages(db, addMs(clock.now(), -KEPT_MS))
    },
  },
  {
    name: 'mail.forgetReceipts',
    everyMs: DAY_MS,
    async run({ db, clock }) {
      await deleteReceipts(db, addMs(clock.now(), -RECEIPTS_KEPT_MS))
      await deleteSuppressions(db, addMs(clock.now(), -SUPPRESSED_MS))
    },
  },
  {
    name: 'mail.readMailbox',
    everyMs: MINUTE_MS,
    async run(deps, signal) {
      const { imapUrl } = deps.config
      if (imapUrl === undefined) return
      await readMailbox({ imapUrl, log: deps.log }, (bytes) => receiveMessage(deps, bytes), signal)
    },
  },
  {
    name: 'mail.tidyMailbox',
    everyMs: DAY_MS,
    async run({ config, clock }) {
      const { imapUrl } = config
      if (imapUrl === undefined) return
      const now = clock.now()
      const doneBefore = addMs(now, -DONE_KEPT_MS)
      await tidyMailbox({ imapUrl, doneBefore, answersBefore: addMs(now, -ANSWERS_KEPT_MS) })
    },
  },
]
