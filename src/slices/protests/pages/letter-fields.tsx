import { Field, FieldError } from '../../../platform/html/form-field.tsx'
import { countryName, directionOf } from '../../../platform/i18n/format.ts'
import { CaseFeedLink } from '../../cases/index.ts'
import { missionTitle } from '../../missions/index.ts'
import { type Display, displays, limits } from '../types.ts'
import type { LetterFormProps } from './letter-form.tsx'

/** Subject and text, to be put into the writer's own words. */
export function LetterFields({
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
            type="text"
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

/** Who writes. */
export function WriterFields({
  view,
  values,
  errors,
}: Pick<LetterFormProps, 'view' | 'values' | 'errors'>) {
  const { t } = view
  const isNameless = values.display === 'organisation'
  return (
    <>
      {/* What was typed must not be lost when somebody changes their mind, nor kept without need. */}
      {(!isNameless || values.name) && (
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
              type="text"
              autocomplete="name"
              maxLength={limits.nameChars}
              value={values.name ?? ''}
            />
          )}
        </Field>
      )}
      <Field
        view={view}
        name="email"
        label={t('protests.form_email')}
        hint={t(isNameless ? 'protests.form_email_hint_nameless' : 'protests.form_email_hint')}
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

/** What the mission will see of the writer. */
export function DisplayFields({ view, appeal, values, errors, isRelayed }: LetterFormProps) {
  const { t, lang, organisation } = view
  const words = { organisation, country: countryName(lang, appeal.country) }
  const hintOf = (display: Display) =>
    isRelayed && display !== 'organisation'
      ? `protests.display_${display}_hint_relayed`
      : `protests.display_${display}_hint`
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
            <strong>{t(`protests.display_${display}`, words)}</strong> {t(hintOf(display), words)}
          </span>
        </label>
      ))}
      <FieldError view={view} name="display" errors={errors} />
    </fieldset>
  )
}

/** Consent, off by default, and whether there shall be news. */
export function ConsentFields({ caseKey, ...props }: LetterFormProps) {
  const { view, appeal, choice, values, errors } = props
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
      {(values.display !== 'organisation' || values.follow) && (
        <label class="choice">
          <input type="checkbox" name="follow" value="yes" checked={Boolean(values.follow)} />
          <span>{t('protests.follow', words)}</span>
        </label>
      )}
      {caseKey !== undefined && (
        <p class="hint">
          {t('protests.follow_feed')} <CaseFeedLink view={view} caseKey={caseKey} />
        </p>
      )}
    </div>
  )
}
