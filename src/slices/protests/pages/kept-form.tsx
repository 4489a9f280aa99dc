import { Field, FieldError } from '../../../platform/html/form-field.tsx'
import { countryName } from '../../../platform/i18n/format.ts'
import type { LetterBody } from '../schemas.ts'
import { CountrySelect } from './country-select.tsx'
import type { LetterPageProps } from './letter-page.tsx'

/** What was typed besides the text, and goes on with the form unseen. */
const CARRIED = ['name', 'email', 'subject', 'display', 'consent', 'follow', 'lang'] as const

/**
 * A letter whose country could not be read: the country is asked for again, and nothing that was
 * typed is lost.
 */
export function KeptForm({ view, appeal, values, errors }: LetterPageProps) {
  const { t, lang } = view
  const carried = CARRIED.filter((name) => values[name])
  return (
    <form class="letter-form" method="post" action={view.link(`${appeal.path}letter`)}>
      <p>{t('protests.kept_text', { country: countryName(lang, appeal.country) })}</p>
      <CountrySelect view={view} id="from" />
      <FieldError view={view} name="from" errors={errors} />
      {carried.map((name) => (
        <input key={name} type="hidden" name={name} value={String(values[name])} />
      ))}
      <Field view={view} name="text" label={t('protests.form_text')} errors={errors}>
        {(control) => (
          <textarea {...control} rows={12}>
            {`\n${values.text ?? ''}`}
          </textarea>
        )}
      </Field>
      <button type="submit">{t('protests.act_button')}</button>
    </form>
  )
}

/** Whether somebody typed something that must not be lost. */
export function hasTyped({ name, email, text }: Partial<LetterBody>): boolean {
  return Boolean(name || email || text)
}
