import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant, formatNumber } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import type { Mission } from '../../missions/index.ts'
import type { Bundle } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { BundleTabs, missionName } from './bundle-tabs.tsx'

interface BundlesPageProps {
  view: View
  /** Appeals and missions with letters that could be bundled. */
  waiting: { appealId: string; missionId: string; letters: number }[]
  bundles: Bundle[]
  /** Titles of appeals, by id. */
  titles: ReadonlyMap<string, string>
  missions: ReadonlyMap<string, Mission>
}

export function BundlesPage(props: BundlesPageProps) {
  const { view, bundles, missions } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.bundles')} help={t('desk.bundles_help')}>
      <BundleTabs view={view} current="list" />
      <h2>{t('desk.bundles_waiting')}</h2>
      <Waiting {...props} />
      <h2>{t('desk.bundles_made')}</h2>
      {bundles.length === 0 && <p>{t('desk.bundles_none')}</p>}
      <ul>
        {bundles.map((bundle) => (
          <li key={bundle.id}>
            <a href={view.link(`/desk/bundles/${bundle.id}`)}>
              {missionName(view, missions.get(bundle.missionId))}
            </a>{' '}
            {t('desk.bundle_letters', { count: bundle.letters })}{' '}
            <span class="meta">
              {formatInstant(view.lang, bundle.madeAt)},{' '}
              {t(bundle.handedInAt ? 'desk.bundle_handed_in' : 'desk.bundle_open')}
            </span>
          </li>
        ))}
      </ul>
    </DeskLayout>
  )
}

function Waiting(props: BundlesPageProps) {
  const { view, waiting, titles, missions } = props
  const { t, lang } = view
  if (waiting.length === 0) return <p>{t('desk.bundles_nothing_waits')}</p>
  return (
    <TableScroll label={t('desk.bundles_waiting')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.bundles_mission')}</th>
            <th scope="col">{t('desk.bundles_appeal')}</th>
            <th scope="col" class="number">
              {t('desk.bundles_letters')}
            </th>
            <th scope="col">{t('desk.bundles_act')}</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map(({ missionId, appealId, letters }) => (
            <tr key={`${missionId} ${appealId}`}>
              <th scope="row">{missionName(view, missions.get(missionId))}</th>
              <td>{titles.get(appealId)}</td>
              <td class="number">{formatNumber(lang, letters)}</td>
              <td>
                <ActForm view={view} action="/desk/bundles/" button={t('desk.bundles_make')}>
                  <input type="hidden" name="mission" value={missionId} />
                  <input type="hidden" name="appeal" value={appealId} />
                </ActForm>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
