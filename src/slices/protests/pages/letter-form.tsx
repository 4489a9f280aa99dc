import type { View } from '../../../platform/html/view.ts'
import { directionOf, languageName } from '../../../platform/i18n/format.ts'
import type { Appeal } from '../../appeals/index.ts'
import type { MissionChoice } from './choose.ts'
import { ConsentFields, DisplayFields, LetterFields, WriterFields } from './letter-fields.tsx'
import type { LetterPageProps } from './letter-page.tsx'
import { LikenessBox } from './likeness-note.tsx'

export type LetterFormProps = Omit<LetterPageProps, 'choice'> & { choice: MissionChoice }

/** The letter to edit, and what it takes to hand it over. Works without any script. */
export function LetterForm(props: LetterFormProps) {
  const { view, appeal, choice, values, errors } = props
  const { t } = view
  const hidden = { from: choice.from, mission: choice.mission.id, lang: choice.letter.language }
  const isNameless = values.display === 'organisation'
  const sameHost = errors.email?.key === 'protests.error_mission_domain' && errors.email.values
  return (
    <section class="letter-section no-print" aria-labelledby="letter-title">
      <h2 id="letter-title" class="step">
        {t('protests.form_title')}
      </h2>
      <div class="letter-help">
        <LetterLanguages {...{ view, appeal, choice, values }} />
        <Prompts view={view} appeal={appeal} />
      </div>
      <form class="letter-form" method="post" action={view.link(`${appeal.path}letter`)}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {/* The first button is the one that the Enter key presses. */}
        <button type="submit" hidden>
          {t('protests.form_button')}
        </button>
        {sameHost && <input type="hidden" name="same_host" value={sameHost.domain} />}
        <LetterFields view={view} choice={choice} values={values} errors={errors} />
        <LikenessBox view={view} path={appeal.path} likeness={props.likeness} />
        <h2 class="step">{t('protests.form_about_you')}</h2>
        {isNameless && (
          <p class="notice">{t('protests.form_nameless', { organisation: view.organisation })}</p>
        )}
        <WriterFields view={view} values={values} errors={errors} />
        <DisplayFields {...props} />
        <ConsentFields {...props} />
        <p>{t('protests.form_nothing_sent_yet')}</p>
        <button type="submit">{t('protests.form_button')}</button>{' '}
        <button
          type="submit"
          class="button"
          formaction={view.link(`${appeal.path}letter/other-ways#ways-title`)}
          formnovalidate
        >
          {t('protests.form_other_ways')}
        </button>
        {!isNameless && <p class="hint">{t('protests.form_privacy')}</p>}
        {!isNameless && props.isRelayed && <p class="hint">{t('protests.form_privacy_relayed')}</p>}
        <p class="hint">{t('protests.form_holds', { organisation: view.organisation })}</p>
      </form>
    </section>
  )
}

/** The letter in the reader's own language, and in which other languages there is one. */
function LetterLanguages({
  view,
  appeal,
  choice,
  values: { display },
}: Pick<LetterFormProps, 'view' | 'appeal' | 'choice' | 'values'>) {
  const { t, lang } = view
  const { letter, readerLetter, letterLanguages, from, mission } = choice
  const way = display ? `&display=${display}` : ''
  const others = letterLanguages.filter((language) => language !== letter.language)
  const href = (language: string) =>
    view.link(`${appeal.path}letter?from=${from}&mission=${mission.id}&lang=${language}${way}`)
  return (
    <>
      {others.length > 0 && (
        <p>
          {t('protests.form_language', { language: languageName(lang, letter.language) })}{' '}
          {others.map((language) => (
            <>
              <a key={language} href={href(language)}>
                {t('protests.form_in_language', { language: languageName(lang, language) })}
              </a>{' '}
            </>
          ))}
        </p>
      )}
      {readerLetter && (
        <details>
          <summary>
            {t('protests.form_reader_version', { language: languageName(lang, lang) })}
          </summary>
          <p>
            <strong>{readerLetter.subject}</strong>
          </p>
          <div class="letter-text">{readerLetter.text}</div>
        </details>
      )}
    </>
  )
}

function Prompts({ view, appeal }: { view: View; appeal: Appeal }) {
  const { language, items } = appeal.prompts
  if (items.length === 0) return <p>{view.t('protests.form_own_words')}</p>
  return (
    <>
      <p>{view.t('protests.form_own_words_prompts')}</p>
      <ul lang={language} dir={directionOf(language)}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  )
}
