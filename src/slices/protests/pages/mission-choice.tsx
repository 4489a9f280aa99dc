import { safeUrl } from '../../../platform/html/safe-url.ts'
import type { View } from '../../../platform/html/view.ts'
import type { Day } from '../../../platform/time.ts'
import type { Appeal } from '../../appeals/index.ts'
import {
  type MissionAnswer,
  MissionReason,
  missionTitle,
  reasonSentence,
} from '../../missions/index.ts'
import type { MissionChoice as Choice } from './choose.ts'

interface MissionChoiceProps {
  view: View
  appeal: Appeal
  choice: Choice
  today: Day
}

/** The mission that answers for the reader, why it does, and the others to choose from. */
export function MissionChoice({ view, appeal, choice, today }: MissionChoiceProps) {
  const { t } = view
  const { mission, others, from } = choice
  return (
    <section class="no-print" aria-labelledby="mission">
      <h2 id="mission">
        {t(answersFor(mission) ? 'protests.mission_title' : 'protests.mission_title_substitute')}
      </h2>
      <div class="mission-card">
        <h3>{missionTitle(t, mission)}</h3>
        <MissionReason view={view} answer={mission} today={today}>
          <Contacts view={view} mission={mission} />
        </MissionReason>
      </div>
      {!mission.email && (
        <p class="notice-warning">
          {t(mission.emailBounces ? 'protests.mission_bounces' : 'protests.mission_without_email')}
        </p>
      )}
      {others.length > 0 && (
        <details>
          <summary>{t('protests.other_missions', { count: others.length })}</summary>
          <ul>
            {others.map((other) => (
              <li key={other.id}>
                <a href={view.link(`${appeal.path}letter?from=${from}&mission=${other.id}`)}>
                  {missionTitle(t, other)}
                </a>
                {`. ${reasonSentence(t, other)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** Whoever speaks at international organisations, or is merely near, is not accredited to the reader's country. */
function answersFor({ reason }: MissionAnswer): boolean {
  return reason !== 'multilateral' && reason !== 'nearest'
}

function Contacts({ view, mission }: { view: View; mission: MissionAnswer }) {
  const { t } = view
  const { email, phone, address, website } = mission
  const site = website && safeUrl(website)
  if (!email && !phone && !address && !site) return null
  return (
    <dl>
      {address && <Entry label={t('protests.contact_address')} value={address} />}
      {email && <Entry label={t('protests.contact_email')} value={email} />}
      {phone && <Entry label={t('protests.contact_phone')} value={phone} />}
      {site && (
        <>
          <dt>{t('protests.contact_website')}</dt>
          <dd>
            <a href={site} rel="nofollow">
              <bdi>{website}</bdi>
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}

function Entry({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  )
}
