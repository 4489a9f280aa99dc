import { safeUrl } from '../../../platform/html/safe-url.ts'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { directionOf, formatDay } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import { type Appointment, nextAppointment } from '../fold/appointments.ts'
import type { AddressedDemand } from '../fold/demands.ts'
import { NOTHING_KNOWN, type PersonState, wordFor } from '../fold/person-state.ts'
import { sentenceEnd } from '../fold/sentence-end.ts'
import { caseFeedPath, type ShownCase } from '../load-case.ts'
import { localText } from '../local-text.ts'
import type { CaseEvent, LocalTexts, Person, Source } from '../types.ts'
import {
  aboutText,
  addresseeLabel,
  amountText,
  detailText,
  lengthText,
  personLabel,
  statePhrases,
  whenText,
} from './words.ts'

interface CasePartProps {
  view: View
  shown: ShownCase
}

/** A text in the best language there is, marked when that is not the language of the page. */
export function Local({ view, texts }: { view: View; texts: LocalTexts }) {
  const found = localText(texts, view.lang)
  if (!found) return null
  const { language, text } = found
  if (language === view.lang) return <>{text}</>
  return (
    <span lang={language} dir={directionOf(language)}>
      {text}
    </span>
  )
}

/** The state of the case, set large like the lines of a poster, with the day it is of. */
export function CaseSummary({ view, shown: { ledger, state } }: CasePartProps) {
  const { t, lang } = view
  const { closedAt } = ledger.case
  const phrases = statePhrases(t, state.counts)
  return (
    <div class="case-state">
      <ul class="figures">
        {phrases.map((phrase) => (
          <li key={phrase}>{headline(phrase)}</li>
        ))}
        {phrases.length === 0 && <li>{t('cases.nothing_known')}</li>}
      </ul>
      <p class="meta">
        {state.lastNewsOn && t('cases.as_of', { day: formatDay(lang, state.lastNewsOn) })}
        {closedAt && ` · ${t('cases.closed_on', { day: formatDay(lang, closedAt.slice(0, 10)) })}`}
        {state.counts.isDisputed && ` · ${t('cases.disputed')}`}
      </p>
    </div>
  )
}

