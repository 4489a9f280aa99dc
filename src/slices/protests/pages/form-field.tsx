import type { ComponentChildren } from 'preact'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'

interface FieldProps {
  view: View
  name: string
  label: string
  hint?: string
  errors: FieldErrors
  /** The control; it gets what ties it to label, hint and error. */
  children: (control: ControlProps) => ComponentChildren
}

interface ControlProps {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
}

/** A labelled control with its hint and, beside it, what is wrong with it. */
export function Field({ view, name, label, hint, errors, children }: FieldProps) {
  const error = errors[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id: name,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? 'true' : undefined,
      })}
      <FieldError view={view} name={name} errors={errors} />
    </div>
  )
}

/** What is wrong with one field. */
export function FieldError({ view, name, errors }: Pick<FieldProps, 'view' | 'name' | 'errors'>) {
  const error = errors[name]
  return error ? (
    <p class="field-error" id={`${name}-error`}>
      {view.t(error.key, error.values)}
    </p>
  ) : null
}

/** All problems of a form at its top, each leading to its field. */
export function ErrorSummary({ view, errors }: Pick<FieldProps, 'view' | 'errors'>) {
  const entries = Object.entries(errors)
  if (entries.length === 0) return null
  return (
    <div class="error-summary" role="alert">
      <h2>{view.t('protests.errors_title')}</h2>
      <ul>
        {entries.map(([name, { key, values }]) => (
          <li key={name}>
            <a href={`#${name}`}>{view.t(key, values)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
