import type { View } from '../../../platform/html/view.ts'
import { countryName, directionOf, languageName } from '../../../platform/i18n/format.ts'
import type { Appeal } from '../../appeals/index.ts'
import { missionTitle } from '../../missions/index.ts'
import { displays, limits } from '../types.ts'
import type { MissionChoice } from './choose.ts'
import { Field, FieldError } from './form-field.tsx'
import type { LetterPageProps } from './letter-page.tsx'

type LetterFormProps = Omit<LetterPageProps, 'choice'> & { choice: MissionChoice }

/** The letter to edit, and what it takes to hand it over. Works without any script. */
export function LetterForm(props: LetterFormProps) {
  const { view, appeal, choice, values, errors } = props
  const { t } = view
  const hidden = { from: choice.from, mission: choice.mission.id, lang: choice.letter.language }
  const sameHost = errors.email?.key === 'protests.error_mission_domain' && errors.email.values
  return (
    <section class="no-print" aria-labelledby="letter-title">
      <h2 id="letter-title">{t('protests.form_title')}</h2>
      <LetterLanguages view={view} appeal={appeal} choice={choice} />
      <Prompts view={view} appeal={appeal} />
      <form class="letter-form" method="post" action={view.link(`${appeal.path}letter`)}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {sameHost && <input type="hidden" name="same_host" value={sameHost.domain} />}
        <LetterFields view={view} choice={choice} values={values} errors={errors} />
        <WriterFields view={view} values={values} errors={errors} />
        <DisplayFields {...props} />
        <ConsentFields {...props} />
        <p>{t('protests.form_nothing_sent_yet')}</p>
        <button type="submit">{t('protests.form_button')}</button>
        <p class="hint">{t('protests.form_privacy')}</p>
      </form>
    </section>
  )
}

/** The letter in the reader's own language, and in which other languages there is one. */
function LetterLanguages({
  view,
  appeal,
  choice,
}: Pick<LetterFormProps, 'view' | 'appeal' | 'choice'>) {
  const { t, lang } = view
  const { letter, readerLetter, letterLanguages, from, mission } = choice
  const others = letterLanguages.filter((language) => language !== letter.language)
  const href = (language: string) =>
    view.link(`${appeal.path}letter?from=${from}&mission=${mission.id}&lang=${language}`)
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

function LetterFields({
  view,
  choice,
  values,
  errors,
}: Pick<LetterFormProps, 'view' | 'choice' | 'values' | 'errors'>) {
  const { t } = view
  const { letter } = choice
  const writing = { lang: letter.language, dir: directionOf(letter.language) }
  return (
    <>
      <Field view={view} name="subject" label={t('protests.form_subject')} errors={errors}>
        {(control) => (
          <input
            {...control}
            {...writing}
            required
            maxLength={limits.subjectChars}
            value={values.subject ?? letter.subject}
          />
        )}
      </Field>
      <Field
        view={view}
        name="text"
        label={t('protests.form_text')}
        hint={
          choice.salutation
            ? t('protests.form_text_hint', { salutation: choice.salutation })
            : t('protests.form_text_hint_plain')
        }
        errors={errors}
      >
        {(control) => (
          <textarea {...control} {...writing} required maxLength={limits.textChars} rows={16}>
            {/* A line end right after the tag is dropped by browsers; this one is meant to be. */}
            {`\n${values.text ?? letter.text}`}
          </textarea>
        )}
      </Field>
    </>
  )
}

function WriterFields({
  view,
  values,
  errors,
}: Pick<LetterFormProps, 'view' | 'values' | 'errors'>) {
  const { t } = view
  return (
    <>
      <Field
        view={view}
        name="name"
        label={t('protests.form_name')}
        hint={t('protests.form_name_hint')}
        errors={errors}
      >
        {(control) => (
          <input
            {...control}
            autocomplete="name"
            maxLength={limits.nameChars}
            value={values.name ?? ''}
          />
        )}
      </Field>
      <Field
        view={view}
        name="email"
        label={t('protests.form_email')}
        hint={t('protests.form_email_hint')}
        errors={errors}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            required
            autocomplete="email"
            maxLength={limits.emailChars}
            value={values.email ?? ''}
          />
        )}
      </Field>
    </>
  )
}

function DisplayFields({ view, appeal, values, errors }: LetterFormProps) {
  const { t, lang, organisation } = view
  const words = { organisation, country: countryName(lang, appeal.country) }
  return (
    <fieldset id="display" aria-describedby={errors.display ? 'display-error' : undefined}>
      <legend>{t('protests.display_title')}</legend>
      {displays.map((display) => (
        <label key={display} class="choice">
          <input
            type="radio"
            name="display"
            value={display}
            checked={(values.display ?? 'full') === display}
          />
          <span>
            <strong>{t(`protests.display_${display}`, words)}</strong>{' '}
            {t(`protests.display_${display}_hint`, words)}
          </span>
        </label>
      ))}
      <FieldError view={view} name="display" errors={errors} />
    </fieldset>
  )
}

function ConsentFields({ view, appeal, choice, values, errors }: LetterFormProps) {
  const { t, lang, organisation } = view
  const words = {
    organisation,
    country: countryName(lang, appeal.country),
    mission: missionTitle(t, choice.mission),
  }
  return (
    <div class="field">
      <label class="choice">
        <input
          id="consent"
          type="checkbox"
          name="consent"
          value="yes"
          required
          checked={Boolean(values.consent)}
          aria-invalid={errors.consent ? 'true' : undefined}
          aria-describedby={errors.consent ? 'consent-error' : undefined}
        />
        <span>{t('protests.consent', words)}</span>
      </label>
      <FieldError view={view} name="consent" errors={errors} />
      <label class="choice">
        <input type="checkbox" name="follow" value="yes" checked={Boolean(values.follow)} />
        <span>{t('protests.follow')}</span>
      </label>
    </div>
  )
}
