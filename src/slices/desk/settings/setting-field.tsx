import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { languageName } from '../../../platform/i18n/format.ts'
import {
  type AdjustableKey,
  adjustable,
  settingLimits,
} from '../../../platform/settings/adjustable.ts'

export interface SettingFieldProps {
  view: View
  name: AdjustableKey
  /** What is in force, or what was typed. */
  value: string
  isFixed: boolean
  errors: FieldErrors
  /** All languages that there are catalogues for. */
  languages: readonly string[]
}

/** One setting with its field, or with the word that the operator has fixed it. */
export function SettingField(props: SettingFieldProps) {
  const { view, name, value, isFixed, errors } = props
  const { t } = view
  const label = t(`desk.setting_${name}`)
  if (isFixed) {
    const variable = adjustable[name].variable ?? ''
    return (
      <div class="field">
        <p>
          <strong>{label}</strong>: <bdi>{value.split('\n').slice(0, 10).join(', ')}</bdi>
        </p>
        <p class="hint">{t('desk.setting_fixed', { variable })}</p>
      </div>
    )
  }
  if (name === 'languages') return <Languages {...props} />
  return (
    <Field
      view={view}
      name={name}
      label={label}
      hint={t(`desk.setting_${name}_hint`)}
      errors={errors}
    >
      {(control) => <Control {...props} control={control} />}
    </Field>
  )
}

const choices = ['held', 'known', 'off'] as const

function Control({ view, name, value, control }: SettingFieldProps & { control: object }) {
  if (name === 'commentWords') {
    return (
      <textarea {...control} rows={10} spellcheck={false}>
        {value}
      </textarea>
    )
  }
  if (name === 'comments') {
    return (
      <select {...control}>
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {view.t(`desk.comments_mode_${choice}`)}
          </option>
        ))}
      </select>
    )
  }
  if (name === 'commentEmailDays' || name === 'lettersPerHour') {
    return <input {...control} type="text" inputMode="numeric" maxLength={9} value={value} />
  }
  return <input {...control} type="text" maxLength={settingLimits.nameChars} value={value} />
}

function Languages({ view, value, errors, languages }: SettingFieldProps) {
  const { t } = view
  const offered = value.split(',')
  const error = errors.languages
  return (
    <fieldset aria-describedby={error ? 'languages-error' : 'languages-hint'}>
      <legend>{t('desk.setting_languages')}</legend>
      <p class="hint" id="languages-hint">
        {t('desk.setting_languages_hint')}
      </p>
      {languages.map((code) => (
        <label class="choice" key={code}>
          <input
            type="checkbox"
            name={`language-${code}`}
            value="yes"
            checked={offered.includes(code)}
          />
          {languageName(view.lang, code)}
        </label>
      ))}
      {error && (
        <p class="field-error" id="languages-error">
          {t(error.key, error.values)}
        </p>
      )}
    </fieldset>
  )
}
