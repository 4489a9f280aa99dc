import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Appeal } from '../../appeals/index.ts'

/** After somebody has said that they protested by themselves. */
export function SelfReportPage({ view, appeal }: { view: View; appeal: Appeal }) {
  const { t } = view
  const title = t('protests.report_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t('protests.report_text')}</p>
      <p>
        <a href={view.link(`${appeal.path}#letters`)}>{headline(appeal.title)}</a>
      </p>
    </Layout>
  )
}
