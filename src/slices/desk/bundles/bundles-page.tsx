import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant, formatNumber } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import { type Bundle, type LetterAccounts, letterPlaces } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'

interface BundlesPageProps extends LetterAccounts {
  view: View
  /** Appeals and missions with letters that could be bundled. */
  waiting: { appealId: string; missionId: string; letters: number }[]
  bundles: Bundle[]
  /** Titles of appeals, by id. */
  titles: ReadonlyMap<string, string>
  missions: ReadonlyMap<string, Mission>
}

export function BundlesPage(props: BundlesPageProps) {
  const { view, bundles } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.bundles')} help={t('desk.bundles_help')}>
      <h2>{t('desk.bundles_waiting')}</h2>
      <Waiting {...props} />
      <h2>{t('desk.bundles_made')}</h2>
      {bundles.length === 0 && <p>{t('desk.bundles_none')}</p>}
      <ul>
        {bundles.map((bundle) => (
          <li key={bundle.id}>
            <a href={view.link(`/desk/bundles/${bundle.id}`)}>
              {missionName(props, bundle.missionId)}
            </a>{' '}
            {t('desk.bundle_letters', { count: bundle.letters })}{' '}
            <span class="meta">
              {formatInstant(view.lang, bundle.madeAt)},{' '}
              {t(bundle.handedInAt ? 'desk.bundle_handed_in' : 'desk.bundle_open')}
            </span>
          </li>
        ))}
      </ul>
      <h2>{t('desk.bundles_account')}</h2>
      <p class="hint">{t('desk.bundles_account_help')}</p>
      <Accounts {...props} />
    </DeskLayout>
  )
}

function Waiting(props: BundlesPageProps) {
  const { view, waiting, titles } = props
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
              <th scope="row">{missionName(props, missionId)}</th>
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

function Accounts(props: BundlesPageProps) {
  const { view, accounts, total } = props
  const { t, lang } = view
  if (accounts.length === 0) return <p>{t('desk.bundles_no_letters')}</p>
  return (
    <TableScroll label={t('desk.bundles_account')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.bundles_mission')}</th>
            {(['confirmed', ...letterPlaces] as const).map((place) => (
              <th key={place} scope="col" class="number">
                {t(`desk.place_${place}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.missionId}>
              <th scope="row">{missionName(props, account.missionId)}</th>
              {(['confirmed', ...letterPlaces] as const).map((place) => (
                <td key={place} class="number">
                  {formatNumber(lang, account[place])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('desk.bundles_all_missions')}</th>
            {(['confirmed', ...letterPlaces] as const).map((place) => (
              <td key={place} class="number">
                {formatNumber(lang, total[place])}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  )
}

function missionName({ view, missions }: BundlesPageProps, id: string): string {
  const mission = missions.get(id)
  return mission ? missionTitle(view.t, mission) : view.t('protests.mission_gone')
}
