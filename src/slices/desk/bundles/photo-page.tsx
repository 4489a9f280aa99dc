import { ErrorSummary, Field, FieldError } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { RecordedHandIn } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { PictureFile } from '../picture-file.tsx'

interface PhotoPageProps {
  view: View
  bundleId: string
  handIn: RecordedHandIn
  values: Record<string, string>
  errors: FieldErrors
}

export const MAX_ALT_CHARS = 500

/** The form that takes a photo of what happened at a mission's door. */
export function PhotoPage({ view, bundleId, handIn, values, errors }: PhotoPageProps) {
  const { t, lang } = view
  const bundle = `/desk/bundles/${bundleId}`
  const outcome = t(`desk.hand_in_${handIn.outcome}`)
  return (
    <DeskLayout view={view} title={t('desk.photo')} help={t('desk.photo_help')}>
      <ErrorSummary view={view} title={t('desk.photo_problem')} errors={errors} />
      <p>
        <a href={view.link(bundle)}>{t('desk.photo_back')}</a> · {formatDay(lang, handIn.on)}:{' '}
        {outcome}
      </p>
      <form
        method="post"
        encType="multipart/form-data"
        action={view.link(`${bundle}/hand-ins/${handIn.id}/photo?csrf=${view.csrf ?? ''}`)}
        class="confirm-form"
      >
        {/* Words come before the file, so that they are there when it is refused. */}
        <Field view={view} name="alt" label={t('desk.photo_alt')} errors={errors}>
          {(control) => (
            <textarea {...control} required rows={2} maxLength={MAX_ALT_CHARS}>
              {values.alt}
            </textarea>
          )}
        </Field>
        <div class="field" id="safe">
          <label class="choice">
            <input
              type="checkbox"
              name="safe"
              value="yes"
              required
              checked={Boolean(values.safe)}
            />
            <span>{t('desk.photo_safe')}</span>
          </label>
          <FieldError view={view} name="safe" errors={errors} />
        </div>
        <PictureFile view={view} errors={errors} />
        <button type="submit">{t('desk.photo_upload')}</button>
      </form>
    </DeskLayout>
  )
}
