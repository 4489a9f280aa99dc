import type { Deps } from '../../platform/deps.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { addMs, DAY_MS, HOUR_MS } from '../../platform/time.ts'
import { forgetDecidedCorrections } from './corrections/decide.ts'
import { deleteStaleImports } from './import/import-queries.ts'

export const missionsTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    name: 'missions.forget',
    everyMs: HOUR_MS,
    async run(deps) {
      await forgetDecidedCorrections(deps)
      await deleteStaleImports(deps.db, addMs(deps.clock.now(), -DAY_MS))
    },
  },
]
