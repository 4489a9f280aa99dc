import { ErrorSummary, Field, FieldError } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName, weekdayNames } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import {
  clockTime,
  type KnownHours,
  MAX_HOURS_SOURCE_CHARS,
  type MissionHours,
} from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { lettersPath } from './states.ts'

/** What the form says, as it was typed. */
export interface HoursValues {
  zone: string
  opens: string
  closes: string
  weekday: readonly string[]
  source: string
}

interface HoursPageProps {
  view: View
  mission: Mission
  values: HoursValues
  /** Whether letters keep to office hours on this server. */
  areKept: boolean
  office: Pick<MissionHours, 'areEntered' | 'nationalDays'>
  errors: FieldErrors
}

/** When a mission is open, in one sentence. */
export function hoursInWords({ t, lang }: View, hours: KnownHours): string {
  const days = weekdayNames(lang)
    .filter(({ number }) => hours.weekdays.includes(number))
    .map(({ short }) => short)
  const [from, until] = [clockTime(hours.opensAt), clockTime(hours.closesAt)]
  return t('desk.hours_words', { from, until, zone: hours.zone, days: days.join(', ') })
}

/** The form that says when somebody is in the office of a mission. */
export function HoursPage(props: HoursPageProps) {
  const { view, mission, values, areKept, office, errors } = props
  const { t, lang } = view
  const path = lettersPath('mission', mission.id)
  return (
    <DeskLayout
      view={view}
      title={t('desk.hours', { mission: missionTitle(t, mission) })}
      help={t('desk.hours_help')}
    >
      <ErrorSummary view={view} title={t('desk.hours_problem')} errors={errors} />
      <p>
        <a href={view.link(path)}>{t('desk.hours_back')}</a>
      </p>
      {!areKept && <p class="notice">{t('desk.hours_not_kept')}</p>}
      <ActForm view={view} action={`${path}/hours`} button={t('desk.hours_save')}>
        <Field
          view={view}
          name="zone"
          label={t('desk.hours_zone')}
          hint={t('desk.hours_zone_hint')}
          errors={errors}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              list="zones"
              required
              maxLength={64}
              autocomplete="off"
              value={values.zone}
            />
          )}
        </Field>
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {(['opens', 'closes'] as const).map((name) => (
          <Field key={name} view={view} name={name} label={t(`desk.hours_${name}`)} errors={errors}>
            {(control) => <input {...control} type="time" required value={values[name]} />}
          </Field>
        ))}
        <fieldset id="weekday">
          <legend>{t('desk.hours_weekdays')}</legend>
          {weekdayNames(lang).map(({ number, long }) => (
            <label key={number} class="choice">
              <input
                type="checkbox"
                name="weekday"
                value={String(number)}
                checked={values.weekday.includes(String(number))}
              />
              <span>{long}</span>
            </label>
          ))}
          <FieldError view={view} name="weekday" errors={errors} />
        </fieldset>
        <SourceField {...props} />
      </ActForm>
      <FreeDays view={view} days={office.nationalDays} />
      {office.areEntered && <Reset view={view} path={path} />}
    </DeskLayout>
  )
}

function SourceField({ view, values, errors }: HoursPageProps) {
  const { t } = view
  return (
    <Field
      view={view}
      name="source"
      label={t('desk.hours_source')}
      hint={t('desk.hours_source_hint')}
      errors={errors}
    >
      {(control) => (
        <input
          {...control}
          type="text"
          required
          maxLength={MAX_HOURS_SOURCE_CHARS}
          value={values.source}
        />
      )}
    </Field>
  )
}

/** What was entered may be wrong, and nothing better known. */
function Reset({ view, path }: { view: View; path: string }) {
  const { t } = view
  return (
    <details>
      <summary>{t('desk.hours_reset_title')}</summary>
      <p>{t('desk.hours_reset_text')}</p>
      <ActForm view={view} action={`${path}/hours/reset`} button={t('desk.hours_reset')} />
    </details>
  )
}

/** Days of each year on which no letter leaves for this mission, each with what it is known from. */
function FreeDays({ view, days }: { view: View; days: MissionHours['nationalDays'] }) {
  const { t, lang } = view
  if (days.length === 0) return null
  return (
    <>
      <h2>{t('desk.hours_free')}</h2>
      <ul>
        {days.map(({ state, days: each, source }) => (
          <li key={state}>
            {countryName(lang, state)}: {each.map((day) => monthDay(lang, day)).join(', ')}{' '}
            <span class="meta">
              {URL.canParse(source) ? (
                <a href={source} rel="noreferrer">
                  {t('desk.hours_free_source')}
                </a>
              ) : (
                source
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Of each year. */
function monthDay(lang: string, day: string): string {
  const options = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  const locale = lang === 'en' ? 'en-GB' : lang
  return new Intl.DateTimeFormat(locale, options).format(new Date(`2000-${day}T00:00:00Z`))
}
