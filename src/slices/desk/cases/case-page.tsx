import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { ActForm, Field, FormProblem } from '../../accounts/index.ts'
import {
  type Alarm,
  alarmText,
  CaseDemands,
  CasePeople,
  CaseSummary,
  casePath,
  caseTitle,
  demandStates,
  eventLine,
  type ShownCase,
} from '../../cases/index.ts'
import { DeskLayout } from '../layout.tsx'
import { type EventBody, localFields } from './bodies.ts'
import { EventForm, Select, SourceFields } from './event-form.tsx'
import { Settings, Titles } from './list-page.tsx'
import { ChangePerson, type ChosenPerson, KeyField, PersonForm } from './person-forms.tsx'

export interface CasePageProps {
  view: View
  shown: ShownCase
  alarms: Alarm[]
  /** Key of an event or change that this person's next form will have: sent twice, it counts once. */
  nextKey: string
  event?: Partial<EventBody>
  /** Of the form of the event, or of whichever else was sent last. */
  errors?: FieldErrors
  /** What was typed into another form than that of the event. */
  values?: Record<string, string>
  /** Key of the person whose form is open, with what was typed into it when it was refused. */
  changing?: ChosenPerson
}

/** One case at the desk: how it stands, what calls for somebody, and the forms that record. */
export function CasePage(props: CasePageProps) {
  const { view, shown, errors, nextKey } = props
  const { t } = view
  const { ledger } = shown
  const isClosed = ledger.case.closedAt !== undefined
  return (
    <DeskLayout view={view} title={caseTitle(view, shown)} help={t('cases.desk_case_help')}>
      {!props.event && !props.changing && <FormProblem view={view} errors={errors} />}
      <Attention {...props} />
      <CaseSummary view={view} shown={shown} />
      {!isClosed && (
        <section aria-labelledby="record">
          <h2 id="record">{t('cases.desk_record')}</h2>
          <EventForm
            view={view}
            ledger={ledger}
            values={{ key: nextKey, ...props.event }}
            errors={props.event && errors}
          />
        </section>
      )}
      <Events {...props} />
      <CasePeople view={view} shown={shown} />
      <Names {...props} />
      <CaseDemands view={view} shown={shown} />
      {!isClosed && <OtherForms {...props} />}
      <Ends {...props} />
    </DeskLayout>
  )
}

/** Alarms, contradictions, and what the case cannot be closed without. */
function Attention({ view, shown, alarms }: CasePageProps) {
  const { t } = view
  const { ledger, state } = shown
  const events = new Map(ledger.events.map((event) => [event.id, event]))
  const { people, groups, demands } = state.open
  const open = [...people, ...groups, ...demands].map(({ key }) => key)
  return (
    <>
      {alarms.map((alarm) => (
        <p key={alarmText(view, alarm)} class="notice-warning">
          {alarmText(view, alarm)}
        </p>
      ))}
      {state.warnings.map(({ kind, eventId, personId }) => {
        const event = events.get(eventId)
        return (
          <p key={`${kind} ${eventId} ${personId}`} class="notice">
            {t(`cases.warning_${kind}`)} {event && eventLine(view, ledger, event)}
          </p>
        )
      })}
      {open.length > 0 && (
        <p class="hint">{t('cases.desk_open_ends', { keys: open.slice(0, 50).join(', ') })}</p>
      )}
    </>
  )
}

