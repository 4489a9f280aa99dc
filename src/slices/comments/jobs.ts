import { type Handler, handler } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { HOUR_MS, SECOND_MS } from '../../platform/time.ts'
import { askModerator, tellModerators } from './ask-moderators.ts'
import { deleteProofs, eraseDue } from './queries.ts'
import { askSubscriber, tellSubscriber, tellSubscribers } from './subscribers/subscribe.ts'
import { decisionAsked, replyArrived, replyPublished, subscriptionAsked } from './topics.ts'
import type { CommentsDeps } from './types.ts'

/** So that a long transaction does not hold up writers. */
const BATCH_SIZE = 500

export const commentsHandlers: ReadonlyArray<Handler<CommentsDeps>> = [
  handler(decisionAsked, 'comments.askModerator', (deps, request, job) =>
    askModerator(deps, request, job.id),
  ),
  handler(subscriptionAsked, 'comments.askSubscriber', (deps, request, job) =>
    askSubscriber(deps, request, job.id),
  ),
  handler(replyPublished, 'comments.tellSubscribers', tellSubscribers),
  handler(replyArrived, 'comments.tellSubscriber', (deps, request, job) =>
    tellSubscriber(deps, request, job.id),
  ),
]

export const commentsTimetables: ReadonlyArray<Timetable<CommentsDeps>> = [
  { name: 'comments.tellModerators', everyMs: 10 * SECOND_MS, run: tellModerators },
  {
    name: 'comments.erase',
    everyMs: HOUR_MS,
    async run({ db, clock }, signal) {
      const now = clock.now()
      await deleteProofs(db, now)
      const eraseBatch = () => db.transaction().execute((tx) => eraseDue(tx, now, BATCH_SIZE))
      while (!signal.aborted && (await eraseBatch()) === BATCH_SIZE);
    },
  },
]
