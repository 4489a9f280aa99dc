import { ErrorSummary } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { Day } from '../../../platform/time.ts'
import { type Actor, mayCall } from '../../accounts/index.ts'
import {
  type Accreditation,
  AddressHealth,
  type ContactRecord,
  type Correction,
  type Description,
  type Evidence,
  type Mission,
  missionTitle,
  type PastDescription,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { Accreditations } from './accreditations.tsx'
import { ContactForm, type ContactValues } from './contact-form.tsx'
import { CurrentContacts, PastContacts } from './contact-tables.tsx'
import { DescriptionSection } from './description.tsx'
import { MergeForm } from './merge-page.tsx'
import { Doubt } from './search-page.tsx'
import { MissionTabs } from './tabs.tsx'

export interface MissionPageProps {
  view: View
  actor: Actor
  mission: Mission
  /** Those in use first. */
  contacts: ContactRecord[]
  /** Those of the contacts that are e-mail addresses in use, with what letters showed of them. */
  addresses: Array<{ contact: ContactRecord; evidence: Evidence[] }>
  accreditations: Accreditation[]
  corrections: Correction[]
  /** Others of the same state in the same country. */
  neighbours: Mission[]
  lettersWaiting: number
  description: Description
  /** What was said of it before, the newest first. */
  pastDescriptions: PastDescription[]
  today: Day
  values: ContactValues
  errors: FieldErrors
}

/** All that is known of one mission, how it came to be known, and the forms that change it. */
export function MissionPage(props: MissionPageProps) {
  const { view, actor, mission, contacts, lettersWaiting, today } = props
  const { t } = view
  const current = contacts.filter(({ validUntil }) => validUntil === undefined)
  const past = contacts.filter(({ validUntil }) => validUntil !== undefined)
  return (
    <DeskLayout view={view} title={missionTitle(t, mission)} help={t('desk.mission_help')}>
      <MissionTabs view={view} actor={actor} current="/desk/missions/" />
      <p>
        {t('desk.letters_wait', { count: lettersWaiting })}{' '}
        <Doubt view={view} mission={mission} today={today} />{' '}
        {!mission.closedOn && (
          <a href={view.link(`/missions/${mission.sendingState}/#mission-${mission.id}`)}>
            {t('desk.as_readers_see')}
          </a>
        )}
      </p>
      <ErrorSummary
        view={view}
        title={t('desk.nothing_saved')}
        errors={props.errors}
        idOf={(name) => (name === 'form' ? undefined : name)}
      />
      {mission.closedOn && <p class="notice-warning">{t('desk.mission_closed_help')}</p>}
      <WaitingCorrections {...props} />
      <DescriptionSection {...props} />
      <CurrentContacts view={view} missionId={mission.id} contacts={current} />
      <PastContacts view={view} missionId={mission.id} contacts={past} />
      <ContactForm view={view} missionId={mission.id} values={props.values} errors={props.errors} />
      <AddressHealth view={view} addresses={props.addresses} />
      <Accreditations {...props} />
      {mayCall(actor, 'administrator') && <MergeForm {...props} />}
    </DeskLayout>
  )
}

function WaitingCorrections({ view, actor, corrections }: MissionPageProps) {
  if (corrections.length === 0) return null
  const words = view.t('desk.corrections_of_mission', { count: corrections.length })
  return (
    <p class="notice">
      {mayCall(actor, 'moderator') ? (
        <a href={view.link('/desk/missions/corrections/')}>{words}</a>
      ) : (
        words
      )}
    </p>
  )
}
