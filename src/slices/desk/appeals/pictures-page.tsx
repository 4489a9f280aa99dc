import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { directionOf } from '../../../platform/i18n/format.ts'
import { appealLimits, type DeskAppeal } from '../../appeals/index.ts'
import { type Picture, PictureElement } from '../../media/index.ts'
import { DeskLayout } from '../layout.tsx'
import { PictureFile } from '../picture-file.tsx'

interface PicturesPageProps {
  view: View
  appeal: DeskAppeal
  pictures: { picture: Picture; alt: string }[]
  values: Record<string, string>
  errors: FieldErrors
}

/** The pictures of an appeal, and the form that takes another one. */
export function PicturesPage({ view, appeal, pictures, values, errors }: PicturesPageProps) {
  const { t } = view
  const base = `/desk/appeals/${appeal.id}`
  const language = {
    lang: appeal.originalLanguage,
    dir: directionOf(appeal.originalLanguage),
  }
  return (
    <DeskLayout view={view} title={t('desk.pictures')} help={t('desk.pictures_help')}>
      <p>
        <a href={view.link(`${base}/texts/${appeal.originalLanguage}`)}>
          {t('desk.pictures_back')}
        </a>
      </p>
      <div class="sheet-pictures">
        {pictures.map(({ picture, alt }) => (
          <figure key={picture.id}>
            <PictureElement picture={picture} alt={alt} language={language} />
            <figcaption class="meta">{alt}</figcaption>
          </figure>
        ))}
      </div>
      <form
        method="post"
        encType="multipart/form-data"
        action={view.link(`${base}/pictures?csrf=${view.csrf ?? ''}`)}
        class="confirm-form"
      >
        {/* Words come before the file, so that they are there when it is refused. */}
        {(
          [
            ['alt', appealLimits.altChars],
            ['caption', appealLimits.callChars],
            ['credit', appealLimits.nameChars],
          ] as const
        ).map(([name, maxLength]) => (
          <Field
            key={name}
            view={view}
            name={name}
            label={t(`desk.field_pictures_${name}`)}
            errors={errors}
          >
            {(control) => (
              <input
                {...control}
                {...language}
                type="text"
                required={name === 'alt'}
                maxLength={maxLength}
                autocomplete="off"
                value={values[name] ?? ''}
              />
            )}
          </Field>
        ))}
        <PictureFile view={view} errors={errors} />
        <button type="submit">{t('desk.pictures_upload')}</button>
      </form>
    </DeskLayout>
  )
}
