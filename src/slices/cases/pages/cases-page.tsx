import { Layout } from '../../../platform/html/layout.tsx'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatDay } from '../../../platform/i18n/format.ts'
import { casePath } from '../load-case.ts'
import type { Case } from '../types.ts'
import { Local } from './case-parts.tsx'

interface CasesPageProps {
  view: View
  cases: Case[]
  /** Set when there are older ones. */
  next?: string
}

/** Every public case, and what its data may be used for. */
export function CasesPage({ view, cases, next }: CasesPageProps) {
  const { t } = view
  return (
    <Layout view={view} title={t('cases.title')} description={t('cases.lede')} kind="cases-page">
      <h1>{t('cases.title')}</h1>
      <p class="lede">{t('cases.lede')}</p>
      {cases.length === 0 && <p class="notice">{t('cases.none')}</p>}
      {cases.length > 0 && <CaseTable view={view} cases={cases} />}
      {next && (
        <p>
          <a href={view.link(`/cases/?before=${next}`)} rel="next">
            {t('cases.older')}
          </a>
        </p>
      )}
      <section id="data">
        <h2>{t('cases.data')}</h2>
        <p>{t('cases.data_text')}</p>
        <p class="notice">
          <strong>{t('cases.causation')}</strong> {t('cases.causation_text')}
        </p>
        <p>
          <a href="/cases/outcomes.csv">CSV</a>, <a href="/cases/outcomes.json">JSON</a>
        </p>
      </section>
    </Layout>
  )
}

function CaseTable({ view, cases }: Pick<CasesPageProps, 'view' | 'cases'>) {
  const { t, lang } = view
  return (
    <TableScroll label={t('cases.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('cases.case')}</th>
            <th scope="col">{t('cases.state')}</th>
            <th scope="col">{t('cases.changed')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ key, titles, country, changedAt, closedAt }) => (
            <tr key={key}>
              <th scope="row">
                <a href={view.link(casePath(key))}>
                  <Local view={view} texts={titles} />
                </a>
                <br />
                <small class="meta">{countryName(lang, country)}</small>
              </th>
              <td>{t(closedAt ? 'cases.state_closed' : 'cases.state_open')}</td>
              <td>{formatDay(lang, changedAt.slice(0, 10))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
