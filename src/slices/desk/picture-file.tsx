import { Field } from '../../platform/html/form-field.tsx'
import type { View } from '../../platform/html/view.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'

/** The field of a form that brings a picture. */
export function PictureFile({ view, errors }: { view: View; errors: FieldErrors }) {
  const { t } = view
  return (
    <Field
      view={view}
      name="file"
      label={t('desk.pictures_file')}
      hint={t('desk.pictures_file_hint')}
      errors={errors}
    >
      {(control) => <input {...control} type="file" accept="image/*" required />}
    </Field>
  )
}
