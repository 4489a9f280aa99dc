import { type Handler, handler } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import { appealClosed, appealWithdrawn, lettersCorrected, picturesLeft } from '../appeals/index.ts'
import { milestoneReached } from '../cases/index.ts'
import { letterAnswered, letterReturned } from '../mail/index.ts'
import { addressLost, contactAdded, missionsMerged } from '../missions/index.ts'
import { ageLetters } from './age.ts'
import { dropLeftPictures } from './bundles/drop-unused.ts'
import { removePicturesAbout } from './bundles/photo.ts'
import { askConfirmation } from './confirmation/ask-confirmation.ts'
import { dispatchLetters } from './delivery/dispatch.ts'
import { followMergedMission } from './delivery/follow-merge.ts'
import { releaseAllWaitingLetters, releaseWaitingLetters } from './delivery/release.ts'
import { warnWriter } from './delivery/warn-writer.ts'
import { rewordLetters } from './follow-appeal.ts'
import { forgetFollowers, forgetFollowersLater, tellFollowers } from './follow-up/follow.ts'
import { mailFollower } from './follow-up/mail.ts'
import { followUpDue } from './follow-up/topics.ts'
import { tellTurnedDown } from './holds/tell-writer.ts'
import { passReplyOn } from './replies/pass-on.ts'
import { recordReply } from './replies/record-reply.ts'
import { hideRepliesAbout } from './replies/share.ts'
import { recordReturn } from './returns/record-return.ts'
import { findStranded, tellStranded } from './returns/tell-stranded.ts'
import { askSurvey, openSurveys } from './survey/survey.ts'
import { surveyDue } from './survey/topics.ts'
import {
  confirmationAsked,
  departureOverdue,
  letterStranded,
  letterTurnedDown,
  replyReceived,
} from './topics.ts'
import type { ProtestsDeps } from './types.ts'
import { withdrawLettersOfAppeal } from './withdraw.ts'

export const protestsHandlers: ReadonlyArray<Handler<ProtestsDeps>> = [
  handler(confirmationAsked, 'protests.askConfirmation', (deps, request, job) =>
    askConfirmation(deps, request, job.id),
  ),
  handler(departureOverdue, 'protests.warnWriter', (deps, request, job) =>
    warnWriter(deps, request, job.id),
  ),
  handler(letterTurnedDown, 'protests.tellTurnedDown', (deps, request, job) =>
    tellTurnedDown(deps, request, job.id),
  ),
  handler(letterReturned, 'protests.recordReturn', (deps, returned) =>
    recordReturn(deps, returned),
  ),
  handler(letterAnswered, 'protests.recordReply', recordReply),
  handler(replyReceived, 'protests.passReplyOn', (deps, request, job) =>
    passReplyOn(deps, request, job.id),
  ),
  handler(surveyDue, 'protests.askSurvey', (deps, request, job) =>
    askSurvey(deps, request, job.id),
  ),
  handler(addressLost, 'protests.findStranded', (deps, loss) => findStranded(deps, loss)),
  handler(letterStranded, 'protests.tellStranded', (deps, request, job) =>
    tellStranded(deps, request, job.id),
  ),
  handler(missionsMerged, 'protests.followMerge', (deps, merge) =>
    followMergedMission(deps, merge),
  ),
  handler(contactAdded, 'protests.releaseWaitingLetters', (deps, { missionId }) =>
    releaseWaitingLetters(deps, missionId),
  ),
  handler(appealWithdrawn, 'protests.withdrawLetters', (deps, { appealId }) =>
    withdrawLettersOfAppeal(deps, appealId),
  ),
  handler(appealWithdrawn, 'protests.hideReplies', (deps, { appealId }) =>
    hideRepliesAbout(deps, appealId),
  ),
  handler(appealWithdrawn, 'protests.removePhotos', (deps, withdrawal) =>
    removePicturesAbout(deps, withdrawal),
  ),
  handler(picturesLeft, 'protests.dropLeftPictures', dropLeftPictures),
  handler(appealClosed, 'protests.closeLetters', async (deps, { appealId, takeBack }) => {
    if (takeBack) await withdrawLettersOfAppeal(deps, appealId, 'appeal_closed')
  }),
  handler(milestoneReached, 'protests.tellFollowers', tellFollowers),
  handler(followUpDue, 'protests.mailFollower', mailFollower),
  handler(appealWithdrawn, 'protests.forgetFollowersOfWithdrawn', (deps, { appealId }) =>
    forgetFollowersLater(deps, appealId),
  ),
  handler(lettersCorrected, 'protests.rewordLetters', rewordLetters),
]

export const protestsTimetables: ReadonlyArray<Timetable<ProtestsDeps>> = [
  {
    name: 'protests.age',
    everyMs: MINUTE_MS,
    async run(deps, signal) {
      await ageLetters(deps, signal)
      await forgetFollowers(deps)
      await releaseAllWaitingLetters(deps)
    },
  },
  { name: 'protests.openSurveys', everyMs: HOUR_MS, run: openSurveys },
  // So often that a confirmed letter whose turn it is leaves while its writer still looks.
  { name: 'protests.dispatch', everyMs: SECOND_MS, run: dispatchLetters },
]
