import { Field } from '../../../platform/html/form-field.tsx'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { directionOf } from '../../../platform/i18n/format.ts'
import type { OutgoingLetter } from '../delivery/outgoing.ts'
import { MAX_LETTERS_PER_ADDRESS_AND_DAY } from '../types.ts'

/** After the form: what happens next, and where the code is typed. */
export function ConfirmPage({
  view,
  errors,
  typed = '',
}: {
  view: View
  errors: FieldErrors
  typed?: string
}) {
  const { t } = view
  const title = t('protests.confirm_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t('protests.confirm_text')}</p>
      {view.demo && (
        <p class="notice">
          {t('protests.confirm_demo')} <a href={view.link('/mailbox')}>/mailbox</a>
        </p>
      )}
      <CodeForm view={view} errors={errors} typed={typed} />
      <p class="hint">
        {t('protests.confirm_no_mail', { count: MAX_LETTERS_PER_ADDRESS_AND_DAY })}
      </p>
    </Layout>
  )
}

/** A link that was altered or cut short on its way. */
export function BrokenLinkPage({ view }: { view: View }) {
  const { t } = view
  const title = t('protests.broken_link_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t('protests.broken_link_text')}</p>
      <CodeForm view={view} errors={{}} typed="" />
    </Layout>
  )
}

/** The answer to a code that confirmed its letter before; it tells nothing about the letter. */
export function CodeUsedPage({ view }: { view: View }) {
  const { t } = view
  const title = t('protests.code_used_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t('protests.code_used_text')}</p>
    </Layout>
  )
}

function CodeForm({ view, errors, typed }: { view: View; errors: FieldErrors; typed: string }) {
  const { t } = view
  return (
    <form class="confirm-form" method="post" action={view.link('/confirm')}>
      <Field
        view={view}
        name="code"
        label={t('protests.confirm_code')}
        hint={t('protests.confirm_code_hint')}
        errors={errors}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            class="code-input"
            required
            maxLength={20}
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            value={typed}
          />
        )}
      </Field>
      <button type="submit">{t('protests.confirm_code_button')}</button>
    </form>
  )
}

interface ConfirmationPageProps {
  view: View
  /** Address of this page, to which the form posts. */
  path: string
  missionName: string
  missionEmail?: string
  letter: OutgoingLetter
  /** Where answers go, in words. */
  answers: string
  letterLanguage: string
}

/** The letter as it will leave, and the button that sends it on its way. */
export function ConfirmationPage(props: ConfirmationPageProps) {
  const { view, path, missionName, missionEmail, letter, answers, letterLanguage } = props
  const { t, organisation } = view
  const title = t('protests.confirmation_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t('protests.confirmation_text', { mission: missionName })}</p>
      {!missionEmail && <p class="notice-warning">{t('protests.mail_waits')}</p>}
      <form class="confirm-form" method="post" action={view.link(path)}>
        <button type="submit">{t('protests.confirmation_button')}</button>
      </form>
      <h2>{t('protests.confirmation_letter')}</h2>
      <dl>
        <dt>{t('protests.letter_to')}</dt>
        <dd>{missionEmail ? `${missionName}, ${missionEmail}` : missionName}</dd>
        <dt>{t('protests.letter_from')}</dt>
        <dd>{letter.onBehalfOf ? `${letter.onBehalfOf} via ${organisation}` : organisation}</dd>
        <dt>{t('protests.letter_answers')}</dt>
        <dd>{answers}</dd>
        <dt>{t('protests.form_subject')}</dt>
        <dd>{letter.subject}</dd>
      </dl>
      <div class="letter-text card" lang={letterLanguage} dir={directionOf(letterLanguage)}>
        {letter.text}
      </div>
    </Layout>
  )
}
