import type { Deps } from '../../../platform/deps.ts'
import type { Timetable } from '../../../platform/outbox/worker.ts'
import { dayOf, MINUTE_MS } from '../../../platform/time.ts'
import { announceNames } from './announce.ts'
import { hasEndedConsents, markLookedOn } from './queries.ts'

export const consentTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    // Pages that were made while a consent still held are dropped once a day has passed.
    name: 'cases.endConsents',
    everyMs: 10 * MINUTE_MS,
    async run({ db, clock, outbox }) {
      const day = dayOf(clock.now())
      if (!(await hasEndedConsents(db, day))) return
      await db.transaction().execute(async (tx) => {
        if (await markLookedOn(tx, day)) await announceNames({ tx, outbox })
      })
    },
  },
]
