import { TableScroll } from '../../platform/html/table-scroll.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatInstant } from '../../platform/i18n/format.ts'
import { type Act, ActForm, type Member } from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'

interface AuditPageProps {
  view: View
  /** Newest first. */
  acts: Act[]
  /** Last act of this page, when there are older ones. */
  older?: string
  /** Acts that there are in the log. */
  kinds: string[]
  members: Member[]
  query: { actor: string; act: string; from: string; to: string }
}

export function AuditPage(props: AuditPageProps) {
  const { view, acts, older, query } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.audit')} help={t('desk.audit_help')}>
      <FilterForm {...props} />
      {acts.length === 0 ? <p>{t('desk.audit_empty')}</p> : <ActTable view={view} acts={acts} />}
      {older && (
        <p>
          <a
            href={view.link(
              `/desk/audit/?${new URLSearchParams({ ...filled(query), before: older })}`,
            )}
          >
            {t('desk.audit_older')}
          </a>
        </p>
      )}
      <ActForm view={view} action="/desk/audit/export" button={t('desk.audit_export')}>
        {Object.entries(filled(query)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </ActForm>
    </DeskLayout>
  )
}

/** What was different: `role: editor → role: administrator`. Of two objects only what changed is told. */
function changeInWords(before: string | undefined, after: string | undefined): string {
  const [from, to] = [read(before), read(after)]
  const isSame = (name: string) =>
    from !== undefined && to !== undefined && plain(from[name]) === plain(to[name])
  const words = [from, to].flatMap((values) => {
    const entries = Object.entries(values ?? {}).filter(([name]) => !isSame(name))
    return entries.length === 0 ? [] : [entries.map(inWords).join(', ')]
  })
  return words.join(' → ')
}

function read(json: string | undefined): Record<string, unknown> | undefined {
  if (json === undefined) return undefined
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? { ...value } : { '': value }
}

function inWords([name, value]: [string, unknown]): string {
  return name === '' ? plain(value) : `${name}: ${plain(value)}`
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function filled({ actor, act, from, to }: AuditPageProps['query']): Record<string, string> {
  const entries = Object.entries({ actor, act, from, to })
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function FilterForm({ view, kinds, members, query }: AuditPageProps) {
  const { t } = view
  return (
    <form class="filters" method="get" action={view.link('/desk/audit/')}>
      <div class="field">
        <label for="actor">{t('desk.audit_actor')}</label>
        <select id="actor" name="actor">
          <option value="">{t('desk.audit_everybody')}</option>
          {members.map(({ id, name }) => (
            <option key={id} value={id} selected={id === query.actor}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="act">{t('desk.audit_act')}</label>
        <select id="act" name="act">
          <option value="">{t('desk.audit_everything')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind} selected={kind === query.act}>
              {t(kind)}
            </option>
          ))}
        </select>
      </div>
      {(['from', 'to'] as const).map((name) => (
        <div class="field" key={name}>
          <label for={name}>{t(`desk.audit_${name}`)}</label>
          <input id={name} type="date" name={name} value={query[name]} />
        </div>
      ))}
      <button type="submit">{t('desk.audit_filter')}</button>
    </form>
  )
}

function ActTable({ view, acts }: { view: View; acts: Act[] }) {
  const { t, lang } = view
  return (
    <TableScroll label={t('desk.audit')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.audit_at')}</th>
            <th scope="col">{t('desk.audit_actor')}</th>
            <th scope="col">{t('desk.audit_act')}</th>
            <th scope="col">{t('desk.audit_subject')}</th>
            <th scope="col">{t('desk.audit_change')}</th>
          </tr>
        </thead>
        <tbody>
          {acts.map(({ id, at, actorName, act, subject, before, after }) => (
            <tr key={id}>
              <td class="keep">
                <time dateTime={at}>{formatInstant(lang, at)}</time>
              </td>
              <td>
                <bdi>{actorName ?? '–'}</bdi>
              </td>
              <td>{t(act)}</td>
              <td>
                <bdi>{subject.name ?? subject.id}</bdi>
              </td>
              <td>{changeInWords(before, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
