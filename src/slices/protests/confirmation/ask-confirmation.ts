import { addMs, MINUTE_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { deliver, forgetMessages, relayAddress } from '../../mail/index.ts'
import { findMission, missionTitle } from '../../missions/index.ts'
import { findLetter, markAsked } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { addressFor } from '../recipient.ts'
import { confirmationAsked } from '../topics.ts'
import {
  LAPSE_AFTER_MS,
  type Letter,
  type LetterContent,
  type ProtestsDeps,
  REMIND_AFTER_MS,
} from '../types.ts'
import { confirmationCode } from './code.ts'
import { composeConfirmationMail } from './confirmation-mail.ts'
import { confirmationLink, siteLink } from './links.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 10 * MINUTE_MS

/**
 * Sends the mail that asks a writer to confirm their letter.
 *
 * Reminder and lapse count from the first such mail that left. Nothing is sent for a letter that
 * was confirmed or has lapsed in the meantime. A permanent refusal ends it: the address does not
 * exist, and the letter will lapse. While our own settings hold mail back, the request waits.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function askConfirmation(
  deps: ProtestsDeps,
  request: { letterId: string; isReminder: boolean },
  jobId: string,
): Promise<void> {
  const letter = await findLetter(deps.reader, request.letterId)
  const content = letter && readContent(deps.secrets, letter)
  if (!letter || !content || letter.state !== 'unconfirmed') return
  const mail = await describeLetter(deps, letter, content)
  if (!mail) return

  const { catalogues, config } = deps
  const words = composeConfirmationMail(
    { catalogues, organisation: config.organisation },
    { ...mail, isReminder: request.isReminder },
  )
  const notice = { id: jobId, about: letter.id, kind: 'notice', to: content.email } as const
  const outcome = await deliver(deps, { ...notice, ...words })
  await forgetIfConfirmed(deps, letter)
  if (outcome.kind === 'deferred') throw new Error(`the mail was put off (${outcome.cause})`)
  const now = deps.clock.now()
  if (outcome.kind === 'held') {
    const runAt = addMs(now, HELD_PAUSE_MS)
    await deps.outbox.publish(deps.db, confirmationAsked, request, { runAt })
  } else {
    await markAsked(deps.db, letter.id, { now, dueAt: addMs(now, askAgainAfter(letter)) })
  }
}

/** Whoever has the organisation sign may be in danger: no mail comes to them unasked. */
function askAgainAfter({ display }: Letter): number {
  return display === 'organisation' ? LAPSE_AFTER_MS : REMIND_AFTER_MS
}

/** It may have been confirmed by an earlier mail while this one was on its way into the mailbox. */
async function forgetIfConfirmed({ db }: Pick<ProtestsDeps, 'db'>, { id, display }: Letter) {
  if (display !== 'organisation') return
  const letter = await findLetter(db, id)
  if (letter?.confirmedAt) await forgetMessages(db, id)
}

async function describeLetter(
  { config, reader, secrets, catalogues }: ProtestsDeps,
  letter: Letter,
  content: LetterContent,
) {
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, letter.language),
    findMission(reader, letter.missionId),
  ])
  if (!appeal || !mission || appeal.withdrawnAt) return undefined
  return {
    language: letter.language,
    draft: {
      ...letter,
      content,
      missionType: mission.type,
      relay: relayAddress({ secrets, config }, letter.id),
    },
    appealTitle: appeal.title,
    missionName: missionTitle(catalogues.translator(letter.language), mission),
    missionEmail: addressFor(mission, letter.id),
    code: confirmationCode(secrets, letter.id),
    links: {
      confirmation: confirmationLink({ config, secrets, catalogues }, letter),
      confirm: siteLink({ config, catalogues }, letter.language, '/confirm'),
    },
  }
}
