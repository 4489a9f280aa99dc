import { TableScroll } from '../../platform/html/table-scroll.tsx'
import type { View } from '../../platform/html/view.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { formatInstant } from '../../platform/i18n/format.ts'
import {
  ActForm,
  type Actor,
  accountLimits,
  Field,
  type Invitation,
  type Member,
  roles,
} from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'

interface MembersPageProps {
  view: View
  actor: Actor
  members: Member[]
  /** Those not used yet; with the link where no mail leaves. */
  invitations: (Invitation & { link?: string })[]
  errors?: FieldErrors
  values?: { email?: string; role?: string }
}

export function MembersPage(props: MembersPageProps) {
  const { view, members } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.members')} help={t('desk.members_help')}>
      <TableScroll label={t('desk.members')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('accounts.name')}</th>
              <th scope="col">{t('accounts.email')}</th>
              <th scope="col">{t('desk.factors')}</th>
              <th scope="col">{t('desk.role')}</th>
              <th scope="col">{t('desk.session_act')}</th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow key={member.id} {...props} member={member} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Invitations {...props} />
      <InviteForm {...props} />
    </DeskLayout>
  )
}

function MemberRow({ view, actor, member }: MembersPageProps & { member: Member }) {
  const { t } = view
  const isSelf = member.id === actor.memberId
  const address = `/desk/members/${member.id}`
  return (
    <tr>
      <th scope="row">
        <bdi>{member.name}</bdi>
      </th>
      <td>
        <bdi>{member.email}</bdi>
      </td>
      <td>{t(member.hasFactor ? 'desk.factor_present' : 'desk.factor_missing')}</td>
      <td>{t(`accounts.role_${member.role}`)}</td>
      <td>{!isSelf && <MemberActs view={view} member={member} address={address} />}</td>
    </tr>
  )
}

/** Behind a summary, so that nobody is removed by a slip. */
function MemberActs({ view, member, address }: { view: View; member: Member; address: string }) {
  const { t } = view
  return (
    <details>
      <summary>{t('desk.member_more', { name: member.name })}</summary>
      <ActForm view={view} action={`${address}/role`} button={t('desk.role_save')}>
        <RoleSelect view={view} id={`role-${member.id}`} label={member.name} value={member.role} />
      </ActForm>
      {member.hasFactor && (
        <ActForm view={view} action={`${address}/factor-reset`} button={t('desk.factor_reset')}>
          <p class="hint">{t('desk.factor_reset_help')}</p>
        </ActForm>
      )}
      <ActForm view={view} action={`${address}/removal`} button={t('desk.member_remove')}>
        <p class="hint">{t('desk.member_remove_help')}</p>
      </ActForm>
    </details>
  )
}

function Invitations({ view, invitations }: MembersPageProps) {
  const { t, lang } = view
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t('desk.invitations')}</h2>
      <ul class="mail-list">
        {invitations.map(({ id, email, role, expiresAt, link }) => (
          <li key={id}>
            <bdi>{email}</bdi> · {t(`accounts.role_${role}`)} ·{' '}
            {t('desk.invitation_until', { until: formatInstant(lang, expiresAt) })}
            {link && (
              <p>
                {t('desk.invitation_link')} <code>{link}</code>
              </p>
            )}
            <ActForm
              view={view}
              action={`/desk/members/invitations/${id}/revocation`}
              button={t('desk.invitation_revoke', { email: email ?? '' })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function InviteForm({ view, errors, values }: MembersPageProps) {
  const { t } = view
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{t('desk.invite')}</h2>
      <ActForm
        view={view}
        action="/desk/members/invitations"
        button={t('desk.invite')}
        class="confirm-form"
      >
        <Field
          view={view}
          name="email"
          label={t('accounts.email')}
          errors={errors}
          input={{
            type: 'email',
            autocomplete: 'off',
            maxLength: accountLimits.emailChars,
            value: values?.email ?? '',
          }}
        />
        <div class="field">
          <label for="role">{t('desk.role')}</label>
          <RoleSelect view={view} id="role" value={values?.role ?? 'editor'} />
        </div>
      </ActForm>
    </section>
  )
}

function RoleSelect({
  view,
  id,
  label,
  value,
}: {
  view: View
  id: string
  /** Whose role it is, where no label stands beside it. */
  label?: string
  value: string
}) {
  return (
    <select
      id={id}
      name="role"
      aria-label={label && view.t('desk.role_of', { name: label })}
      value={value}
    >
      {roles.map((role) => (
        <option key={role} value={role} selected={role === value}>
          {view.t(`accounts.role_${role}`)}
        </option>
      ))}
    </select>
  )
}
