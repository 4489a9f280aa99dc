import { TableScroll } from '../../platform/html/table-scroll.tsx'
import type { View } from '../../platform/html/view.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { formatInstant } from '../../platform/i18n/format.ts'
import {
  ActForm,
  type Actor,
  accountLimits,
  Field,
  FormProblem,
  NewPasswordField,
  type Passkey,
  PasskeyForm,
  type Session,
} from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'

export interface AccountPageProps {
  view: View
  actor: Actor
  sessions: Session[]
  factors: { hasAuthenticator: boolean; recoveryCodes: number }
  passkeys: Passkey[]
  /** What is wrong with the form of the password. */
  errors?: FieldErrors
  /** What is wrong with the form that begins a second factor. */
  factorErrors?: FieldErrors
  /** What is wrong with the form that adds a passkey. */
  passkeyErrors?: FieldErrors
  /** Somebody was led here because they have no second factor yet. */
  isFactorNeeded?: boolean
}

export function AccountPage(props: AccountPageProps) {
  const { view, actor, isFactorNeeded } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.account')} help={t('desk.account_help')}>
      <p>
        <bdi>{actor.name}</bdi>, <bdi>{actor.email}</bdi> · {t(`accounts.role_${actor.role}`)} ·{' '}
        <bdi>{actor.organisation.name}</bdi>
      </p>
      {isFactorNeeded && !actor.hasFactor && (
        <p class="notice-warning">{t('desk.factor_needed')}</p>
      )}
      <Factors {...props} />
      <PasswordForm {...props} />
      <Sessions {...props} />
    </DeskLayout>
  )
}

function Factors(props: AccountPageProps) {
  const { view, factors } = props
  const { t } = view
  return (
    <section aria-labelledby="factors">
      <h2 id="factors">{t('desk.factors')}</h2>
      {factors.hasAuthenticator ? (
        <ActForm
          view={view}
          action="/desk/account/authenticator/removal"
          button={t('desk.authenticator_remove')}
        >
          <p>{t('desk.authenticator_present')}</p>
        </ActForm>
      ) : (
        <BeginForm {...props} />
      )}
      <Passkeys {...props} />
      {props.actor.hasFactor && (
        <ActForm
          view={view}
          action="/desk/account/recovery-codes"
          button={t('desk.recovery_renew')}
        >
          <p>{t('desk.recovery_left', { count: factors.recoveryCodes })}</p>
        </ActForm>
      )}
    </section>
  )
}

/** As long as there is no second factor, the password is asked for again. */
function BeginForm({ view, actor, factorErrors }: AccountPageProps) {
  const { t } = view
  return (
    <ActForm view={view} action="/desk/account/authenticator" button={t('desk.authenticator_add')}>
      <p>{t('desk.authenticator_missing')}</p>
      {!actor.hasFactor && <CurrentPassword view={view} idPrefix="factor" errors={factorErrors} />}
    </ActForm>
  )
}

function Passkeys({ view, actor, passkeys, passkeyErrors }: AccountPageProps) {
  const { t } = view
  return (
    <>
      <h3>{t('desk.passkeys')}</h3>
      <p>{t('desk.passkeys_help')}</p>
      {passkeys.map(({ id, name, createdAt }) => (
        <ActForm
          key={id}
          view={view}
          action="/desk/account/passkeys/removal"
          button={t('desk.passkey_remove')}
        >
          <input type="hidden" name="id" value={id} />
          <p>
            <bdi>{name || t('desk.passkey')}</bdi> · {formatInstant(view.lang, createdAt)}
          </p>
        </ActForm>
      ))}
      <FormProblem view={view} errors={passkeyErrors} />
      <PasskeyForm
        view={view}
        act="create"
        action="/desk/account/passkeys"
        button={t('desk.passkey_add')}
      >
        <Field
          view={view}
          idPrefix="passkey"
          name="name"
          label={t('desk.passkey_name')}
          errors={passkeyErrors}
          input={{ maxLength: accountLimits.nameChars, autocomplete: 'off' }}
        />
        {!actor.hasFactor && (
          <CurrentPassword view={view} idPrefix="passkey" errors={passkeyErrors} />
        )}
      </PasskeyForm>
    </>
  )
}

function CurrentPassword({
  view,
  idPrefix,
  errors,
}: {
  view: View
  idPrefix: string
  errors: FieldErrors | undefined
}) {
  return (
    <Field
      view={view}
      idPrefix={idPrefix}
      name="password"
      label={view.t('desk.password_current')}
      errors={errors}
      input={{
        type: 'password',
        autocomplete: 'current-password',
        maxLength: accountLimits.passwordMaxChars,
      }}
    />
  )
}

function PasswordForm({ view, errors }: AccountPageProps) {
  const { t } = view
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{t('accounts.password')}</h2>
      <ActForm view={view} action="/desk/account/password" button={t('accounts.password_save')}>
        <Field
          view={view}
          name="current"
          label={t('desk.password_current')}
          errors={errors}
          input={{
            type: 'password',
            autocomplete: 'current-password',
            maxLength: accountLimits.passwordMaxChars,
          }}
        />
        <NewPasswordField view={view} errors={errors} />
      </ActForm>
    </section>
  )
}

function Sessions({ view, actor, sessions }: AccountPageProps) {
  const { t, lang } = view
  return (
    <>
      <h2>{t('desk.sessions')}</h2>
      <TableScroll label={t('desk.sessions')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.session_browser')}</th>
              <th scope="col">{t('desk.session_since')}</th>
              <th scope="col">{t('desk.session_seen')}</th>
              <th scope="col">{t('desk.session_act')}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">{session.browser || t('desk.session_unknown')}</th>
                <td>{formatInstant(lang, session.createdAt)}</td>
                <td>{formatInstant(lang, session.lastSeenAt)}</td>
                <td>
                  {session.id === actor.sessionId ? (
                    t('desk.session_this')
                  ) : (
                    <ActForm
                      view={view}
                      action={`/desk/account/sessions/${session.id}/end`}
                      button={t('desk.session_end')}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {sessions.length > 1 && (
        <ActForm
          view={view}
          action="/desk/account/sessions/others/end"
          button={t('desk.sessions_end_others')}
        />
      )}
    </>
  )
}
