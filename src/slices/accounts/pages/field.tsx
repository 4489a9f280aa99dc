import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'

interface FieldProps {
  view: View
  name: string
  label: string
  hint?: string
  errors?: FieldErrors
  /** Told apart from fields of the same name in other forms of the page. */
  idPrefix?: string
  /** What else the input is. */
  input?: InputHTMLAttributes
}

/** A labelled input with its hint and, beside it, what is wrong with it. */
export function Field({ view, name, label, hint, errors = {}, idPrefix, input }: FieldProps) {
  const error = errors[name]
  const id = idPrefix ? `${idPrefix}-${name}` : name
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        name={name}
        type="text"
        required
        aria-describedby={described || undefined}
        aria-invalid={error ? 'true' : undefined}
        {...input}
      />
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {view.t(error.key, error.values)}
        </p>
      )}
    </div>
  )
}

/** What is wrong with a form as a whole. */
export function FormProblem({ view, errors = {} }: { view: View; errors?: FieldErrors }) {
  const problem = errors.form
  if (!problem) return null
  return (
    <p class="error-summary" role="alert">
      {view.t(problem.key, problem.values)}
    </p>
  )
}

interface ActFormProps {
  view: View
  /** Without language. */
  action: string
  /** Text of the one button. */
  button: string
  class?: string
  enhance?: string
  children?: ComponentChildren
}

/** A form of the desk: it carries the token that shows it was handed out to this person. */
export function ActForm({ view, action, button, enhance, children, ...props }: ActFormProps) {
  return (
    <form method="post" action={view.link(action)} class={props.class} data-enhance={enhance}>
      {view.csrf && <input type="hidden" name="csrf" value={view.csrf} />}
      {children}
      <button type="submit">{button}</button>
    </form>
  )
}
