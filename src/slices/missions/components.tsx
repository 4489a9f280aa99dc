import type { ComponentChildren, SelectHTMLAttributes } from 'preact'
import { countryOptions } from '../../platform/html/country-options.tsx'
import { safeUrl } from '../../platform/html/safe-url.ts'
import { inside } from '../../platform/html/trusted-html.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { type Contact, type ContactKind, contactKinds, type MissionAnswer } from './types.ts'
import { contactNotes, contactOrigin, missionTitle, reasonSentence } from './words.ts'

interface MissionReasonProps {
  view: Pick<View, 't'>
  answer: MissionAnswer
  today: Day
  /** The contacts. */
  children: ComponentChildren
}

/** Why this mission, how to reach it, and what is doubtful about its address: for the answer page and the letter form. */
export function MissionReason({ view, answer, today, children }: MissionReasonProps) {
  const notes = contactNotes(view.t, answer, today)
  return (
    <>
      <p>{reasonSentence(view.t, answer)}</p>
      {children}
      {notes.length > 0 && <p class="meta">{notes.join(' ')}</p>}
    </>
  )
}

/** A mission that answers for the reader, with its reason and contacts. */
export function MissionCard({ view, mission, today }: MissionCardProps) {
  const { t } = view
  return (
    <article class="card">
      <p class="tag">{t(`missions.tag_${mission.reason}`)}</p>
      <h2>{missionTitle(t, mission)}</h2>
      <MissionReason view={view} answer={mission} today={today}>
        <Contacts view={view} contacts={mission.contacts} />
      </MissionReason>
      <p class="meta">
        <a
          href={view.link(`/missions/${mission.sendingState}/corrections/${mission.id}`)}
          rel="nofollow"
        >
          {t('missions.correction_link')}
        </a>
      </p>
    </article>
  )
}

interface MissionCardProps {
  view: Pick<View, 't' | 'link'>
  mission: MissionAnswer
  today: Day
}

/** Current contacts, each with its source and date; an e-mail address that is missing is said to be. */
export function Contacts({ view, contacts }: { view: Pick<View, 't'>; contacts: Contact[] }) {
  const { t } = view
  const hasEmail = contacts.some(({ kind }) => kind === 'email')
  return (
    <dl class="contacts">
      {!hasEmail && (
        <>
          <dt>{t('missions.kind_email')}</dt>
          <dd>
            <span class="tag">{t('missions.missing')}</span>
          </dd>
        </>
      )}
      {contactKinds
        .map((kind) => ({ kind, ofKind: contacts.filter((each) => each.kind === kind) }))
        .filter(({ ofKind }) => ofKind.length > 0)
        .map(({ kind, ofKind }) => (
          <>
            <dt>{t(`missions.kind_${kind}`)}</dt>
            {ofKind.map((contact) => (
              <dd key={contact.id}>
                <ContactValue contact={contact} />
                {contact.closed && ' '}
                <ContactClosing view={view} contact={contact} />{' '}
                <small class="meta">{contactOrigin(t, contact)}</small>
              </dd>
            ))}
          </>
        ))}
    </dl>
  )
}

type KindSelectProps = SelectHTMLAttributes & {
  view: Pick<View, 't'>
  kind?: ContactKind
}

/** Chooses a kind of contact. */
export function KindSelect({ view, kind, ...control }: KindSelectProps) {
  return (
    <select {...control}>
      {contactKinds.map((each) => (
        <option key={each} value={each} selected={each === kind}>
          {view.t(`missions.kind_${each}`)}
        </option>
      ))}
    </select>
  )
}

/** Since when an address is of no use, as which, and what its server said. */
export function ContactClosing({ view, contact }: { view: Pick<View, 't'>; contact: Contact }) {
  const { t } = view
  const { closed } = contact
  if (!closed) return null
  const since = formatDay(t.lang, closed.since)
  return (
    <>
      <span class="tag">{t(`missions.closed_${closed.as}`, { since })}</span>
      {closed.words && (
        <small>
          {' '}
          {t('missions.closed_words')} <q lang="en">{closed.words}</q>
        </small>
      )}
    </>
  )
}

/** The form that asks for the reader's country; works without scripts. */
export function ReaderCountryForm({ view, action, selected }: CountryFormProps) {
  const { t, lang } = view
  const options = countryOptions(lang, { selected, empty: t('missions.choose') })
  return (
    <form method="get" action={action}>
      <p class="field">
        <label for="reader-country">{t('missions.your_country')}</label>
        <select id="reader-country" name="from" required {...inside(options)} />
      </p>
      <p>
        <button type="submit" class="button">
          {t('missions.find')}
        </button>
      </p>
    </form>
  )
}

interface CountryFormProps {
  view: View
  action: string
  selected?: string
}

/** The same as data. Paths without language: data has none. */
export function DataLinks({ view, paths }: { view: View; paths: string[] }) {
  return (
    <p class="meta">
      {view.t('missions.as_data')}{' '}
      {paths.map((path, index) => (
        <>
          {index > 0 && ', '}
          <a href={path}>{path.replace(/^.*\./, '').toUpperCase()}</a>
        </>
      ))}
    </p>
  )
}

function ContactValue({ contact: { kind, value } }: { contact: Contact }) {
  const href = linkTo(kind, value)
  const text = <bdi>{value}</bdi>
  return href ? (
    <a href={href} rel="nofollow">
      {text}
    </a>
  ) : (
    text
  )
}

function linkTo(kind: ContactKind, value: string): string | undefined {
  if (kind === 'email') return `mailto:${value}`
  if (kind === 'website') return safeUrl(value)
  // The (0) is dialled at home only; several numbers in one are nothing to dial.
  const isOneNumber = kind === 'phone' && /^\+?[\d\s().-]+$/.test(value)
  return isOneNumber ? `tel:${value.replace('(0)', '').replace(/[^\d+]/g, '')}` : undefined
}
