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

/** A labelled control that must be filled in, with its hint and, beside it, what is wrong with it. */
export function Field({ view, name, label, hint, errors, children }: FieldProps) {
  const error = errors[name]
  const id = idOf(name)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>
        {label} <span aria-hidden="true">*</span>
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? 'true' : undefined,
      })}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {view.t(error.key, error.values)}
        </p>
      )}
    </div>
  )
}

/** All problems of the form at its top, each leading to its field. */
export function ErrorSummary({ view, errors }: Pick<FieldProps, 'view' | 'errors'>) {
  const entries = Object.entries(errors)
  if (entries.length === 0) return null
  return (
    <div class="error-summary" role="alert">
      <h4>{view.t('comments.errors_title')}</h4>
      <ul>
        {entries.map(([name, { key, values }]) => (
          <li key={name}>
            {isField(name) ? (
              <a href={`#${idOf(name)}`}>{view.t(key, values)}</a>
            ) : (
              view.t(key, values)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Problems of the form as a whole, and of the bait that people do not see, lead nowhere. */
function isField(name: string): boolean {
  return ['text', 'name', 'email'].includes(name)
}

/** The form stands on a page with other forms. */
function idOf(name: string): string {
  return `comment-${name}`
}
