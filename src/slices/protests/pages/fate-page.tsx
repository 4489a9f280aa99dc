import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatDay, formatInstant } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Instant } from '../../../platform/time.ts'
import { isUnsent, type LetterState } from '../fate.ts'
import type { Closing } from '../recipient.ts'
import type { Cause, HistoryEntry, Letter, WaitingReason } from '../types.ts'

interface FatePageProps {
  view: View
  /** `/letters/TOKEN` */
  path: string
  letter: Letter
  history: HistoryEntry[]
  /** What the mission answered, and where that can be read as long as it is kept. */
  answers: { at: Instant; path?: string }[]
  appeal?: { title: string; path: string }
  missionName: string
  /** Set when the same person had confirmed another letter to this mission before. */
  isTwin: boolean
  waitingFor?: WaitingReason
  /** About when its turn comes. */
  leavesAt?: Instant
  /** Why the mission has no mailbox that letters go to. */
  closed?: Closing
}

/** What became of one letter, in plain words, with the times and what the server said. */
export function FatePage(props: FatePageProps) {
  const { view, path, letter, history, appeal, missionName, waitingFor } = props
  const { t } = view
  const { state } = letter
  const words = { mission: missionName, organisation: view.organisation }
  const standing = state === 'waiting_address' && isOver(props.closed) ? 'waiting_in_vain' : state
  return (
    <Layout view={view} title={t('protests.fate_title')} noindex kind="fate-page">
      {appeal && (
        <p class="kicker">
          <a href={view.link(appeal.path)}>{headline(appeal.title)}</a>
        </p>
      )}
      {props.isTwin && <p class="notice-warning">{t('protests.fate_twin', words)}</p>}
      <h1>{t(`protests.state_${standing}`)}</h1>
      <p class="lede">{t(`protests.state_${standing}_text`, words)}</p>
      {state === 'ready' && waitingFor && <p>{t(`protests.waits_${waitingFor}`, words)}</p>}
      {state === 'on_hold' && <HoldRules view={view} rules={letter.heldFor} />}
      {props.leavesAt && (
        <p>{t('protests.leaves_about', { at: formatInstant(view.lang, props.leavesAt) })}</p>
      )}
      {props.closed && <Closed view={view} closed={props.closed} />}
      {appeal && isStuck(state) && (
        <p>
          <a class="button" href={view.link(waysPath(appeal.path, letter))}>
            {t('protests.fate_other_ways')}
          </a>
        </p>
      )}
      {state === 'unconfirmed' && (
        <p>
          <a class="button button-primary" href={view.link(`${path}/confirmation`)}>
            {t('protests.fate_to_confirmation')}
          </a>
        </p>
      )}
      <h2>{t('protests.fate_history')}</h2>
      <ol class="fate">
        {history.map((entry) => (
          <Entry key={`${entry.at} ${entry.event}`} view={view} entry={entry} words={words} />
        ))}
        {(stepsAhead[standing] ?? []).map((step) => (
          <li key={step} class="ahead">
            <small>{t('protests.fate_ahead')}</small>
            {t(`protests.ahead_${step}`)}
          </li>
        ))}
      </ol>
      <Answers view={view} answers={props.answers} />
      {isUnsent(state) && <Withdrawal view={view} path={path} />}
      <p class="hint">{t('protests.fate_keep_link')}</p>
    </Layout>
  )
}

/** What a letter still has before it, if all goes well. */
const stepsAhead: Partial<Record<LetterState | 'waiting_in_vain', string[]>> = {
  unconfirmed: ['confirmation', 'departure', 'arrival'],
  ready: ['departure', 'arrival'],
  on_hold: ['review', 'departure', 'arrival'],
  waiting_address: ['address', 'departure', 'arrival'],
  sending: ['arrival'],
  deferred: ['departure', 'arrival'],
  accepted: ['certainty'],
  bundled: ['hand_in'],
}

/** Whether the letter does not get on by mail, for now or for good. */
function isStuck(state: LetterState): boolean {
  return ['waiting_address', 'bounced', 'refused'].includes(state)
}

/** Whether no address is to be expected, because there is no office that letters go to. */
function isOver(closed: Closing | undefined): boolean {
  return closed?.as === 'gone' || closed?.as === 'honorary'
}

function waysPath(appealPath: string, { readerCountry, missionId }: Letter): string {
  const query = new URLSearchParams({ from: readerCountry, mission: missionId })
  return `${appealPath}letter?${query}`
}

function Closed({ view, closed }: { view: View; closed: Closing }) {
  const { t, lang } = view
  return (
    <p class="notice-warning">
      {t(`protests.fate_closed_${closed.as}`, {
        since: closed.since ? formatDay(lang, closed.since) : '',
      })}
      {closed.words && (
        <>
          {' '}
          {t('protests.fate_server_said')} <q lang="en">{closed.words}</q>
        </>
      )}
    </p>
  )
}

/** Which rules made the letter wait for a person, in words for its writer. */
function HoldRules({ view, rules }: { view: View; rules: Letter['heldFor'] }) {
  return (
    <ul>
      {rules.map((rule) => (
        <li key={rule}>{view.t(`protests.hold_${rule}`)}</li>
      ))}
    </ul>
  )
}

interface EntryProps {
  view: View
  entry: HistoryEntry
  words: { mission: string; organisation: string }
}

function Entry({ view, entry, words: values }: EntryProps) {
  const { t, lang } = view
  const { event, cause, at, words } = entry
  return (
    <li>
      <time datetime={at}>{formatInstant(lang, at)}</time>
      {t(cause ? `protests.event_${event}_${cause}` : `protests.event_${event}`, values)}
      {words && cause !== 'connection' && <Words view={view} words={words} cause={cause} />}
    </li>
  )
}

/** What the server said, or the person who decided. */
function Words({ view, words, cause }: { view: View; words: string; cause?: Cause }) {
  const isByPerson = cause === 'moderator'
  return (
    <>
      {' '}
      {view.t(isByPerson ? 'protests.reason_given' : 'protests.fate_server_said')}{' '}
      <q lang={isByPerson ? undefined : 'en'}>{words}</q>
    </>
  )
}

function Answers({ view, answers }: Pick<FatePageProps, 'view' | 'answers'>) {
  const { t, lang } = view
  if (answers.length === 0) return null
  return (
    <>
      <h2>{t('protests.fate_answers')}</h2>
      <ul class="fate">
        {answers.map(({ at, path }) => (
          <li key={at}>
            <time datetime={at}>{formatInstant(lang, at)}</time>
            {t(path ? 'protests.fate_answer' : 'protests.fate_answer_gone')}{' '}
            {path && <a href={view.link(path)}>{t('protests.fate_answer_read')}</a>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Withdrawal({ view, path }: { view: View; path: string }) {
  return (
    <details>
      <summary>{view.t('protests.withdraw_title')}</summary>
      <form method="post" action={view.link(`${path}/withdrawal`)}>
        <p>{view.t('protests.withdraw_text')}</p>
        <button type="submit">{view.t('protests.withdraw_button')}</button>
      </form>
    </details>
  )
}
