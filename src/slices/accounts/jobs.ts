import { type Handler, handler, type Topic } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { addMs, HOUR_MS } from '../../platform/time.ts'
import { type Message, sendNotice } from '../mail/index.ts'
import { accountLink } from './links.ts'
import { findMember, findOpenInvitation } from './member-queries.ts'
import { deleteOldChallenges } from './passkeys/queries.ts'
import { deleteEndedSessions } from './session-queries.ts'
import { bounds } from './sessions.ts'
import { ATTEMPTS_KEPT_MS } from './sign-in/attempts.ts'
import { deleteOldAttempts, deleteOldResets, findOpenReset } from './sign-in/queries.ts'
import { accountChanged, invitationMade, resetAsked } from './topics.ts'
import type { AccountsDeps } from './types.ts'

export const accountsHandlers: ReadonlyArray<Handler<AccountsDeps>> = [
  handler(invitationMade, 'accounts.mailInvitation', async (deps, request, job) => {
    const { invitationId: id, language } = request
    const invitation = await findOpenInvitation(deps.reader, id, deps.clock.now())
    if (!invitation?.email) return
    const t = deps.catalogues.translator(language)
    const site = deps.config.siteName
    await send(
      deps,
      {
        id: job.id,
        to: invitation.email,
        subject: t('accounts.mail_invitation_subject', { site }),
        paragraphs: [
          t('accounts.mail_invitation', { site }),
          accountLink(deps, { purpose: 'invitation', id, language }),
          t('accounts.mail_invitation_once'),
        ],
      },
      { topic: invitationMade, payload: request },
    )
  }),
  handler(resetAsked, 'accounts.mailReset', async (deps, request, job) => {
    const { resetId: id, language } = request
    const reset = await findOpenReset(deps.reader, id, deps.clock.now())
    const member = reset && (await findMember(deps.reader, reset.memberId))
    if (!member) return
    const t = deps.catalogues.translator(language)
    const site = deps.config.siteName
    await send(
      deps,
      {
        id: job.id,
        to: member.email,
        subject: t('accounts.mail_reset_subject', { site }),
        paragraphs: [
          t('accounts.mail_reset', { site }),
          accountLink(deps, { purpose: 'password-reset', id, language }),
          t('accounts.mail_reset_not_you'),
        ],
      },
      { topic: resetAsked, payload: request },
    )
  }),
  handler(accountChanged, 'accounts.mailChange', async (deps, request, job) => {
    const member = await findMember(deps.reader, request.memberId)
    if (!member) return
    const t = deps.catalogues.translator(request.language)
    const site = deps.config.siteName
    await send(
      deps,
      {
        id: job.id,
        to: member.email,
        subject: t('accounts.mail_change_subject', { site }),
        paragraphs: [
          t(`accounts.mail_change_${request.change}`, { site }),
          t('accounts.mail_change_not_you'),
        ],
      },
      { topic: accountChanged, payload: request },
    )
  }),
]

export const accountsTimetables: ReadonlyArray<Timetable<AccountsDeps>> = [
  {
    name: 'accounts.forget',
    everyMs: HOUR_MS,
    async run({ db, clock }) {
      const now = clock.now()
      await deleteEndedSessions(db, bounds(now))
      await deleteOldAttempts(db, addMs(now, -ATTEMPTS_KEPT_MS))
      await deleteOldChallenges(db, now)
      await deleteOldResets(db, addMs(now, -HOUR_MS))
    },
  },
]

/**
 * @throws Error when the mail server put it off, so that the job is tried again
 */
async function send<Payload>(
  deps: AccountsDeps,
  { paragraphs, ...message }: Omit<Message, 'kind' | 'text'> & { paragraphs: string[] },
  request: { topic: Topic<Payload>; payload: Payload },
): Promise<void> {
  // The link is on the screen of whoever invited.
  if (deps.config.mail === 'off') return
  const text = [...paragraphs, deps.config.organisation].join('\n\n')
  await sendNotice(deps, { ...message, text }, request)
}
