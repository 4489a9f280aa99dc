import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Appeal, IssueLink } from '../types.ts'
import { inLanguage } from './language.ts'

/** Where the appeal goes on: the one that it carries on, and those that carry it on. */
export function Issues({ view, issues }: { view: View; issues: Appeal['issues'] }) {
  const { before, later } = issues
  if (!before && later.length === 0) return null
  return (
    <nav class="notice" aria-label={view.t('appeals.issues')}>
      {later.map((issue) => (
        <IssueLine key={issue.path} view={view} message="appeals.issue_later" issue={issue} />
      ))}
      {before && <IssueLine view={view} message="appeals.issue_before" issue={before} />}
    </nav>
  )
}

function IssueLine({ view, message, issue }: { view: View; message: string; issue: IssueLink }) {
  const { path, publishedOn, title } = issue
  return (
    <p>
      {view.t(message, { day: formatDay(view.lang, publishedOn) })}{' '}
      <a href={view.link(path)} {...inLanguage(view, title.language)}>
        {title.text}
      </a>
    </p>
  )
}
