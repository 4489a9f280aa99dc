import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName, formatInstant } from '../../../platform/i18n/format.ts'
import type { Day } from '../../../platform/time.ts'
import { ActForm, type Actor, mayCall } from '../../accounts/index.ts'
import {
  type Accreditation,
  AddressHealth,
  ContactClosing,
  type ContactRecord,
  type Correction,
  contactOrigin,
  type Evidence,
  type Mission,
  missionTitle,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { Accreditations } from './accreditations.tsx'
import { ContactForm, type ContactValues } from './contact-form.tsx'
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
  today: Day
  values: ContactValues
  errors: FieldErrors
}

/** All that is known of one mission, how it came to be known, and the forms that change it. */
export function MissionPage(props: MissionPageProps) {
  const { view, actor, mission, contacts, lettersWaiting, today } = props
  const { t, lang } = view
  const current = contacts.filter(({ validUntil }) => validUntil === undefined)
  const past = contacts.filter(({ validUntil }) => validUntil !== undefined)
  return (
    <DeskLayout view={view} title={missionTitle(t, mission)} help={t('desk.mission_help')}>
      <MissionTabs view={view} actor={actor} current="/desk/missions/" />
      <p>
        {mission.name && (
          <>
            <bdi>{mission.name}</bdi> ·{' '}
          </>
        )}
        {countryName(lang, mission.receivingState)} ·{' '}
        {t('desk.letters_wait', { count: lettersWaiting })}{' '}
        <Doubt view={view} mission={mission} today={today} />{' '}
        <a href={view.link(`/missions/${mission.sendingState}/#mission-${mission.id}`)}>
          {t('desk.as_readers_see')}
        </a>
      </p>
      <WaitingCorrections {...props} />
      <h2>{t('desk.contacts')}</h2>
      {current.length === 0 ? (
        <p>{t('desk.contacts_none')}</p>
      ) : (
        <CurrentContacts {...props} contacts={current} />
      )}
      <ContactForm view={view} missionId={mission.id} values={props.values} errors={props.errors} />
      <AddressHealth view={view} addresses={props.addresses} />
      <Accreditations {...props} />
      {past.length > 0 && <PastContacts view={view} contacts={past} />}
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

function CurrentContacts({ view, mission, contacts }: MissionPageProps) {
  const { t } = view
  return (
    <TableScroll label={t('desk.contacts')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.contact_kind')}</th>
            <th scope="col">{t('desk.contact_value')}</th>
            <th scope="col">{t('desk.contact_source')}</th>
            <th scope="col">{t('desk.session_act')}</th>
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <tr key={contact.id}>
              <td>{t(`missions.kind_${contact.kind}`)}</td>
              <th scope="row">
                <bdi>{contact.value}</bdi> <ContactClosing view={view} contact={contact} />
              </th>
              <td>{contactOrigin(t, contact)}</td>
              <td>
                <ContactActs view={view} missionId={mission.id} contact={contact} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Behind a summary, so that the table stays quiet and nothing ends by a slip. */
function ContactActs({
  view,
  missionId,
  contact,
}: {
  view: View
  missionId: string
  contact: ContactRecord
}) {
  const { t } = view
  const address = `/desk/missions/${missionId}`
  const about = { value: contact.value }
  return (
    <div class="acts">
      <a
        href={view.link(`${address}?correct=${contact.id}#contact`)}
        aria-label={t('desk.contact_correct_one', about)}
      >
        {t('desk.correct')}
      </a>
      <details>
        <summary aria-label={t('desk.contact_confirm_one', about)}>{t('desk.confirm')}</summary>
        <ActForm
          view={view}
          action={`${address}/contacts/${contact.id}/confirmation`}
          button={t('desk.confirm_today')}
        >
          <div class="field">
            <label for={`source-${contact.id}`}>{t('desk.confirm_source')}</label>
            <input id={`source-${contact.id}`} name="source" type="text" required maxLength={300} />
          </div>
        </ActForm>
      </details>
      <details>
        <summary aria-label={t('desk.contact_end_one', about)}>{t('desk.end')}</summary>
        <ActForm
          view={view}
          action={`${address}/contacts/${contact.id}/end`}
          button={t('desk.contact_end')}
        >
          <p class="hint">{t('desk.contact_end_help')}</p>
        </ActForm>
      </details>
    </div>
  )
}

function PastContacts({ view, contacts }: { view: View; contacts: ContactRecord[] }) {
  const { t, lang } = view
  return (
    <details>
      <summary>{t('desk.contacts_past', { count: contacts.length })}</summary>
      <TableScroll label={t('desk.history')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.contact_kind')}</th>
              <th scope="col">{t('desk.contact_value')}</th>
              <th scope="col">{t('desk.contact_source')}</th>
              <th scope="col">{t('desk.valid_from')}</th>
              <th scope="col">{t('desk.valid_until')}</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map((contact) => (
              <tr key={contact.id}>
                <td>{t(`missions.kind_${contact.kind}`)}</td>
                <th scope="row">
                  <bdi>{contact.value}</bdi>
                </th>
                <td>{contactOrigin(t, contact)}</td>
                <td class="keep">{formatInstant(lang, contact.validFrom)}</td>
                <td class="keep">
                  {contact.validUntil && formatInstant(lang, contact.validUntil)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
