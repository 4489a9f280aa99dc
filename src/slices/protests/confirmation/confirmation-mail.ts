import type { Catalogues } from '../../../platform/i18n/catalogues.ts'
import { composeOutgoing, describeAnswers, type LetterDraft } from '../delivery/outgoing.ts'
import { formatCode } from './code.ts'

/** What the mail to the writer speaks of. */
export interface ConfirmationMail {
  /** Language of the mail. */
  language: string
  draft: LetterDraft
  appealTitle: string
  missionName: string
  /** The mission's address; undefined when nobody knows one yet. */
  missionEmail?: string
  code: string
  links: { confirmation: string; confirm: string }
  isReminder: boolean
}

/**
 * The mail that asks the writer to confirm.
 *
 * It says what will be sent, to whom and what they will see, but not the letter itself: anybody can
 * type anybody's address into the form, and such a mail must not carry their words further.
 */
export function composeConfirmationMail(
  { catalogues, organisation }: { catalogues: Catalogues; organisation: string },
  mail: ConfirmationMail,
): { subject: string; text: string } {
  const t = catalogues.translator(mail.language)
  const outgoing = composeOutgoing({ catalogues, organisation }, mail.draft)
  const values = { mission: mail.missionName, organisation, appeal: mail.appealTitle }
  const sender = outgoing.onBehalfOf ? `${outgoing.onBehalfOf} via ${organisation}` : organisation
  const paragraphs = [
    t(mail.isReminder ? 'protests.mail_reminder' : 'protests.mail_greeting', values),
    `${t('protests.mail_how')}\n\n${mail.links.confirmation}`,
    `${t('protests.mail_code', { code: formatCode(mail.code) })}\n\n${mail.links.confirm}`,
    [
      t('protests.mail_what'),
      t('protests.mail_to', { to: recipientLine(mail) }),
      t('protests.mail_from', { from: sender }),
      t('protests.mail_answers', { address: describeAnswers(t, organisation, mail.draft) }),
      t('protests.mail_subject_line', { subject: outgoing.subject }),
    ].join('\n'),
    mail.missionEmail ? '' : t('protests.mail_waits', values),
    mail.draft.display === 'organisation' ? t('protests.mail_nameless', values) : '',
    t('protests.mail_not_you'),
    organisation,
  ]
  return {
    subject: t(
      mail.isReminder ? 'protests.mail_reminder_subject' : 'protests.mail_subject',
      values,
    ),
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  }
}

function recipientLine({ missionName, missionEmail }: ConfirmationMail): string {
  return missionEmail ? `${missionName}, ${missionEmail}` : missionName
}
