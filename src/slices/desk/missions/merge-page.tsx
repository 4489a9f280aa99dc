import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { ActForm, type Actor } from '../../accounts/index.ts'
import {
  type Contact,
  contactKinds,
  contactOrigin,
  descriptionOrigin,
  type Mission,
  missionTitle,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { MissionTabs } from './tabs.tsx'

/** Chooses the mission that this one really is; nothing happens before the next page. */
export function MergeForm({
  view,
  mission,
  neighbours,
}: {
  view: View
  mission: Mission
  neighbours: Mission[]
}) {
  const { t } = view
  if (neighbours.length === 0) return null
  return (
    <details>
      <summary>{t('desk.merge')}</summary>
      <form method="get" action={view.link(`/desk/missions/${mission.id}/merge`)}>
        <div class="field">
          <label for="into">{t('desk.merge_into')}</label>
          <select id="into" name="into">
            {neighbours.map((each) => (
              <option key={each.id} value={each.id}>
                {[missionTitle(t, each), each.name].filter(Boolean).join(' · ')}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t('desk.merge_compare')}</button>
      </form>
    </details>
  )
}

interface MergePageProps {
  view: View
  actor: Actor
  /** The one that will be in no list any more. */
  mission: Mission
  into: Mission
  lettersWaiting: number
}

/** Both side by side, before they become one. */
export function MergePage({ view, actor, mission, into, lettersWaiting }: MergePageProps) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.merge')} help={t('desk.merge_help')}>
      <MissionTabs view={view} actor={actor} current="/desk/missions/" />
      <div class="field-row">
        <Side view={view} mission={mission} label={t('desk.merge_gone')} />
        <Side view={view} mission={into} label={t('desk.merge_kept')} />
      </div>
      <p>{t('desk.merge_letters', { count: lettersWaiting })}</p>
      <div class="acts">
        <ActForm
          view={view}
          action={`/desk/missions/${mission.id}/merge`}
          button={t('desk.merge_now')}
          class="confirm-form"
        >
          <input type="hidden" name="into" value={into.id} />
        </ActForm>
        <a class="button" href={view.link(`/desk/missions/${mission.id}`)}>
          {t('desk.merge_not')}
        </a>
      </div>
    </DeskLayout>
  )
}

function byKind(a: Contact, b: Contact): number {
  return contactKinds.indexOf(a.kind) - contactKinds.indexOf(b.kind)
}

function Side({ view, mission, label }: { view: View; mission: Mission; label: string }) {
  const { t, lang } = view
  const { name, accreditedTo, contacts } = mission
  const served = accreditedTo.map((code) => countryName(lang, code)).join(', ')
  return (
    <section class="card">
      <p class="kicker">{label}</p>
      <h2>
        <a href={view.link(`/desk/missions/${mission.id}`)}>{missionTitle(t, mission)}</a>
      </h2>
      {name && (
        <p>
          <bdi>{name}</bdi>
        </p>
      )}
      {mission.closedOn && <span class="tag">{t('desk.mission_closed')}</span>}
      <p class="meta">
        {descriptionOrigin(t, mission)}.{' '}
        {served === '' ? t('missions.serves_unknown') : t('missions.serves', { served })}
      </p>
      {contacts.length === 0 && <p>{t('desk.merge_no_contacts')}</p>}
      <ul class="plain-list">
        {contacts.toSorted(byKind).map((contact) => (
          <li key={contact.id}>
            {t(`missions.kind_${contact.kind}`)}: <bdi>{contact.value}</bdi>{' '}
            <small class="meta">{contactOrigin(t, contact)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
