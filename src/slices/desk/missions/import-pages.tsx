import { FieldError } from '../../../platform/html/form-field.tsx'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName, formatInstant, formatNumber } from '../../../platform/i18n/format.ts'
import { ActForm, type Actor } from '../../accounts/index.ts'
import {
  type Described,
  type Mission,
  type MissionImport,
  missionKind,
  missionTitle,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { MissionTabs } from './tabs.tsx'

const url = '/desk/missions/imports/'

interface ImportsPageProps {
  view: View
  actor: Actor
  /** Newest first. */
  imports: MissionImport[]
  errors: FieldErrors
}

/** The form for a file, and what became of the last ones. */
export function ImportsPage({ view, actor, imports, errors }: ImportsPageProps) {
  const { t, lang } = view
  return (
    <DeskLayout view={view} title={t('desk.imports')} help={t('desk.imports_help')}>
      <MissionTabs view={view} actor={actor} current={url} />
      <form
        method="post"
        // A form with a file carries its token in the address.
        action={`${view.link(url)}?csrf=${encodeURIComponent(view.csrf ?? '')}`}
        enctype="multipart/form-data"
        class="confirm-form"
      >
        <div class="field">
          <label for="file">{t('desk.import_file')}</label>
          <p class="hint" id="file-hint">
            {t('desk.import_file_hint')} <a href="/missions/KZ.csv">{t('desk.import_example')}</a>
          </p>
          <input
            id="file"
            name="file"
            type="file"
            accept=".csv,text/csv"
            required
            aria-describedby={errors.file ? 'file-hint file-error' : 'file-hint'}
            aria-invalid={errors.file ? 'true' : undefined}
          />
          <FieldError view={view} name="file" errors={errors} />
        </div>
        <button type="submit">{t('desk.import_preview')}</button>
      </form>
      {imports.length > 0 && (
        <TableScroll label={t('desk.imports')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.import_name')}</th>
                <th scope="col">{t('desk.import_uploaded')}</th>
                <th scope="col" class="number">
                  {t('desk.import_rows')}
                </th>
                <th scope="col">{t('desk.import_state')}</th>
              </tr>
            </thead>
            <tbody>
              {imports.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <a href={view.link(url + each.id)}>
                      <bdi>{each.fileName || '–'}</bdi>
                    </a>
                  </th>
                  <td class="keep">{formatInstant(lang, each.uploadedAt)}</td>
                  <td class="number">{formatNumber(lang, each.summary.rows)}</td>
                  <td>{t(`desk.import_${stateOf(each)}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </DeskLayout>
  )
}

interface ImportPageProps {
  view: View
  actor: Actor
  found: MissionImport
  /** Those that change, or whose contacts do. */
  missions: ReadonlyMap<string, Mission>
}

/** What one file changes, or has changed. */
export function ImportPage(props: ImportPageProps) {
  const { view, actor, found } = props
  const { t } = view
  const { summary } = found
  const state = stateOf(found)
  return (
    <DeskLayout
      view={view}
      title={found.fileName || t('desk.imports')}
      help={t('desk.import_help')}
    >
      <MissionTabs view={view} actor={actor} current={url} />
      <p>
        <span class="tag">{t(`desk.import_${state}`)}</span>{' '}
        {t('missions.cli_summary', { rows: summary.rows, ...summary.outcomes })}{' '}
        {t('missions.cli_contacts', {
          opened: summary.contactsOpened,
          closed: summary.contactsClosed,
        })}
      </p>
      {state === 'waiting' && (
        <ActForm
          view={view}
          action={`${url}${found.id}/application`}
          button={t('desk.import_apply')}
          class="confirm-form"
        />
      )}
      {found.isUndoable && (
        <details>
          <summary>{t('desk.import_undo')}</summary>
          <ActForm view={view} action={`${url}${found.id}/undoing`} button={t('desk.import_undo')}>
            <p class="hint">{t('desk.import_undo_help')}</p>
          </ActForm>
        </details>
      )}
      <DescriptionChanges {...props} />
      <ContactChanges {...props} />
      {summary.rejected.length > 0 && (
        <section aria-labelledby="rejected">
          <h2 id="rejected">{t('desk.import_rejected')}</h2>
          <ul>
            {summary.rejected.map(({ line, key, values }) => (
              <li key={line}>{t('missions.cli_line', { line, text: t(key, values) })}</li>
            ))}
          </ul>
        </section>
      )}
    </DeskLayout>
  )
}

function DescriptionChanges({ view, found, missions }: ImportPageProps) {
  const { t, lang } = view
  const { descriptions = [] } = found.summary
  if (descriptions.length === 0) return null
  const inWords = (mission: Mission | undefined, said: Described) =>
    [
      mission ? missionKind(t, { ...mission, type: said.type }) : said.type,
      said.name,
      said.city,
      countryName(lang, said.receivingState),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      <h2>{t('desk.import_descriptions')}</h2>
      <TableScroll label={t('desk.import_descriptions')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.import_said_before')}</th>
              <th scope="col">{t('desk.import_said_now')}</th>
            </tr>
          </thead>
          <tbody>
            {descriptions.map(({ missionId, before, after }) => (
              <tr key={missionId}>
                <th scope="row">
                  <a href={view.link(`/desk/missions/${missionId}`)}>
                    {inWords(missions.get(missionId), before)}
                  </a>
                </th>
                <td>{inWords(missions.get(missionId), after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

function ContactChanges({ view, found, missions }: ImportPageProps) {
  const { t } = view
  const { contacts } = found.summary
  if (contacts.length === 0) return null
  const nameOf = (id: string) => {
    const mission = missions.get(id)
    return mission ? missionTitle(t, mission) : id
  }
  return (
    <>
      <h2>{t('desk.import_changes')}</h2>
      <TableScroll label={t('desk.import_changes')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.mission')}</th>
              <th scope="col">{t('desk.contact_kind')}</th>
              <th scope="col">{t('desk.contact_gone')}</th>
              <th scope="col">{t('desk.contact_new')}</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map(({ missionId, kind, before, after }) => (
              <tr key={`${missionId} ${kind} ${before} ${after}`}>
                <th scope="row">
                  <a href={view.link(`/desk/missions/${missionId}`)}>{nameOf(missionId)}</a>
                </th>
                <td>{t(`missions.kind_${kind}`)}</td>
                <td>
                  <bdi>{before}</bdi>
                </td>
                <td>
                  <bdi>{after}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

function stateOf({ appliedAt, undoneAt }: MissionImport): 'waiting' | 'applied' | 'undone' {
  if (undoneAt) return 'undone'
  return appliedAt ? 'applied' : 'waiting'
}
