import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant, languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import type { DeskAppeal, Revision } from '../../appeals/index.ts'
import { DeskLayout } from '../layout.tsx'
import { Difference } from './difference.tsx'

interface HistoryPageProps {
  view: View
  appeal: DeskAppeal
  revisions: Omit<Revision, 'fields'>[]
  next?: string
}

/** Everything that was saved of an appeal, the newest first. */
export function HistoryPage({ view, appeal, revisions, next }: HistoryPageProps) {
  const { t } = view
  const base = `/desk/appeals/${appeal.id}/revisions/`
  return (
    <DeskLayout view={view} title={t('desk.revisions')} help={t('desk.revisions_help')}>
      <p>
        <a href={view.link(`/desk/appeals/${appeal.id}/`)}>
          {appeal.title || t('desk.appeal_untitled')}
        </a>
      </p>
      <TableScroll label={t('desk.revisions')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.audit_at')}</th>
              <th scope="col">{t('desk.audit_actor')}</th>
              <th scope="col">{t('desk.appeal_language')}</th>
              <th scope="col">{t('desk.revision_how')}</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map((revision) => (
              <Entry key={revision.id} view={view} appeal={appeal} revision={revision} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {next && (
        <p>
          <a href={view.link(`${base}?before=${next}`)}>{t('desk.revisions_older')}</a>
        </p>
      )}
    </DeskLayout>
  )
}

function Entry({
  view,
  appeal,
  revision,
}: Pick<HistoryPageProps, 'view' | 'appeal'> & { revision: Omit<Revision, 'fields'> }) {
  const { t, lang } = view
  const { id, createdAt, author, language, origin } = revision
  const sheet = appeal.sheets.find((each) => each.language === language)
  return (
    <tr>
      <th scope="row">
        <a href={view.link(`/desk/appeals/${appeal.id}/revisions/${id}`)}>
          {formatInstant(lang, createdAt)}
        </a>
      </th>
      <td>
        <bdi>{author?.name ?? t('desk.revision_operator')}</bdi>
      </td>
      <td>{languageName(lang, language)}</td>
      <td>
        {t(`desk.revision_${origin}`)}
        {sheet?.headId === id && ` · ${t('desk.revision_newest')}`}
        {sheet?.releasedId === id && ` · ${t('desk.revision_released')}`}
      </td>
    </tr>
  )
}

interface RevisionPageProps {
  view: View
  appeal: DeskAppeal
  revision: Revision
  /** What it is compared with: what its author saw. */
  before?: Revision
}

/** One revision: what it changed, and the way back to it. */
export function RevisionPage({ view, appeal, revision, before }: RevisionPageProps) {
  const { t, lang } = view
  const { id, language, createdAt, author } = revision
  const sheet = appeal.sheets.find((each) => each.language === language)
  const title = t('desk.revision', { at: formatInstant(lang, createdAt) })
  return (
    <DeskLayout view={view} title={title} help={t('desk.revision_help')}>
      <p>
        <bdi>{author?.name ?? t('desk.revision_operator')}</bdi> · {languageName(lang, language)} ·{' '}
        {t(`desk.revision_${revision.origin}`)} ·{' '}
        <a href={view.link(`/desk/appeals/${appeal.id}/revisions/`)}>{t('desk.revisions')}</a>
      </p>
      <Difference {...{ view, language, before: before?.fields ?? {}, after: revision.fields }} />
      {sheet && sheet.headId !== id && !appeal.withdrawnAt && (
        <ActForm
          view={view}
          action={`/desk/appeals/${appeal.id}/revisions/${id}/restoration`}
          button={t('desk.revision_restoring')}
        >
          <input type="hidden" name="base" value={sheet.headId} />
          <p class="hint">{t('desk.revision_restore_help')}</p>
        </ActForm>
      )}
    </DeskLayout>
  )
}
