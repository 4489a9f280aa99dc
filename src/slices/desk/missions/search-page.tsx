import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Day } from '../../../platform/time.ts'
import type { Actor } from '../../accounts/index.ts'
import { addressDoubt, type Mission, missionTitle } from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { CountrySelect } from './country-select.tsx'
import { MissionTabs } from './tabs.tsx'

/** Longest text that is looked for, in characters. */
export const MAX_SEARCH_CHARS = 100

interface SearchPageProps {
  view: View
  actor: Actor
  missions: Mission[]
  /** Last mission of this page, when there are more. */
  next?: string
  query: { state: string; host: string; q: string }
  today: Day
}

/** Missions that fit, each leading to its page. */
export function SearchPage(props: SearchPageProps) {
  const { view, actor, missions, next, query } = props
  const { t } = view
  const filled = Object.entries(query).filter(([, value]) => value !== '')
  return (
    <DeskLayout view={view} title={t('desk.missions')} help={t('desk.missions_help')}>
      <MissionTabs view={view} actor={actor} current="/desk/missions/" />
      <SearchForm view={view} query={query} />
      {missions.length === 0 ? <p>{t('desk.missions_none')}</p> : <MissionTable {...props} />}
      {next && (
        <p>
          <a
            href={view.link(`/desk/missions/?${new URLSearchParams([...filled, ['after', next]])}`)}
          >
            {t('desk.missions_more')}
          </a>
        </p>
      )}
    </DeskLayout>
  )
}

function SearchForm({ view, query }: Pick<SearchPageProps, 'view' | 'query'>) {
  const { t } = view
  return (
    <form class="filters" method="get" action={view.link('/desk/missions/')}>
      <div class="field">
        <label for="state">{t('desk.mission_of')}</label>
        <CountrySelect
          view={view}
          id="state"
          name="state"
          value={query.state}
          none={t('desk.any_country')}
        />
      </div>
      <div class="field">
        <label for="host">{t('desk.mission_in')}</label>
        <CountrySelect
          view={view}
          id="host"
          name="host"
          value={query.host}
          none={t('desk.any_country')}
        />
      </div>
      <div class="field">
        <label for="q">{t('desk.mission_words')}</label>
        <input id="q" type="search" name="q" value={query.q} maxLength={MAX_SEARCH_CHARS} />
      </div>
      <button type="submit">{t('desk.search')}</button>
    </form>
  )
}

export function MissionTable({
  view,
  missions,
  today,
  letters,
}: Pick<SearchPageProps, 'view' | 'missions' | 'today'> & {
  /** How many letters wait, by mission, where the table tells. */
  letters?: ReadonlyMap<string, number>
}) {
  const { t, lang } = view
  return (
    <TableScroll label={t('desk.missions')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.mission')}</th>
            <th scope="col">{t('desk.mission_in')}</th>
            {letters && (
              <th scope="col" class="number">
                {t('desk.letters_waiting')}
              </th>
            )}
            <th scope="col">{t('missions.kind_email')}</th>
            <th scope="col">{t('desk.doubt')}</th>
          </tr>
        </thead>
        <tbody>
          {missions.map((mission) => (
            <tr key={mission.id}>
              <th scope="row">
                <a href={view.link(`/desk/missions/${mission.id}`)}>{missionTitle(t, mission)}</a>
              </th>
              <td>{countryName(lang, mission.receivingState)}</td>
              {letters && <td class="number">{letters.get(mission.id) ?? 0}</td>}
              <td>
                <bdi>{mission.contacts.find(({ kind }) => kind === 'email')?.value}</bdi>
              </td>
              <td class="keep">
                <Doubt view={view} mission={mission} today={today} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** That the mission has closed, or what is doubtful about its e-mail address; nothing when it is sure. */
export function Doubt({ view, mission, today }: { view: View; mission: Mission; today: Day }) {
  if (mission.closedOn) return <span class="tag">{view.t('desk.mission_closed')}</span>
  const doubt = addressDoubt(mission, today)
  return doubt ? <span class="tag">{view.t(`desk.doubt_${doubt}`)}</span> : null
}
