import type { ComponentChildren } from 'preact'
import type { View } from '../../../platform/html/view.ts'
import { directionOf } from '../../../platform/i18n/format.ts'
import { missionTitle } from '../../missions/index.ts'
import type { MissionChoice } from './choose.ts'
import type { LetterPageProps } from './letter-page.tsx'
import { mailtoHref } from './mailto.ts'
import { PrintLetter } from './print-letter.tsx'

type OtherWaysProps = Omit<LetterPageProps, 'choice'> & { choice: MissionChoice }

/** Own mail program, paper, telephone; and a way to be counted for it. */
export function OtherWays(props: OtherWaysProps) {
  const { view, appeal, choice } = props
  const { t } = view
  return (
    <section class="other-ways" aria-labelledby="ways-title">
      <h2 id="ways-title" class="no-print">
        {t('protests.ways_title')}
      </h2>
      <p class="no-print">{t('protests.ways_text')}</p>
      <OwnMail {...props} />
      <Way title={t('protests.way_print')}>
        <p class="no-print">{t('protests.way_print_text')}</p>
      </Way>
      <Offices view={view} appeal={appeal} />
      <PhoneScript view={view} choice={choice} />
      <form class="no-print" method="post" action={view.link(`${appeal.path}letter/self-reports`)}>
        <input type="hidden" name="from" value={choice.from} />
        <p>{t('protests.way_report_text')}</p>
        <button type="submit" class="button">
          {t('protests.way_report_button')}
        </button>
      </form>
      {/* Not inside the box that opens: what is closed on the screen would be missing on paper. */}
      <PrintLetter {...props} />
    </section>
  )
}

function Way({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details>
      <summary class="no-print">{title}</summary>
      {children}
    </details>
  )
}

/** The letter in the reader's own mail program, or to be copied where that is too long. */
function OwnMail({ view, appeal, choice, values }: OtherWaysProps) {
  const { t } = view
  const { copyTo } = appeal
  const { mission, letter } = choice
  if (!mission.email) return null
  const subject = values.subject || letter.subject
  const parts = [choice.salutation, values.text || letter.text, t('protests.way_your_name')]
  const text = parts.filter((part) => part !== '').join('\n\n')
  const href = mailtoHref({ to: mission.email, copyTo, subject, text })
  return (
    <Way title={t('protests.way_mail')}>
      <div class="no-print">
        {href ? (
          <p>
            <a class="button" href={href}>
              {t('protests.way_mail_open')}
            </a>
          </p>
        ) : (
          <p>{t('protests.way_mail_too_long')}</p>
        )}
        <dl>
          <dt>{t('protests.letter_to')}</dt>
          <dd>{mission.email}</dd>
          {copyTo && <dt>{t('protests.way_copy_to')}</dt>}
          {copyTo && <dd>{copyTo}</dd>}
          <dt>{t('protests.form_subject')}</dt>
          <dd>{subject}</dd>
        </dl>
        <div class="field">
          <label for="copy">{t('protests.way_mail_copy')}</label>
          <textarea
            id="copy"
            readonly
            rows={10}
            lang={letter.language}
            dir={directionOf(letter.language)}
          >
            {`\n${text}`}
          </textarea>
        </div>
      </div>
    </Way>
  )
}

/** A minister, a court: offices that the appeal names besides the mission. */
function Offices({ view, appeal }: Pick<OtherWaysProps, 'view' | 'appeal'>) {
  const { t } = view
  const { addressees } = appeal
  if (addressees.length === 0) return null
  return (
    <Way title={t('protests.way_offices')}>
      <div class="no-print">
        <p>{t('protests.way_offices_text')}</p>
        {addressees.map(({ key, name, office, email, postal }) => (
          <address key={key} class="letter-text">
            {[name, office, postal, email].filter(Boolean).join('\n')}
          </address>
        ))}
      </div>
    </Way>
  )
}

function PhoneScript({ view, choice }: { view: View; choice: MissionChoice }) {
  const { t } = view
  const { mission, letter, readerLetter } = choice
  if (!mission.phone || !letter.phone) return null
  return (
    <Way title={t('protests.way_phone')}>
      <div class="phone-script no-print">
        <p>
          {t('protests.way_phone_text', { mission: missionTitle(t, mission) })}{' '}
          <a href={`tel:${mission.phone.replace(/[^+\d]/g, '')}`}>{mission.phone}</a>
        </p>
        <blockquote class="letter-text" lang={letter.language} dir={directionOf(letter.language)}>
          {letter.phone}
        </blockquote>
        {readerLetter?.phone && <p class="letter-text">{readerLetter.phone}</p>}
      </div>
    </Way>
  )
}
