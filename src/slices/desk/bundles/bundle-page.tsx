import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { formatDay, formatInstant } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { type Picture, PictureElement } from '../../media/index.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import {
  type Bundle,
  handInOutcomes,
  handInRemarks,
  MAX_NOTE_CHARS,
  type RecordedHandIn,
} from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { LosingAppeals, type PictureUses } from '../picture-uses.tsx'
import type { HandInBody } from './routes.tsx'

interface BundlePageProps {
  view: View
  bundle: Bundle
  handIns: RecordedHandIn[]
  /** Of the attempts that have a photo. */
  pictures: ReadonlyMap<string, Picture>
  /** Where else each of them is shown. */
  photoUses: ReadonlyMap<string, PictureUses>
  /** Of the appeal. */
  title?: string
  mission?: Mission
  values: HandInBody
  errors: FieldErrors
}

export function BundlePage(props: BundlePageProps) {
  const { view, bundle, handIns, title, mission, errors } = props
  const { t, lang } = view
  const isOpen = !bundle.handedInAt && !bundle.undoneAt
  const address = `/desk/bundles/${bundle.id}`
  const name = mission ? missionTitle(t, mission) : t('protests.mission_gone')
  return (
    <DeskLayout view={view} title={name} help={t('desk.bundle_help')}>
      <ErrorSummary view={view} title={t('desk.bundle_errors')} errors={errors} />
      <p>
        {title && `${title} · `}
        {t('desk.bundle_letters', { count: bundle.letters })}{' '}
        <span class="meta">
          {t('desk.bundle_made', { by: bundle.madeBy, at: formatInstant(lang, bundle.madeAt) })}
        </span>
      </p>
      {bundle.undoneAt && <p class="notice">{t('desk.bundle_undone')}</p>}
      {!bundle.undoneAt && (
        <p>
          <a class="button" href={view.link(`${address}/print`)}>
            {t('desk.bundle_print')}
          </a>
        </p>
      )}
      {handIns.length > 0 && (
        <>
          <h2>{t('desk.bundle_attempts')}</h2>
          {handIns.map((handIn) => (
            <Attempt key={handIn.id} {...props} handIn={handIn} />
          ))}
        </>
      )}
      {isOpen && <HandInForm {...props} />}
      {isOpen && (
        <details>
          <summary>{t('desk.bundle_undo_title')}</summary>
          <p>{t('desk.bundle_undo_text')}</p>
          <ActForm view={view} action={`${address}/undoing`} button={t('desk.bundle_undo')} />
        </details>
      )}
    </DeskLayout>
  )
}

function Attempt(props: BundlePageProps & { handIn: RecordedHandIn }) {
  const { view, bundle, handIn, pictures, photoUses } = props
  const { t, lang } = view
  const { id, on, outcome, remarks, note, recordedBy, photo } = handIn
  const picture = photo && pictures.get(photo.pictureId)
  const uses = photo && photoUses.get(photo.pictureId)
  const address = `/desk/bundles/${bundle.id}/hand-ins/${id}/photo`
  return (
    <article class="card" id={`hand-in-${id}`}>
      <p>
        {formatDay(lang, on)}: {t(`desk.hand_in_${outcome}`)}
        {remarks.map((remark) => ` · ${t(`desk.hand_in_${remark}`)}`)}
        {note && <> · {note}</>} <span class="meta">{recordedBy}</span>
      </p>
      {photo && picture ? (
        <>
          <figure class="hand-in-photo">
            <PictureElement picture={picture} alt={photo.alt} language={{ lang: photo.language }} />
            <figcaption class="meta" lang={photo.language}>
              {photo.alt}
            </figcaption>
          </figure>
          <details>
            <summary>{t('desk.photo_remove')}</summary>
            <p>{t('desk.photo_remove_text')}</p>
            {uses && <LosingAppeals view={view} uses={uses} />}
            <ActForm view={view} action={`${address}/removal`} button={t('desk.photo_remove')} />
          </details>
        </>
      ) : (
        <p>
          <a href={view.link(address)}>{t('desk.photo_add')}</a>
        </p>
      )}
    </article>
  )
}

function HandInForm({ view, bundle, values, errors }: BundlePageProps) {
  const { t } = view
  return (
    <>
      <h2>{t('desk.hand_in_title')}</h2>
      <ActForm
        view={view}
        action={`/desk/bundles/${bundle.id}/hand-ins`}
        button={t('desk.hand_in_button')}
      >
        <Field view={view} name="on" label={t('desk.hand_in_on')} errors={errors}>
          {(control) => <input {...control} type="date" required value={values.on} />}
        </Field>
        <fieldset>
          <legend>{t('desk.hand_in_outcome')}</legend>
          {handInOutcomes.map((outcome) => (
            <label key={outcome} class="choice">
              <input
                type="radio"
                name="outcome"
                value={outcome}
                checked={values.outcome === outcome}
              />
              <span>{t(`desk.hand_in_${outcome}`)}</span>
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t('desk.hand_in_also')}</legend>
          {handInRemarks.map((remark) => (
            <label key={remark} class="choice">
              <input type="checkbox" name={remark} value="yes" checked={Boolean(values[remark])} />
              <span>{t(`desk.hand_in_${remark}`)}</span>
            </label>
          ))}
        </fieldset>
        <Field
          view={view}
          name="note"
          label={t('desk.hand_in_note')}
          hint={t('desk.hand_in_note_hint')}
          errors={errors}
        >
          {(control) => (
            <textarea {...control} maxLength={MAX_NOTE_CHARS} rows={3}>
              {values.note}
            </textarea>
          )}
        </Field>
      </ActForm>
    </>
  )
}
