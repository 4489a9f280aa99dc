import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { countryName, formatNumber } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { Contacts, MissionCard, ReaderCountryForm } from './components.tsx'
import type { SendingStateCounts } from './queries.ts'
import { isEmbassy, type Mission, type Resolution } from './types.ts'
import { missionTitle } from './words.ts'

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
        <div class="table-scroll">
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
        </div>
      )}
      <DataLinks view={view} paths={['/missions.json', '/missions.csv']} />
    </Layout>
  )
}

interface DirectoryPageProps {
  view: View
  sendingState: string
  missions: Mission[]
}

/** All missions of one state, and the way to the one that answers for the reader. */
export function DirectoryPage({ view, sendingState, missions }: DirectoryPageProps) {
  const { t, lang } = view
  const name = countryName(lang, sendingState)
  const groups = [
    { key: 'missions.group_embassies', of: missions.filter(({ type }) => isEmbassy(type)) },
    { key: 'missions.group_consulates', of: missions.filter(isConsular) },
    {
      key: 'missions.group_others',
      of: missions.filter((each) => !isEmbassy(each.type) && !isConsular(each)),
    },
  ].filter((group) => group.of.length > 0)
  return (
    <Layout view={view} title={t('missions.of_title', { state: name })}>
      <h1>{t('missions.of_title', { state: name })}</h1>
      <p class="lede">{t('missions.of_lede', { count: missions.length })}</p>
      <section class="card">
        <h2>{t('missions.which_answers')}</h2>
        <ReaderCountryForm
          view={view}
          action={view.link(`/missions/${sendingState}/for`)}
          selected={view.guessedCountry}
        />
      </section>
      {groups.map(({ key, of }) => (
        <section key={key}>
          <h2>{t(key)}</h2>
          <MissionList view={view} missions={of} />
        </section>
      ))}
      <DataLinks
        view={view}
        paths={[`/missions/${sendingState}.json`, `/missions/${sendingState}.csv`]}
      />
    </Layout>
  )
}

function isConsular({ type }: Mission): boolean {
  return /consul|deputy_high|assistant_high|embassy_branch/.test(type)
}

function MissionList({ view, missions }: { view: View; missions: Mission[] }) {
  const { t, lang } = view
  const byHost = missions
    .map((mission) => ({ mission, host: countryName(lang, mission.receivingState) }))
    .sort((a, b) => a.host.localeCompare(b.host, lang))
  return byHost.map(({ mission, host }) => {
    const served = mission.accreditedTo.map((code) => countryName(lang, code)).join(', ')
    return (
      <article key={mission.id} class="card" id={`mission-${mission.id}`}>
        <h3>{host}</h3>
        <p>{missionTitle(t, mission)}</p>
        <Contacts view={view} contacts={mission.contacts} />
        <p class="meta">
          {served === '' ? t('missions.serves_unknown') : t('missions.serves', { served })}
        </p>
      </article>
    )
  })
}

interface AnswerPageProps {
  view: View
  sendingState: string
  readerState: string
  resolution: Resolution
  today: Day
}

/** Which mission answers for a reader, why, and how sure that is. */
export function AnswerPage(props: AnswerPageProps) {
  const { view, sendingState, readerState, resolution, today } = props
  const { t, lang } = view
  const names = {
    state: countryName(lang, sendingState),
    reader: countryName(lang, readerState),
  }
  const { missions, accusedState } = resolution
  return (
    <Layout view={view} title={t('missions.answer_title', names)}>
      <h1>{t('missions.answer_title', names)}</h1>
      {accusedState && <p class="notice">{t('missions.accused_state', names)}</p>}
      {!accusedState && missions.length === 0 && (
        <p class="notice">{t('missions.none_known', names)}</p>
      )}
      {missions.map((answer) => (
        <MissionCard key={answer.id} view={view} mission={answer} today={today} />
      ))}
      <section>
        <h2>{t('missions.other_country')}</h2>
        <ReaderCountryForm
          view={view}
          action={view.link(`/missions/${sendingState}/for`)}
          selected={readerState}
        />
        <p>
          <a href={view.link(`/missions/${sendingState}/`)}>{t('missions.of_title', names)}</a>
        </p>
      </section>
      <DataLinks view={view} paths={[`/missions/${sendingState}/for/${readerState}.json`]} />
    </Layout>
  )
}

/** The same as data. Paths without language: data has none. */
function DataLinks({ view, paths }: { view: View; paths: string[] }) {
  return (
    <p class="meta">
      {view.t('missions.as_data')}{' '}
      {paths.map((path, index) => (
        <>
          {index > 0 && ', '}
          <a href={path}>{path.replace(/^.*\./, '').toUpperCase()}</a>
        </>
      ))}
    </p>
  )
}
