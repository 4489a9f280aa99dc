import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Day } from '../../../platform/time.ts'
import { MAX_TOWN_CHARS, type Question } from '../answer.ts'
import { DataLinks, MissionCard, ReaderCountryForm } from '../components.tsx'
import type { Resolution } from '../types.ts'
import { stateInSentence } from '../words.ts'

interface AnswerPageProps {
  view: View
  question: Question
  resolution: Resolution
  today: Day
}

/** Which mission answers for a reader, why, and how sure that is. */
export function AnswerPage(props: AnswerPageProps) {
  const { view, question, resolution, today } = props
  const { sendingState, readerState } = question
  const { t, lang } = view
  const names = {
    state: countryName(lang, sendingState),
    reader: stateInSentence(t, readerState),
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
      {missions.filter(({ reason }) => reason === 'consulate').length > 1 && (
        <TownForm view={view} question={question} />
      )}
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

/** Asks for the reader's town, for the nearest of several consulates. */
function TownForm({ view, question }: { view: View; question: Question }) {
  const { sendingState, readerState, town } = question
  return (
    <form method="get" action={view.link(`/missions/${sendingState}/for/${readerState}`)}>
      <p class="field">
        <label for="town">{view.t('missions.your_town')}</label>
        <input id="town" type="text" name="town" value={town} maxLength={MAX_TOWN_CHARS} />
      </p>
      <p>
        <button type="submit" class="button">
          {view.t('missions.sort_consulates')}
        </button>
      </p>
    </form>
  )
}
