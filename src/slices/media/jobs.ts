import type { Deps } from '../../platform/deps.ts'
import { type Handler, handler } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { HOUR_MS } from '../../platform/time.ts'
import { deletePictureFiles } from './pictures/remove.ts'
import { pictureRemoved } from './topics.ts'
import { askHost } from './videos/ask-host.ts'
import { checkVideos } from './videos/check.ts'

export const mediaHandlers: ReadonlyArray<Handler<Deps>> = [
  handler(pictureRemoved, 'media.deletePictureFiles', (deps, { pictureId }) =>
    deletePictureFiles(deps, pictureId),
  ),
]

export const mediaTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    // Each video is due once a week; the hour only decides when in that week.
    name: 'media.checkVideos',
    everyMs: HOUR_MS,
    async run(deps, signal) {
      if (deps.config.videoCheck) await checkVideos({ ...deps, askHost }, signal)
    },
  },
]
