import type { ComponentChildren } from 'preact'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { withNext } from '../next.ts'
import { PasskeyForm } from '../passkeys/passkey-form.tsx'
import { limits, type Role } from '../types.ts'
import { ActForm, Field, FormProblem } from './field.tsx'

interface GateProps {
  view: View
  errors?: FieldErrors
}

/** The frame of the pages before the desk. */
function GatePage({
  view,
  title,
  lede,
  children,
}: {
  view: View
  title: string
  lede?: string
  children: ComponentChildren
}) {
  return (
    <Layout
      view={view}
      title={title}
      noindex
      kind="gate-page"
      note={view.t('accounts.cookie_note')}
    >
      <h1>{title}</h1>
      {lede && <p class="lede">{lede}</p>}
      {children}
    </Layout>
  )
}

export function SignInPage({
  view,
  errors,
  email,
  next,
  message,
}: GateProps & { email?: string; next: string; message?: string }) {
  const { t } = view
  return (
    <GatePage view={view} title={t('accounts.sign_in')}>
      {message && <p class="notice">{t(message)}</p>}
      <FormProblem view={view} errors={errors} />
      <ActForm
        view={view}
        class="confirm-form"
        action={withNext('/desk/sign-in', next)}
        button={t('accounts.sign_in')}
      >
        <EmailField view={view} errors={errors} value={email} />
        <PasswordField view={view} errors={errors} />
      </ActForm>
      <PasskeyForm
        view={view}
        act="get"
        action="/desk/sign-in/passkey"
        query={withNext('', next)}
        button={t('accounts.passkey_use')}
      />
      <p>
        <a href={view.link('/desk/password-resets')}>{t('accounts.password_forgotten')}</a>
      </p>
    </GatePage>
  )
}

/** Between the password and the desk, and again before acts that a stolen session is not enough for. */
export function CodePage({
  view,
  errors,
  next,
  stage,
}: GateProps & { next: string; stage: 'sign-in' | 'factor' }) {
  const { t } = view
  const action = stage === 'sign-in' ? '/desk/sign-in/code' : '/desk/factor'
  return (
    <GatePage
      view={view}
      title={t(stage === 'sign-in' ? 'accounts.second_step' : 'accounts.factor_again')}
      lede={t(stage === 'sign-in' ? 'accounts.second_step_text' : 'accounts.factor_again_text')}
    >
      <FormProblem view={view} errors={errors} />
      <ActForm view={view} action={withNext(action, next)} button={t('accounts.go_on')}>
        <Field
          view={view}
          name="code"
          label={t('accounts.code')}
          hint={t('accounts.code_hint')}
          errors={errors}
          input={{
            class: 'code-input',
            autocomplete: 'one-time-code',
            maxLength: limits.codeChars,
          }}
        />
      </ActForm>
      <PasskeyForm
        view={view}
        act="get"
        action={stage === 'sign-in' ? '/desk/sign-in/passkey' : '/desk/factor/passkey'}
        query={withNext('', next)}
        button={t('accounts.passkey_use')}
      />
      <p>
        <a href="#lost">{t('accounts.authenticator_lost')}</a>
      </p>
      <p class="hint" id="lost">
        {t('accounts.authenticator_lost_text')}
      </p>
    </GatePage>
  )
}

/** What an invited person sees; who was invited under an address keeps it. */
export function InvitationPage({
  view,
  errors,
  token,
  invited,
  values,
}: GateProps & {
  token: string
  invited: { email?: string; role: Role }
  values?: { email: string; name: string }
}) {
  const { t } = view
  return (
    <GatePage
      view={view}
      title={t('accounts.invitation', { site: view.siteName })}
      lede={t(`accounts.role_${invited.role}_text`)}
    >
      <ActForm
        view={view}
        class="confirm-form"
        action={`/desk/invitations/${token}`}
        button={t('accounts.join')}
      >
        {invited.email ? (
          <p>{t('accounts.invited_as', { email: invited.email })}</p>
        ) : (
          <EmailField view={view} errors={errors} value={values?.email} />
        )}
        <Field
          view={view}
          name="name"
          label={t('accounts.name')}
          hint={t('accounts.name_hint')}
          errors={errors}
          input={{ value: values?.name ?? '', maxLength: limits.nameChars, autocomplete: 'name' }}
        />
        <NewPasswordField view={view} errors={errors} />
      </ActForm>
    </GatePage>
  )
}

/** Asks where to mail the link, and says that it was done, whoever asked. */
export function AskResetPage({ view, isDone }: GateProps & { isDone?: boolean }) {
  const { t } = view
  return (
    <GatePage view={view} title={t('accounts.reset')} lede={t('accounts.reset_text')}>
      {isDone ? (
        <p class="notice">{t('accounts.reset_sent')}</p>
      ) : (
        <ActForm view={view} action="/desk/password-resets" button={t('accounts.reset_ask')}>
          <EmailField view={view} />
        </ActForm>
      )}
    </GatePage>
  )
}

export function ResetPage({ view, errors, token }: GateProps & { token: string }) {
  const { t } = view
  return (
    <GatePage view={view} title={t('accounts.reset_set')} lede={t('accounts.reset_set_text')}>
      <ActForm
        view={view}
        action={`/desk/password-resets/${token}`}
        button={t('accounts.password_save')}
      >
        <NewPasswordField view={view} errors={errors} />
      </ActForm>
    </GatePage>
  )
}

function EmailField({ view, errors, value }: GateProps & { value?: string }) {
  return (
    <Field
      view={view}
      name="email"
      label={view.t('accounts.email')}
      errors={errors}
      input={{
        type: 'email',
        autocomplete: 'username',
        maxLength: limits.emailChars,
        value: value ?? '',
      }}
    />
  )
}

function PasswordField({ view, errors }: GateProps) {
  const input = {
    type: 'password',
    autocomplete: 'current-password',
    maxLength: limits.passwordMaxChars,
  } as const
  const label = view.t('accounts.password')
  return <Field view={view} name="password" label={label} errors={errors} input={input} />
}

/** A password to be chosen; the browser may suggest one. */
export function NewPasswordField({ view, errors }: GateProps) {
  return (
    <Field
      view={view}
      name="password"
      label={view.t('accounts.password_new')}
      hint={view.t('accounts.password_hint', { limit: limits.passwordMinChars })}
      errors={errors}
      input={{
        type: 'password',
        autocomplete: 'new-password',
        minLength: limits.passwordMinChars,
        maxLength: limits.passwordMaxChars,
      }}
    />
  )
}
