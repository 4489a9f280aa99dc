import { MAP_HEIGHT, MAP_WIDTH } from '../../../platform/html/equal-earth.ts'
import { Layout } from '../../../platform/html/layout.tsx'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatNumber } from '../../../platform/i18n/format.ts'
import { missionTitle } from '../../missions/index.ts'
import { describeMissions } from '../observatory/map.tsx'
import { MIN_LETTERS, type ObservedMission, shareTurnedAway } from '../observatory/observe.ts'

interface ObservatoryPageProps {
  view: View
  /** Those with most letters first. */
  missions: ObservedMission[]
}

const counts = ['taken', 'refused', 'bounced'] as const
const onPaper = ['handedIn', 'doorAttempts', 'doorRefusals'] as const

/** How missions deal with letters, in numbers, and what these do not say. */
export function ObservatoryPage({ view, missions }: ObservatoryPageProps) {
  const { t } = view
  const title = t('protests.observatory')
  return (
    <Layout view={view} title={title} description={t('protests.observatory_lede')}>
      <h1>{title}</h1>
      <p class="lede">{t('protests.observatory_lede')}</p>
      {missions.length === 0 ? (
        <p class="notice">{t('protests.observatory_empty', { count: MIN_LETTERS })}</p>
      ) : (
        <>
          <MissionsFigure view={view} missions={missions} />
          <Missions view={view} missions={missions} />
        </>
      )}
      <h2>{t('protests.observatory_methods')}</h2>
      <ul>
        {['counted', 'taken', 'refused', 'bounced', 'door', 'replies', 'hidden'].map((method) => (
          <li key={method}>{t(`protests.observatory_method_${method}`, { count: MIN_LETTERS })}</li>
        ))}
      </ul>
      <p>
        <a href="/observatory.json" type="application/json">
          {t('protests.observatory_data')}
        </a>
      </p>
    </Layout>
  )
}

/** A picture of its own, so that the page stays small. */
function MissionsFigure({ view, missions }: ObservatoryPageProps) {
  return (
    <figure>
      <img
        class="letters-map"
        src={view.link('/observatory/map.svg')}
        alt={describeMissions(view, missions)}
        width={MAP_WIDTH}
        height={MAP_HEIGHT}
        loading="lazy"
      />
      <figcaption class="hint">{view.t('protests.observatory_map_caption')}</figcaption>
    </figure>
  )
}

function Missions({ view, missions }: ObservatoryPageProps) {
  const { t, lang } = view
  const share = (part: number | undefined) =>
    part === undefined ? '–' : t('protests.observatory_share', { share: part })
  return (
    <TableScroll label={t('protests.observatory')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('protests.observatory_mission')}</th>
            {counts.map((count) => (
              <th key={count} scope="col" class="number">
                {t(`protests.observatory_${count}`)}
              </th>
            ))}
            <th scope="col" class="number">
              {t('protests.observatory_turned_away')}
            </th>
            <th scope="col" class="number">
              {t('protests.observatory_reply_rate')}
            </th>
            <th scope="col" class="number">
              {t('protests.observatory_median_days')}
            </th>
            {onPaper.map((count) => (
              <th key={count} scope="col" class="number">
                {t(`protests.observatory_${count}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {missions.map((each) => (
            <tr key={each.mission.id}>
              <th scope="row">
                <a href={view.link(`/missions/${each.mission.sendingState}/`)}>
                  {missionTitle(t, each.mission)}
                </a>
              </th>
              {counts.map((count) => (
                <td key={count} class="number">
                  {formatNumber(lang, each[count])}
                </td>
              ))}
              <td class="number">{share(shareTurnedAway(each))}</td>
              <td class="number">{share(each.replyRate)}</td>
              <td class="number">
                {each.medianDays === undefined ? '–' : formatNumber(lang, each.medianDays)}
              </td>
              {onPaper.map((count) => (
                <td key={count} class="number">
                  {formatNumber(lang, each[count])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
