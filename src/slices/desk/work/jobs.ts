import { type Handler, handler } from '../../../platform/outbox/outbox.ts'
import { decideHeldComment } from '../../comments/index.ts'
import { decideCorrection } from '../../missions/index.ts'
import { carryOut, decisionsDue, type Effects } from '../../moderation/index.ts'
import { approveReply, refuseReply, releaseLetter, turnDownLetter } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'

/** Carries out what moderators decided and did not take back. */
export const deskHandlers: ReadonlyArray<Handler<DeskDeps>> = [
  handler(decisionsDue, 'desk.carryOut', (deps, { batchId }) =>
    carryOut(deps, batchId, effectsOf(deps)),
  ),
]

function effectsOf(deps: DeskDeps): Effects {
  return {
    comment: ({ item, verdict }) => decideHeldComment(deps, item.id, verdict),
    async letter({ item, verdict, reason = '' }) {
      if (verdict === 'approved') await releaseLetter(deps, item.id)
      else await turnDownLetter(deps, { letterId: item.id, reason })
    },
    async correction({ item, verdict }) {
      const decision = verdict === 'approved' ? 'accepted' : 'refused'
      await decideCorrection(deps, { id: item.id, decision })
    },
    async reply({ item, verdict }) {
      await (verdict === 'approved' ? approveReply : refuseReply)(deps, item.id)
    },
  }
}
