import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatInstant, languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { type DeskEntry, type DeskState, deskStates } from '../../appeals/index.ts'
import { DeskLayout, Tabs } from '../layout.tsx'

interface ListPageProps {
  view: View
  state?: DeskState
  entries: DeskEntry[]
  next?: string
}

/** Every appeal of the organisation, and the way to a new one. */
export function ListPage({ view, state, entries, next }: ListPageProps) {
  const { t } = view
  const base = '/desk/appeals/'
  const own = state ? `${base}?state=${state}&` : `${base}?`
  const tabs = [undefined, ...deskStates].map((each) => ({
    path: each ? `${base}?state=${each}` : base,
    text: t(each ? `desk.appeals_${each}` : 'desk.appeals_all'),
    isCurrent: each === state,
  }))
  return (
    <DeskLayout view={view} title={t('desk.appeals')} help={t('desk.appeals_help')}>
      <NewAppeal view={view} />
      <Tabs view={view} label={t('desk.appeals_states')} tabs={tabs} />
      {entries.length === 0 ? (
        <p>{t('desk.appeals_none')}</p>
      ) : (
        <TableScroll label={t('desk.appeals')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.field_title')}</th>
                <th scope="col">{t('desk.field_country')}</th>
                <th scope="col">{t('desk.appeals_state')}</th>
                <th scope="col">{t('desk.appeals_edited')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Entry key={entry.id} view={view} entry={entry} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {next && (
        <p>
          <a href={view.link(`${own}after=${encodeURIComponent(next)}`)}>
            {t('desk.appeals_older')}
          </a>
        </p>
      )}
    </DeskLayout>
  )
}

function Entry({ view, entry }: { view: View; entry: DeskEntry }) {
  const { t, lang } = view
  const { id, title, country, state, editedAt, hasCorrection, plannedAt } = entry
  return (
    <tr>
      <th scope="row">
        <a href={view.link(`/desk/appeals/${id}/`)}>
          <bdi>{title || t('desk.appeal_untitled')}</bdi>
        </a>
      </th>
      <td>{country && countryName(lang, country)}</td>
      <td>
        {t(`desk.appeal_${state}`)}
        {hasCorrection && ` · ${t('desk.appeal_correction')}`}
        {plannedAt && ` · ${formatInstant(lang, plannedAt)}`}
      </td>
      <td>{formatInstant(lang, editedAt)}</td>
    </tr>
  )
}

function NewAppeal({ view }: { view: View }) {
  const { t, lang, languages } = view
  return (
    <ActForm view={view} action="/desk/appeals/" button={t('desk.appeal_new')} class="filters">
      <div class="field">
        <label for="language">{t('desk.appeal_language')}</label>
        <select id="language" name="language">
          {languages.map((each) => (
            <option key={each} value={each} selected={each === lang}>
              {languageName(lang, each)}
            </option>
          ))}
        </select>
      </div>
    </ActForm>
  )
}
