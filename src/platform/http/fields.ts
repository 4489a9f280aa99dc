import type { FastifyRequest } from 'fastify'
import type { MessageValues } from '../errors.ts'

/** What is wrong with one field, as a catalogue message. */
export interface FieldError {
  key: string
  values?: MessageValues
}

/** Problems of a form by the name of their field. */
export type FieldErrors = Record<string, FieldError>

/**
 * What the schema found wrong with a form, or undefined when nothing is.
 *
 * For routes with `attachValidation`, which show the form again instead of an error page.
 */
export function fieldErrors(request: FastifyRequest): FieldErrors | undefined {
  const problems = request.validationError?.validation
  if (!problems) return undefined
  const errors: FieldErrors = {}
  for (const { keyword, params, instancePath } of problems) {
    const field = String(
      keyword === 'required' ? params.missingProperty : instancePath.split('/')[1],
    )
    errors[field] ??= describe(keyword, params)
  }
  return errors
}

function describe(keyword: string, params: Record<string, unknown>): FieldError {
  const limit = Number(params.limit)
  if (keyword === 'required') return { key: 'platform.field_required' }
  if (keyword === 'maxLength') return { key: 'platform.field_too_long', values: { limit } }
  if (keyword === 'minLength' && limit <= 1) return { key: 'platform.field_required' }
  if (keyword === 'minLength') return { key: 'platform.field_too_short', values: { limit } }
  return { key: 'platform.field_invalid' }
}
