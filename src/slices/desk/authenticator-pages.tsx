import { QrCode } from '../../platform/html/qr-code.tsx'
import type { View } from '../../platform/html/view.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { ActForm, accountLimits, Field } from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'

/** The secret, to be read by the app, and the field for its first code. */
export function AuthenticatorPage({
  view,
  begun,
  errors,
}: {
  view: View
  begun: { secret: string; uri: string }
  errors?: FieldErrors
}) {
  const { t } = view
  return (
    <DeskLayout
      view={view}
      title={t('desk.authenticator_add')}
      help={t('desk.authenticator_add_help')}
    >
      <QrCode payload={begun.uri} label={t('desk.authenticator_qr')} />
      <p>
        <a href={begun.uri}>{t('desk.authenticator_open')}</a>
      </p>
      <p>
        {t('desk.authenticator_type')} <code>{begun.secret}</code>
      </p>
      <ActForm
        view={view}
        action="/desk/account/authenticator/confirmation"
        button={t('accounts.go_on')}
      >
        <Field
          view={view}
          name="code"
          label={t('desk.authenticator_code')}
          errors={errors}
          input={{
            class: 'code-input',
            inputMode: 'numeric',
            autocomplete: 'one-time-code',
            maxLength: accountLimits.codeChars,
          }}
        />
      </ActForm>
    </DeskLayout>
  )
}

/** Shown this once. */
export function RecoveryCodesPage({ view, codes }: { view: View; codes: string[] }) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.recovery')} help={t('desk.recovery_help')}>
      <ul class="plain-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a class="button" href={view.link('/desk/')}>
          {t('desk.recovery_kept')}
        </a>
      </p>
    </DeskLayout>
  )
}
