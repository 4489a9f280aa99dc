import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { Contacts, DataLinks, ReaderCountryForm } from '../components.tsx'
import { correctionPath } from '../corrections/page.tsx'
import { MissionReplies } from '../replies/mission-replies.tsx'
import type { MissionReply } from '../replies/queries.ts'
import { isEmbassy, type Mission } from '../types.ts'
import { missionTitle } from '../words.ts'

interface DirectoryPageProps {
  view: View
  sendingState: string
  missions: Mission[]
  /** What they answered to letters. */
  replies: MissionReply[]
}

/** All missions of one state, and the way to the one that answers for the reader. */
export function DirectoryPage({ view, sendingState, missions, replies }: DirectoryPageProps) {
  const { t, lang } = view
  const name = countryName(lang, sendingState)
  const titles = new Map(missions.map((mission) => [mission.id, missionTitle(t, mission)]))
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
          <div class="directory">
            <MissionList view={view} missions={of} />
          </div>
        </section>
      ))}
      <MissionReplies
        view={view}
        replies={replies}
        nameOf={(id) => titles.get(id)}
        hasAppealLinks
      />
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
      <article key={mission.id} id={`mission-${mission.id}`}>
        <h3>{host}</h3>
        <p>{missionTitle(t, mission)}</p>
        <Contacts view={view} contacts={mission.contacts} />
        <p class="meta">
          {served === '' ? t('missions.serves_unknown') : t('missions.serves', { served })}
          {' · '}
          <a href={view.link(correctionPath(mission))} rel="nofollow">
            {t('missions.correction_link')}
          </a>
        </p>
      </article>
    )
  })
}