/** What lies ahead: hearings and deadlines that have not passed, and when sentences end. */
export function CaseDates({ view, shown, today }: CasePartProps & { today: string }) {
  const { t, lang } = view
  const { ledger, state } = shown
  const next = nextAppointment(state.appointments, today)
  const ends = ledger.people.flatMap((person) => {
    const end = sentenceEnd(state.people.get(person.id) ?? NOTHING_KNOWN)
    return end ? [{ person, end }] : []
  })
  if (!next && ends.length === 0) return null
  return (
    <section class="case-dates">
      <h2>{t('cases.dates')}</h2>
      <ul class="plain-list">
        {next && (
          <li>
            <strong>{t(`cases.kind_${next.event.kind}`)}</strong>:{' '}
            <AppointmentTime view={view} shown={shown} appointment={next} />
          </li>
        )}
        {ends.map(({ person, end }) => (
          <li key={person.id}>
            {t(end.earliest === end.latest ? 'cases.ends_on' : 'cases.ends_between', {
              person: personLabel(t, person),
              from: formatDay(lang, end.earliest),
              to: formatDay(lang, end.latest),
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function AppointmentTime({
  view,
  shown,
  appointment,
}: CasePartProps & { appointment: Appointment }) {
  const { when, details } = appointment.event
  return (
    <>
      {whenText(view.lang, view.t, when)}
      {when.time && ` (${view.t('cases.local_time', { zone: shown.ledger.case.zone })})`}
      {details.places && ', '}
      {details.places && <Local view={view} texts={details.places} />}
    </>
  )
}

/** Everybody who is told apart, with where they are now. */
export function CasePeople({ view, shown: { ledger, state } }: CasePartProps) {
  const { t, lang } = view
  if (ledger.people.length === 0) return null
  return (
    <section>
      <h2>{t('cases.people')}</h2>
      <TableScroll label={t('cases.people')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('cases.person')}</th>
              <th scope="col">{t('cases.now')}</th>
              <th scope="col">{t('cases.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {ledger.people.map((person) => (
              <PersonRow
                key={person.id}
                view={view}
                person={person}
                state={state.people.get(person.id) ?? NOTHING_KNOWN}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {state.counts.detained.atLeast > 0 && (
        <p class="hint">{t('cases.people_hint', { day: lastNews(lang, state.lastNewsOn) })}</p>
      )}
    </section>
  )
}

function lastNews(lang: string, day: string | undefined): string {
  return day ? formatDay(lang, day) : '–'
}

function PersonRow({ view, person, state }: { view: View; person: Person; state: PersonState }) {
  const { t, lang } = view
  return (
    <tr>
      <th scope="row" id={`person-${person.key}`}>
        {personLabel(t, person)}
      </th>
      <td>
        {t(`cases.word_${wordFor(state)}`)}
        {state.isOnHungerStrike && `, ${t('cases.on_hunger_strike')}`}
        {state.since && (
          <>
            <br />
            <small class="meta">{whenText(lang, t, state.since)}</small>
          </>
        )}
      </td>
      <td>{outcomeText(view, state)}</td>
    </tr>
  )
}

/** What a court or an office decided; contending reports one after the other. */
function outcomeText({ t, lang }: View, { legal, sentences, fine }: PersonState): string {
  const lengths = sentences.map(({ length, isSuspended }) =>
    [
      ...(length ? [lengthText(t, length)] : []),
      ...(isSuspended ? [t('cases.suspended')] : []),
    ].join(', '),
  )
  const words = legal === 'none' ? [] : [t(`cases.legal_${legal}`)]
  const amount =
    fine && legal === 'fined' ? [amountText(lang, fine.amountMinor, fine.currency)] : []
  const parts = [...words, ...amount, ...[...new Set(lengths)].filter((each) => each !== '')]
  return parts.length > 0 ? parts.join(': ') : '–'
}

/** Each demand with where it stands, towards each of those of whom it is made. */
export function CaseDemands({ view, shown }: CasePartProps) {
  const { t } = view
  const { demands } = shown.state
  if (demands.length === 0) return null
  return (
    <section class="demands">
      <h2>{t('cases.demands')}</h2>
      <ol>
        {demands.map((each) => (
          <DemandItem key={`${each.demand.key} ${each.addressee.key}`} view={view} demand={each} />
        ))}
      </ol>
    </section>
  )
}

function DemandItem({ view, demand: each }: { view: View; demand: AddressedDemand }) {
  const { t, lang } = view
  const { demand, addressee, state, changes } = each
  const last = changes.at(-1)
  return (
    <li>
      <span>
        <Local view={view} texts={demand.texts} />
        {demand.addressees.length > 1 && (
          <small class="meta"> {t('cases.asked_of', { name: addresseeLabel(t, addressee) })}</small>
        )}
        {last && (
          <small class="meta">
            {' '}
            {formatDay(lang, last.changedOn)} <Local view={view} texts={last.texts} />
            <Sources view={view} sources={last.sources} />
          </small>
        )}
      </span>{' '}
      <small class={`tag demand-${state}`}>{t(`cases.demand_${state}`)}</small>
    </li>
  )
}

const SHOWN_EVENTS = 200

/**
 * What happened, with whose word it is, the newest last. Of very long cases the newest part; all of it
 * is in the files.
 */
export function CaseTimeline({ view, shown }: CasePartProps) {
  const { t } = view
  const { ledger, state } = shown
  const events = state.events.slice(-SHOWN_EVENTS)
  if (events.length === 0) return null
  const byId = new Map(ledger.events.map((event) => [event.id, event]))
  const left = state.events.length - events.length
  return (
    <section class="timeline">
      <h2>{t('cases.timeline')}</h2>
      {left > 0 && <p class="hint">{t('cases.earlier_events', { count: left })}</p>}
      <ol>
        {events.map((event) => (
          <EventItem
            key={event.id}
            view={view}
            shown={shown}
            event={event}
            corrected={event.correctsId ? byId.get(event.correctsId) : undefined}
          />
        ))}
      </ol>
    </section>
  )
}

interface EventItemProps extends CasePartProps {
  event: CaseEvent
  /** What it takes the place of. */
  corrected?: CaseEvent
}

function EventItem({ view, shown, event, corrected }: EventItemProps) {
  const { t, lang } = view
  const { when, details } = event
  const [whom, what] = [aboutText(t, shown.ledger, event), detailText(t, event)]
  return (
    <li id={`event-${event.key}`}>
      <time dateTime={when.time ? `${when.on}T${when.time}` : when.on}>
        {whenText(lang, t, when)}
        {details.places && ' · '}
        {details.places && <Local view={view} texts={details.places} />}
      </time>{' '}
      <strong>{t(`cases.kind_${event.kind}`)}</strong>
      {whom && `: ${whom}`}
      {what && ` – ${what}`}
      {details.organ && ` (${t(`cases.organ_${details.organ}`)})`}
      {details.texts && '. '}
      {details.texts && <Local view={view} texts={details.texts} />}
      <small class="meta">
        <Sources view={view} sources={event.sources} />
        {corrected &&
          ` ${t('cases.corrects', { day: whenText(lang, t, corrected.when), what: t(`cases.kind_${corrected.kind}`) })}`}
      </small>
    </li>
  )
}

/** For those who want to hear how it goes on, and give nobody an address. */
export function CaseFeedLink({ view, caseKey }: { view: View; caseKey: string }) {
  return (
    <a href={view.link(caseFeedPath(caseKey))} type="application/rss+xml">
      {view.t('cases.feed')}
    </a>
  )
}

/** Whose word it is, with how much it is worth. */
export function Sources({ view, sources }: { view: View; sources: readonly Source[] }) {
  const { t, lang } = view
  if (sources.length === 0) return null
  return (
    <>
      {' '}
      {sources.map(({ name, url, publishedOn, reliability }, index) => {
        const href = url === undefined ? undefined : safeUrl(url)
        return (
          <>
            {index > 0 && '; '}
            {href ? (
              <a href={href} rel="noreferrer nofollow">
                {name}
              </a>
            ) : (
              name
            )}
            {publishedOn && `, ${formatDay(lang, publishedOn)}`}
            {` (${t(`cases.reliability_${reliability}`)})`}
          </>
        )
      })}
    </>
  )
}
