import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatNumber } from '../../../platform/i18n/format.ts'
import type { Mission } from '../../missions/index.ts'
import { type LetterAccounts, type LetterSums, letterPlaces } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { BundleTabs, missionName } from './bundle-tabs.tsx'

interface AccountPageProps extends LetterAccounts {
  view: View
  missions: ReadonlyMap<string, Mission>
}

const columns = ['confirmed', ...letterPlaces] as const

/** Where every confirmed letter is, for each mission and for all of them. */
export function AccountPage({ view, missions, accounts, total }: AccountPageProps) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.bundles_account')} help={t('desk.bundles_account_help')}>
      <BundleTabs view={view} current="account" />
      {accounts.length === 0 ? (
        <p>{t('desk.bundles_no_letters')}</p>
      ) : (
        <TableScroll label={t('desk.bundles_account')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.bundles_mission')}</th>
                {columns.map((place) => (
                  <th key={place} scope="col" class="number">
                    {t(`desk.place_${place}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <Row
                  key={account.missionId}
                  view={view}
                  name={missionName(view, missions.get(account.missionId))}
                  sums={account}
                />
              ))}
            </tbody>
            <tfoot>
              <Row view={view} name={t('desk.bundles_all_missions')} sums={total} />
            </tfoot>
          </table>
        </TableScroll>
      )}
    </DeskLayout>
  )
}

function Row({ view, name, sums }: { view: View; name: string; sums: LetterSums }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((place) => (
        <td key={place} class="number">
          {formatNumber(view.lang, sums[place])}
        </td>
      ))}
    </tr>
  )
}
