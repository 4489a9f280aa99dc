import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatInstant, formatNumber } from '../../../platform/i18n/format.ts'
import { ActForm, Field } from '../../accounts/index.ts'
import type {
  Letter,
  LetterState,
  LettersOf,
  MissionHours,
  Pause,
  StateCounts,
  TurnedAway,
} from '../../protests/index.ts'
import { letterStates } from '../../protests/index.ts'
import { DeskLayout, Tabs } from '../layout.tsx'
import { viewerMay } from '../viewer-may.ts'
import { hoursInWords } from './hours-page.tsx'
import type { Names } from './names.ts'
import { lettersPath } from './states.ts'

export interface SubjectPageProps {
  view: View
  subject: LettersOf
  names: Names
  counts: StateCounts
  state: LetterState
  letters: Letter[]
  /** Last letter of this page, when there are more. */
  next?: string
  pause?: Pause
  stop?: { at: string; words: string }
  turnedAway: TurnedAway[]
  /** When the mission is open; only of missions that are known. */
  office?: MissionHours
  /** Problems of the form that pauses, with what was typed. */
  problem?: { key: string; typed: string }
}

/** Letters of one appeal, or to one mission: what keeps them, what servers said, and each of them. */
export function SubjectPage(props: SubjectPageProps) {
  const { view, subject, names, counts, state } = props
  const { t, lang } = view
  const path = lettersPath(subject.kind, subject.id)
  const tabs = letterStates
    .filter((each) => (counts[each] ?? 0) > 0 || each === state)
    .map((each) => ({
      path: `${path}?state=${each}`,
      text: `${t(`desk.letters_state_${each}`)} ${formatNumber(lang, counts[each] ?? 0)}`,
      isCurrent: each === state,
    }))
  return (
    <DeskLayout
      view={view}
      title={names[subject.kind](subject.id)}
      help={t(`desk.letters_of_${subject.kind}_help`)}
    >
      <p>
        <a href={view.link(`/desk/letters/?by=${subject.kind}`)}>{t('desk.letters_back')}</a>
      </p>
      <Flow {...props} path={path} />
      {props.office && <Office view={view} office={props.office} />}
      <TurnedAwayList {...props} />
      <h2>{t('desk.letters')}</h2>
      <Tabs view={view} label={t('desk.letters_states')} tabs={tabs} />
      <LetterTable {...props} path={path} />
    </DeskLayout>
  )
}

/** Whether letters leave, and the one act that changes it, for those who may. */
function Flow({ view, pause, stop, path, problem }: SubjectPageProps & { path: string }) {
  const { t, lang } = view
  const values = (at: string) => ({ at: formatInstant(lang, at) })
  const mayAct = viewerMay(view, 'editor')
  if (pause || stop) {
    return (
      <div class="notice-warning">
        {pause && (
          <p>
            {t('desk.letters_paused_since', { ...values(pause.pausedAt), name: pause.pausedBy })}{' '}
            {pause.reason}
          </p>
        )}
        {stop && (
          <p>
            {t('desk.letters_stopped_since', values(stop.at))} <q lang="en">{stop.words}</q>
          </p>
        )}
        {mayAct && (
          <ActForm view={view} action={`${path}/resumption`} button={t('desk.letters_resume')} />
        )}
      </div>
    )
  }
  if (!mayAct) return null
  return (
    <details open={problem !== undefined}>
      <summary>{t('desk.letters_pause')}</summary>
      <ActForm view={view} action={`${path}/pauses`} button={t('desk.letters_pause')}>
        <Field
          view={view}
          name="reason"
          label={t('desk.letters_reason')}
          hint={t('desk.letters_pause_hint')}
          errors={problem && { reason: { key: problem.key } }}
          input={{ maxLength: 500, value: problem?.typed }}
        />
      </ActForm>
    </details>
  )
}

/** When letters leave, and the way to enter it. */
function Office({ view, office }: { view: View; office: MissionHours }) {
  const { t } = view
  return (
    <p>
      {hoursInWords(view, office.hours)}{' '}
      <span class="meta">
        {t(office.areEntered ? 'desk.hours_entered' : 'desk.hours_usual')} {office.source}
      </span>{' '}
      {viewerMay(view, 'editor') && (
        <a href={view.link(`/desk/letters/missions/${office.mission.id}/hours`)}>
          {t('desk.hours_change')}
        </a>
      )}
    </p>
  )
}

function TurnedAwayList({ view, turnedAway }: SubjectPageProps) {
  const { t, lang } = view
  if (turnedAway.length === 0) return null
  return (
    <section aria-labelledby="turned-away">
      <h2 id="turned-away">{t('desk.letters_turned_away')}</h2>
      <ul>
        {turnedAway.map(({ letterId, at, state, words }) => (
          <li key={letterId}>
            <a href={view.link(`/desk/letters/${letterId}`)}>{formatInstant(lang, at)}</a>{' '}
            {t(`desk.letters_state_${state}`)} {words && <q lang="en">{words}</q>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LetterTable({
  view,
  subject,
  names,
  letters,
  next,
  path,
  state,
}: SubjectPageProps & { path: string }) {
  const { t, lang } = view
  const other = subject.kind === 'appeal' ? 'mission' : 'appeal'
  if (letters.length === 0) return <p>{t('desk.letters_none')}</p>
  return (
    <>
      <TableScroll label={t('desk.letters')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.letters_since')}</th>
              <th scope="col">{t(`desk.letters_${other}`)}</th>
              <th scope="col">{t('desk.letters_from')}</th>
              <th scope="col">{t('desk.letters_signed')}</th>
              <th scope="col" class="number">
                {t('desk.letters_attempts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {letters.map((letter) => (
              <tr key={letter.id}>
                <td class="keep">
                  <a href={view.link(`/desk/letters/${letter.id}`)}>
                    {formatInstant(lang, letter.stateAt)}
                  </a>
                </td>
                <td>{names[other](other === 'appeal' ? letter.appealId : letter.missionId)}</td>
                <td>{countryName(lang, letter.readerCountry)}</td>
                <td>{t(`desk.letters_display_${letter.display}`)}</td>
                <td class="number">{formatNumber(lang, letter.attempts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {next && (
        <p>
          <a href={view.link(`${path}?state=${state}&after=${next}`)}>{t('desk.letters_more')}</a>
        </p>
      )}
    </>
  )
}