/** People whose name is known here, by key: a name has its own page, which asks for the factor. */
function Names({ view, shown: { ledger } }: CasePageProps) {
  const known = ledger.people.filter(({ hasNames }) => hasNames)
  if (known.length === 0) return null
  return (
    <section aria-labelledby="names">
      <h2 id="names">{view.t('cases.names')}</h2>
      <p class="hint">{view.t('cases.names_help')}</p>
      <ul>
        {known.map(({ id, key }) => (
          <li key={id}>
            <a href={view.link(`/desk/cases/${ledger.case.id}/names/${id}/`)}>{key}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const LISTED_EVENTS = 100

/** What stands, each with the way to correct it; the newest first. */
function Events({ view, shown }: CasePageProps) {
  const { t } = view
  const { ledger, state } = shown
  if (state.events.length === 0) return null
  return (
    <section aria-labelledby="events">
      <h2 id="events">{t('cases.timeline')}</h2>
      <ul class="mail-list">
        {state.events
          .slice(-LISTED_EVENTS)
          .toReversed()
          .map((event) => (
            <li key={event.id} id={event.key}>
              {event.when.on} {event.when.time} · {eventLine(view, ledger, event)}{' '}
              <small class="meta">{event.sources.map(({ name }) => name).join('; ')}</small>{' '}
              {!ledger.case.closedAt && (
                <a href={view.link(`/desk/cases/${ledger.case.id}/?corrects=${event.key}#record`)}>
                  {t('cases.desk_correct_this')}
                </a>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}

function OtherForms(props: CasePageProps) {
  const { view, shown, values = {}, changing, errors } = props
  const { t } = view
  const { ledger } = shown
  const address = `/desk/cases/${ledger.case.id}`
  return (
    <>
      <DemandForms {...props} />
      <details>
        <summary>{t('cases.desk_person_add')}</summary>
        <PersonForm view={view} ledger={ledger} values={values} />
      </details>
      {ledger.people.length > 0 && <ChangePerson {...{ view, ledger, changing, errors }} />}
      <details>
        <summary>{t('cases.desk_group_add')}</summary>
        <ActForm
          view={view}
          action={`${address}/groups`}
          button={t('cases.desk_group_add')}
          class="desk-form"
        >
          <KeyField view={view} idPrefix="group" values={values} />
          <Titles view={view} values={values} idPrefix="group" label="cases.desk_label" />
        </ActForm>
      </details>
      <details>
        <summary>{t('cases.desk_link')}</summary>
        <ActForm
          view={view}
          action={`${address}/appeals`}
          button={t('cases.desk_link')}
          class="desk-form"
        >
          <Field
            view={view}
            name="path"
            label={t('cases.desk_link_path')}
            hint={t('cases.desk_link_hint')}
            input={{ maxLength: 300, value: values.path ?? '' }}
          />
        </ActForm>
      </details>
      <details>
        <summary>{t('cases.desk_settings')}</summary>
        <ActForm
          view={view}
          action={`${address}/settings`}
          button={t('cases.desk_save')}
          class="desk-form"
        >
          <Titles
            view={view}
            values={localFields(ledger.case.titles, 'text')}
            idPrefix="settings"
          />
          <Settings
            view={view}
            values={{ zone: ledger.case.zone, quiet_days: String(ledger.case.quietDays) }}
          />
        </ActForm>
      </details>
    </>
  )
}

function DemandForms({ view, shown, nextKey, values = {} }: CasePageProps) {
  const { t } = view
  const { ledger, state } = shown
  const address = `/desk/cases/${ledger.case.id}`
  return (
    <>
      <details>
        <summary>{t('cases.desk_demand_add')}</summary>
        <ActForm
          view={view}
          action={`${address}/demands`}
          button={t('cases.desk_demand_add')}
          class="desk-form"
        >
          <KeyField view={view} idPrefix="demand" values={values} />
          <Titles view={view} values={values} idPrefix="demand" label="cases.desk_text" />
        </ActForm>
      </details>
      {state.demands.length > 0 && (
        <details>
          <summary>{t('cases.desk_demand_change')}</summary>
          <ActForm
            view={view}
            action={`${address}/demand-changes`}
            button={t('cases.desk_demand_change')}
            class="desk-form"
          >
            <input type="hidden" name="key" value={nextKey} />
            <Select
              view={view}
              name="demand"
              idPrefix="change"
              label={t('cases.desk_demand')}
              value={values.demand ?? ''}
              options={state.demands.map(({ demand, addressee }) => ({
                value: `${demand.key} ${addressee.key}`,
                text: `${demand.key} (${addressee.key})`,
              }))}
            />
            <Select
              view={view}
              name="state"
              idPrefix="change"
              label={t('cases.state')}
              value={values.state ?? 'met'}
              options={demandStates.map((each) => ({
                value: each,
                text: t(`cases.demand_${each}`),
              }))}
            />
            <Field
              view={view}
              name="on"
              idPrefix="change"
              label={t('cases.desk_on')}
              input={{ type: 'date', value: values.on ?? '' }}
            />
            <Select
              view={view}
              name="event"
              idPrefix="change"
              label={t('cases.desk_cause')}
              value={values.event ?? ''}
              options={[
                { value: '', text: '–' },
                ...state.events.slice(-LISTED_EVENTS).map((event) => ({
                  value: event.key,
                  text: `${event.when.on} ${eventLine(view, ledger, event)}`,
                })),
              ]}
            />
            <SourceFields view={view} idPrefix="change" values={values} />
            <Titles view={view} values={values} idPrefix="change" label="cases.desk_text" />
          </ActForm>
        </details>
      )}
    </>
  )
}

/** Showing and hiding, closing and opening again. */
function Ends({ view, shown }: CasePageProps) {
  const { t } = view
  const { id, key, publishedAt, closedAt } = shown.ledger.case
  const acts = [publishedAt ? 'hiding' : 'publication', closedAt ? 'reopening' : 'closing'] as const
  return (
    <section aria-labelledby="ends">
      <h2 id="ends">{t('cases.desk_ends')}</h2>
      {publishedAt && (
        <p>
          <a href={view.link(casePath(key))}>{t('cases.desk_page')}</a>
        </p>
      )}
      {acts.map((act) => (
        <ActForm
          key={act}
          view={view}
          action={`/desk/cases/${id}/${act}`}
          button={t(`cases.desk_${act}`)}
        >
          <p class="hint">{t(`cases.desk_${act}_help`)}</p>
        </ActForm>
      ))}
    </section>
  )
}
