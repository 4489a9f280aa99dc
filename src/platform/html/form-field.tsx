import type { ComponentChildren } from 'preact'
import type { FieldErrors } from '../http/fields.ts'
import type { View } from './view.ts'

interface FieldProps {
  view: View
  name: string
  /** The control's id, when its name is not unique on the page. */
  id?: string
  label: string
  /** Whether the label shows that the field must be filled in, as readers of comment forms expect. */
  isMarked?: boolean
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
export function Field(props: FieldProps) {
  const { view, name, id = name, label, isMarked, hint, errors, children } = props
  const error = errors[name]
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>
        {label}
        {isMarked && <span aria-hidden="true"> *</span>}
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
      <FieldError view={view} name={name} id={id} errors={errors} />
    </div>
  )
}

/** What is wrong with one field. */
export function FieldError({
  view,
  name,
  id = name,
  errors,
}: Pick<FieldProps, 'view' | 'name' | 'id' | 'errors'>) {
  const error = errors[name]
  return error ? (
    <p class="field-error" id={`${id}-error`}>
      {view.t(error.key, error.values)}
    </p>
  ) : null
}

interface ErrorSummaryProps {
  view: View
  title: string
  /** Rank of the heading in its page. */
  as?: 'h2' | 'h4'
  errors: FieldErrors
  /** The control that a problem belongs to; undefined for problems of the form as a whole. */
  idOf?: (name: string) => string | undefined
}

/**
 * All problems of a form at its top, each leading to its field. The answer to a form begins here for
 * whoever has only a keyboard or hears the page; browsers do that without a script.
 */
export function ErrorSummary(props: ErrorSummaryProps) {
  const { view, title, as: Heading = 'h2', errors, idOf = (name) => name } = props
  const problems = Object.entries(errors).map(([name, { key, values }]) => ({
    name,
    id: idOf(name),
    words: view.t(key, values),
  }))
  if (problems.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus>
      <Heading>{title}</Heading>
      <ul>
        {problems.map(({ name, id, words }) => (
          <li key={name}>{id ? <a href={`#${id}`}>{words}</a> : words}</li>
        ))}
      </ul>
    </div>
  )
}
