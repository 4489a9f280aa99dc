import type { View } from '../../../platform/html/view.ts'
import {
  countryName,
  directionOf,
  formatInstant,
  languageName,
} from '../../../platform/i18n/format.ts'
import { ActForm, Field } from '../../accounts/index.ts'
import type { HistoryEntry, Letter, LetterContent } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { viewerMay } from '../viewer-may.ts'
import type { Names } from './names.ts'
import { lettersPath } from './states.ts'

/** The factor was shown when the form was opened, and not lately enough when it was sent. */
export const FACTOR_TOO_OLD = 'desk.letter_reveal_stale'

export interface LetterPageProps {
  view: View
  letter: Letter
  history: HistoryEntry[]
  names: Names
  /** Who wrote it and what: shown only to whoever gave a reason just now. */
  content?: LetterContent
  /** Whether the form stands here that asks for the reason; the page of the letter leads to it. */
  isAsking?: boolean
  /** The problem of that form, with what was typed. */
  problem?: { key: string; typed: string }
}

/** One letter as the desk sees it: everything that happened to it, and nothing of who wrote it. */
export function LetterPage(props: LetterPageProps) {
  const { view, letter, content } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.letter')} help={t('desk.letter_help')}>
      <Facts {...props} />
      {letter.state === 'deferred' && viewerMay(view, 'editor') && (
        <ActForm
          view={view}
          action={`/desk/letters/${letter.id}/attempts`}
          button={t('desk.letter_retry')}
        />
      )}
      {letter.state === 'on_hold' && viewerMay(view, 'moderator') && (
        <p>
          <a class="button" href={view.link('/desk/work/?kind=letter')}>
            {t('desk.letter_decide')}
          </a>
        </p>
      )}
      <h2>{t('desk.letter_history')}</h2>
      <History {...props} />
      {content ? <Revealed view={view} letter={letter} content={content} /> : <Reveal {...props} />}
    </DeskLayout>
  )
}

function Facts({ view, letter, names }: LetterPageProps) {
  const { t, lang } = view
  return (
    <dl>
      <dt>{t('desk.letters_state')}</dt>
      <dd>{t(`desk.letters_state_${letter.state}`)}</dd>
      {letter.heldFor.length > 0 && (
        <>
          <dt>{t('desk.letter_rules')}</dt>
          <dd>{letter.heldFor.map((rule) => t(`protests.hold_${rule}`)).join(' ')}</dd>
        </>
      )}
      <dt>{t('desk.letters_appeal')}</dt>
      <dd>
        <a href={view.link(lettersPath('appeal', letter.appealId))}>
          {names.appeal(letter.appealId)}
        </a>
      </dd>
      <dt>{t('desk.letters_mission')}</dt>
      <dd>
        <a href={view.link(lettersPath('mission', letter.missionId))}>
          {names.mission(letter.missionId)}
        </a>
      </dd>
      <dt>{t('desk.letters_from')}</dt>
      <dd>{countryName(lang, letter.readerCountry)}</dd>
      <dt>{t('desk.letter_language')}</dt>
      <dd>{languageName(lang, letter.letterLanguage)}</dd>
      <dt>{t('desk.letters_signed')}</dt>
      <dd>{t(`desk.letters_display_${letter.display}`)}</dd>
    </dl>
  )
}

function History({ view, history, letter, names }: LetterPageProps) {
  const { t, lang } = view
  const values = { mission: names.mission(letter.missionId), organisation: view.organisation }
  return (
    <ol class="fate">
      {history.map(({ event, cause, at, words }) => (
        <li key={`${at} ${event}`}>
          <time datetime={at}>{formatInstant(lang, at)}</time>
          {t(eventKey(event, cause), values)} {words && <q>{words}</q>}
        </li>
      ))}
    </ol>
  )
}

/** Status pages speak to the writer; here the same is said of them. */
const aboutWriter = ['submitted', 'confirmed', 'withdrawn', 'lapsed_twin']

function eventKey(event: HistoryEntry['event'], cause: HistoryEntry['cause']): string {
  const name = cause ? `${event}_${cause}` : event
  return aboutWriter.includes(name) ? `desk.letter_event_${name}` : `protests.event_${name}`
}

/** The form has a page of its own, which asks for the factor before anybody types a reason. */
function Reveal({ view, letter, isAsking, problem }: LetterPageProps) {
  const { t } = view
  if (letter.sealed === undefined) return <p class="hint">{t('desk.letter_erased')}</p>
  if (!viewerMay(view, 'moderator')) return null
  const address = `/desk/letters/${letter.id}/reveals`
  if (!isAsking) {
    return (
      <p>
        <a class="button" href={view.link(address)}>
          {t('desk.letter_reveal')}
        </a>
      </p>
    )
  }
  return (
    <section aria-labelledby="reveal">
      <h2 id="reveal">{t('desk.letter_reveal')}</h2>
      <ActForm view={view} action={address} button={t('desk.letter_reveal')}>
        <Field
          view={view}
          name="reason"
          label={t('desk.letters_reason')}
          hint={t('desk.letter_reveal_hint')}
          errors={problem && { reason: { key: problem.key } }}
          input={{ maxLength: 500, value: problem?.typed }}
        />
        {problem?.key === FACTOR_TOO_OLD && (
          <p>
            <a href={view.link('/desk/factor')} target="_blank" rel="noopener">
              {t('desk.letter_reveal_factor')}
            </a>
          </p>
        )}
      </ActForm>
    </section>
  )
}

function Revealed({
  view,
  letter,
  content,
}: {
  view: View
  letter: Letter
  content: LetterContent
}) {
  const { t } = view
  const { letterLanguage } = letter
  return (
    <section class="card" aria-labelledby="revealed">
      <h2 id="revealed">{t('desk.letter_revealed')}</h2>
      <dl>
        <dt>{t('protests.form_name')}</dt>
        <dd>
          <bdi>{content.name || '–'}</bdi>
        </dd>
        <dt>{t('protests.form_email')}</dt>
        <dd>
          <bdi>{content.email || '–'}</bdi>
        </dd>
        <dt>{t('protests.form_subject')}</dt>
        <dd>
          <bdi>{content.subject}</bdi>
        </dd>
      </dl>
      <div class="letter-text" lang={letterLanguage} dir={directionOf(letterLanguage)}>
        {content.text}
      </div>
    </section>
  )
}
