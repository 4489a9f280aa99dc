import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName, directionOf, formatDay, languageName } from '../../../platform/i18n/format.ts'
import { ActForm, Field, FormProblem } from '../../accounts/index.ts'
import { type Alarm, alarmText, type Case, caseLimits, caseTitleOf } from '../../cases/index.ts'
import { DeskLayout } from '../layout.tsx'
import { CountrySelect } from '../missions/country-select.tsx'
import { languageOf } from './bodies.ts'

interface ListPageProps {
  view: View
  cases: { case: Case; alarms: Alarm[] }[]
  next?: string
  errors?: FieldErrors
  values?: Record<string, string>
}

/** The cases of an organisation, those that call for somebody first among them marked. */
export function ListPage({ view, cases, next, errors, values = {} }: ListPageProps) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('cases.desk')} help={t('cases.desk_help')}>
      {cases.length === 0 && <p class="notice">{t('cases.desk_none')}</p>}
      {cases.length > 0 && <CasesTable view={view} cases={cases} />}
      {next && (
        <p>
          <a href={view.link(`/desk/cases/?before=${next}`)}>{t('cases.older')}</a>
        </p>
      )}
      <section aria-labelledby="new-case">
        <h2 id="new-case">{t('cases.desk_open')}</h2>
        <ActForm view={view} action="/desk/cases/" button={t('cases.desk_open')} class="desk-form">
          <FormProblem view={view} errors={errors} />
          <Field
            view={view}
            name="key"
            label={t('cases.desk_key')}
            hint={t('cases.desk_key_hint')}
            input={{ maxLength: caseLimits.keyChars, value: values.key ?? '' }}
          />
          <Titles view={view} values={values} />
          <div class="field">
            <label for="country">{t('cases.country')}</label>
            <CountrySelect
              {...{ view, id: 'country', name: 'country', required: true }}
              value={values.country}
              none={t('desk.choose')}
            />
          </div>
          <Settings view={view} values={values} />
        </ActForm>
      </section>
    </DeskLayout>
  )
}

/** A text in each language of the site, and in those it has already; one of them is enough. */
export function Titles({
  view,
  values,
  name = 'text',
  label = 'cases.desk_title',
  idPrefix,
}: {
  view: View
  values: Record<string, string>
  name?: string
  label?: string
  idPrefix?: string
}) {
  const known = Object.keys(values).flatMap((field) => languageOf(field, name) ?? [])
  return (
    <>
      {[...new Set([...view.languages, ...known])].map((lang) => (
        <Field
          key={lang}
          view={view}
          name={`${name}_${lang}`}
          idPrefix={idPrefix}
          label={view.t(label, { language: languageName(view.lang, lang) })}
          input={{
            required: false,
            maxLength: caseLimits.nameChars,
            lang,
            dir: directionOf(lang),
            value: values[`${name}_${lang}`] ?? '',
          }}
        />
      ))}
    </>
  )
}

export function Settings({ view, values }: { view: View; values: Record<string, string> }) {
  const { t } = view
  return (
    <>
      <Field
        view={view}
        name="zone"
        label={t('cases.desk_zone')}
        hint={t('cases.desk_zone_hint')}
        input={{ maxLength: 60, value: values.zone ?? 'UTC' }}
      />
      <Field
        view={view}
        name="quiet_days"
        label={t('cases.desk_quiet')}
        input={{ type: 'number', min: 1, max: 365, value: values.quiet_days ?? '14' }}
      />
    </>
  )
}

function CasesTable({ view, cases }: Pick<ListPageProps, 'view' | 'cases'>) {
  const { t, lang } = view
  return (
    <TableScroll label={t('cases.desk')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('cases.case')}</th>
            <th scope="col">{t('cases.country')}</th>
            <th scope="col">{t('cases.state')}</th>
            <th scope="col">{t('cases.changed')}</th>
            <th scope="col">{t('cases.desk_alarms')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ case: each, alarms }) => (
            <tr key={each.id}>
              <th scope="row">
                <a href={view.link(`/desk/cases/${each.id}/`)}>{caseTitleOf(view, each)}</a>
              </th>
              <td>{countryName(lang, each.country)}</td>
              <td>{t(`cases.desk_state_${stateOf(each)}`)}</td>
              <td>{formatDay(lang, each.changedAt.slice(0, 10))}</td>
              <td>
                {alarms.map((alarm) => (
                  <div key={alarmText(view, alarm)}>
                    <strong>{alarmText(view, alarm)}</strong>
                  </div>
                ))}
                {alarms.length === 0 && '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function stateOf({ publishedAt, closedAt }: Case): string {
  if (closedAt) return 'closed'
  return publishedAt ? 'public' : 'hidden'
}
