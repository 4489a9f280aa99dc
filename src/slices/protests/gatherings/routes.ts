import { Type } from 'typebox'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { App } from '../../../platform/http/types.ts'
import { writeCalendar } from '../../../platform/icalendar.ts'
import { addMs, DAY_MS, HOUR_MS } from '../../../platform/time.ts'
import { appealFact, findAppeal, findAppealById } from '../../appeals/index.ts'
import { AppealParams } from '../schemas.ts'
import { sayComing } from './gather.ts'
import { listPublicGatherings } from './queries.ts'

/** Of one network in an hour: a household, a class. Who presses again is counted again. */
const MAX_COMING = 30
/** Calendars keep what is over for a while. */
const SHOWN_AFTER_MS = 30 * DAY_MS

const config = { access: 'public' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })

/** "I will come", and the gatherings of an appeal as a calendar to subscribe to. */
export function gatheringRoutes(
  server: App,
  deps: Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'facts'>,
): void {
  const { reader, clock } = deps
  const rateLimit = { max: MAX_COMING, timeWindow: HOUR_MS }

  server.post(
    '/gatherings/:id/coming',
    { config: { ...config, rateLimit }, schema: { params } },
    async (request, reply) => {
      const appealId = await sayComing(deps, request.params.id)
      const appeal = await findAppealById(reader, appealId, request.view.lang)
      return reply.redirect(`${request.view.link(appeal?.path ?? '/')}#gatherings`, 303)
    },
  )

  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/gatherings.ics',
    { config, schema: { params: AppealParams } },
    async ({ params: { year, month, day, slug }, view }, reply) => {
      const key = { publishedOn: `${year}-${month}-${day}`, slug }
      const appeal = await findAppeal(reader, key, view.lang)
      if (!appeal) throw new AppError('not_found', 'protests.no_such_appeal')
      const since = addMs(clock.now(), -SHOWN_AFTER_MS)
      const gatherings = await listPublicGatherings(reader, appeal.id, since)
      const { hostname } = new URL(deps.config.publicUrl)
      const text = writeCalendar(
        { name: appeal.title, host: hostname },
        gatherings.map((each) => ({
          uid: `${each.id}@${hostname}`,
          sequence: each.sequence,
          changedAt: each.changedAt,
          starts: { at: each.startsAt },
          summary: `${view.t(`protests.gathering_${each.kind}`)}: ${appeal.title}`,
          description: each.note || undefined,
          location: each.place,
          url: `${view.publicUrl}${view.link(appeal.path)}`,
          isCancelled: each.cancelledAt !== undefined,
        })),
      )
      return reply.document('text/calendar', text, { facts: [appealFact(appeal.id)] })
    },
  )
}
