import type { Config } from '../../../platform/config.ts'
import type { View } from '../../../platform/html/view.ts'
import { SettingsLayout } from './settings-pages.tsx'

interface MailPageProps {
  view: View
  config: Config
  /** What the self-check found, when it was asked for. */
  findings?: { isWell: boolean; text: string }[]
}

/** How mail leaves, what is still to be entered where, and that only the operator changes it. */
export function MailPage({ view, config, findings }: MailPageProps) {
  const { t } = view
  return (
    <SettingsLayout view={view} current="mail">
      <p>{t('desk.mail_by_operator')}</p>
      <dl>
        <dt>MAIL</dt>
        <dd>
          {config.mail} · {t(`desk.mail_${config.mail}`)}
        </dd>
        <dt>MAIL_FROM</dt>
        <dd>
          <bdi>{config.mailFrom}</bdi>
        </dd>
        <dt>DKIM</dt>
        <dd>
          <bdi>
            {config.dkim ? `${config.dkim.selector}._domainkey.${config.dkim.domain}` : '–'}
          </bdi>
        </dd>
        <dt>MAIL_CHECK</dt>
        <dd>{t(config.mailCheck ? 'desk.mail_check_on' : 'desk.mail_check_off')}</dd>
      </dl>
      <p>
        <a class="button" href={view.link('/desk/settings/mail/?check=1')}>
          {t('desk.mail_check_now')}
        </a>
      </p>
      {findings && (
        <section aria-labelledby="findings">
          <h2 id="findings">{t('desk.mail_findings')}</h2>
          <ul class="plain-list">
            {findings.map(({ isWell, text }) => (
              <li key={text}>
                <span class="tag">{t(isWell ? 'desk.finding_well' : 'desk.finding_to_do')}</span>{' '}
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </SettingsLayout>
  )
}
