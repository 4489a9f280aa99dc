import { ErrorSummary } from '../../../platform/html/form-field.tsx'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Day } from '../../../platform/time.ts'
import type { Appeal } from '../../appeals/index.ts'
import type { Likeness } from '../likeness/compare.ts'
import type { LetterBody } from '../schemas.ts'
import { limits } from '../types.ts'
import type { LetterChoice } from './choose.ts'
import { CountrySelect } from './country-select.tsx'
import { hasTyped, KeptForm } from './kept-form.tsx'
import { LetterForm } from './letter-form.tsx'
import { MissionChoice } from './mission-choice.tsx'
import { OtherWays } from './other-ways.tsx'
import { SafetyGate } from './safety-gate.tsx'

export interface LetterPageProps {
  view: View
  appeal: Appeal
  choice: LetterChoice
  values: Partial<LetterBody>
  errors: FieldErrors
  today: Day
  /** Whether answers go through an address of ours, so that the mission does not learn the writer's. */
  isRelayed: boolean
  /** Of the case that the appeal is about, where readers see it. */
  caseKey?: string
  /** How alike the letter is to others, when that was asked. */
  likeness?: Likeness
}

/** From the reader's country to the mission, the letter, and every other way to protest. */
export function LetterPage(props: LetterPageProps) {
  const { view, appeal, choice, errors } = props
  const { t, lang } = view
  const country = countryName(lang, appeal.country)
  const title = t('protests.letter_title', { country })
  return (
    <Layout view={view} title={title} noindex kind="letter-page">
      <p class="kicker no-print">
        <a href={view.link(appeal.path)}>{headline(appeal.title)}</a>
      </p>
      <h1 class="no-print">{title}</h1>
      <ErrorSummary view={view} title={view.t('protests.errors_title')} errors={errors} />
      {choice.kind === 'no_country' &&
        (hasTyped(props.values) ? (
          <KeptForm {...props} />
        ) : (
          <CountryForm view={view} appeal={appeal} />
        ))}
      {choice.kind === 'accused_state' && <AccusedState view={view} country={country} />}
      {choice.kind === 'no_mission' && (
        <p class="notice-warning">
          {t('protests.no_mission', { country, from: countryName(lang, choice.from) })}
        </p>
      )}
      {choice.kind === 'mission' && (
        <MissionChoice view={view} appeal={appeal} choice={choice} today={props.today} />
      )}
      {choice.kind !== 'no_country' && (
        <OtherCountry view={view} appeal={appeal} from={choice.from} />
      )}
      {choice.kind === 'mission' && (
        <>
          <SafetyGate {...{ view, appeal, choice }} display={props.values.display} />
          <LetterForm {...props} choice={choice} />
          <OtherWays {...props} choice={choice} values={fitToRepeat(props.values)} />
        </>
      )}
    </Layout>
  )
}

/** A text far too long stays in its field alone: repeating it would keep everybody waiting. */
function fitToRepeat({ text, ...values }: Partial<LetterBody>): Partial<LetterBody> {
  return text !== undefined && text.length > 2 * limits.textChars ? values : { ...values, text }
}

/** Writing from inside the accused state is a danger that nobody should be led into. */
function AccusedState({ view, country }: { view: View; country: string }) {
  return (
    <div class="notice-warning">
      <p>
        <strong>{view.t('protests.accused_title', { country })}</strong>
      </p>
      <p>{view.t('protests.accused_text', { country, organisation: view.organisation })}</p>
    </div>
  )
}

/** For everyone whose country was guessed wrong. */
function OtherCountry({ view, appeal, from }: { view: View; appeal: Appeal; from: string }) {
  return (
    <details class="no-print">
      <summary>{view.t('protests.other_country')}</summary>
      <CountryForm view={view} appeal={appeal} from={from} />
    </details>
  )
}

function CountryForm({ view, appeal, from }: { view: View; appeal: Appeal; from?: string }) {
  return (
    <form class="country-form" action={view.link(`${appeal.path}letter`)} method="get">
      <CountrySelect view={view} id="from" selected={from} />
      <button type="submit" class={from ? 'button' : 'button-primary'}>
        {view.t('protests.act_button')}
      </button>
    </form>
  )
}
