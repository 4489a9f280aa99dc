import { Layout } from '../../../platform/html/layout.tsx'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatNumber } from '../../../platform/i18n/format.ts'
import { DataLinks } from '../components.tsx'
import type { SendingStateCounts } from '../queries.ts'

/** Every state whose missions are known. */
export function SendingStatesPage({ view, states }: { view: View; states: SendingStateCounts[] }) {
  const { t, lang } = view
  const named = states
    .map((each) => ({ ...each, name: countryName(lang, each.sendingState) }))
    .sort((a, b) => a.name.localeCompare(b.name, lang))
  return (
    <Layout view={view} title={t('missions.directory')} description={t('missions.directory_lede')}>
      <h1>{t('missions.directory')}</h1>
      <p class="lede">{t('missions.directory_lede')}</p>
      {named.length === 0 && <p class="notice">{t('missions.directory_empty')}</p>}
      {named.length > 0 && (
        <TableScroll label={t('missions.directory')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('missions.column_state')}</th>
                <th scope="col">{t('missions.column_missions')}</th>
                <th scope="col">{t('missions.column_with_email')}</th>
              </tr>
            </thead>
            <tbody>
              {named.map(({ sendingState, name, missions, withEmail }) => (
                <tr key={sendingState}>
                  <th scope="row">
                    <a href={view.link(`/missions/${sendingState}/`)}>{name}</a>
                  </th>
                  <td>{formatNumber(lang, missions)}</td>
                  <td>{formatNumber(lang, withEmail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <p>
        <a href={view.link('/observatory/')}>{t('missions.to_observatory')}</a>
      </p>
      <DataLinks view={view} paths={['/missions.json', '/missions.csv']} />
    </Layout>
  )
}
