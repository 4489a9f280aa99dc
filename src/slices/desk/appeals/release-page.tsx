import { ErrorSummary, Field, FieldError } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { checkpoints, type DeskAppeal, type PendingSheet } from '../../appeals/index.ts'
import type { Rewordable } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { Difference } from './difference.tsx'
import { fieldId } from './labels.ts'

export interface ReleasePageProps {
  view: View
  appeal: DeskAppeal
  title: string
  /** What can be released. */
  ready: PendingSheet[]
  /** Whoever looks wrote some of it, and needs a reason. */
  isOwn: boolean
  /** Letters that wait, when the letter texts change. */
  letters?: Rewordable
  /** What was typed and ticked. */
  values: {
    override?: string
    releaseAt?: string
    checked: readonly string[]
    reword?: boolean
    /** Which languages were chosen; all of them, when nobody chose yet. */
    languages?: readonly string[]
  }
  errors: FieldErrors
}

/** The last look before readers see it, by somebody who did not write it. */
export function ReleasePage(props: ReleasePageProps) {
  const { view, appeal, title, ready, isOwn, errors } = props
  const { t } = view
  const base = `/desk/appeals/${appeal.id}`
  return (
    <DeskLayout view={view} title={t('desk.release')} help={t('desk.release_help')}>
      <ErrorSummary view={view} title={t('desk.release_wrong')} errors={errors} idOf={fieldId} />
      <p>
        <a href={view.link(`${base}/`)}>{title}</a> ·{' '}
        <a href={view.link(`${base}/preview/`)}>{t('desk.appeal_preview')}</a>
      </p>
      {isOwn && <p class="notice-warning">{t('appeals.release_own')}</p>}
      {ready.map((sheet) => (
        <Changes key={sheet.language} view={view} sheet={sheet} />
      ))}
      <ActForm
        view={view}
        action={`${base}/release`}
        button={t(appeal.publishedAt ? 'desk.release_correction' : 'desk.release_now')}
        class="confirm-form"
      >
        <Languages {...props} />
        <Checklist {...props} />
        <Letters {...props} />
        {isOwn && <Override {...props} />}
        <When {...props} />
      </ActForm>
    </DeskLayout>
  )
}

function Changes({ view, sheet }: { view: View; sheet: PendingSheet }) {
  const { t, lang } = view
  const { language, released, head } = sheet
  const name = languageName(lang, language)
  if (!released) return <p>{t('desk.release_first', { language: name })}</p>
  return (
    <section>
      <h2>{t('desk.release_changes', { language: name })}</h2>
      <Difference {...{ view, language, before: released.fields, after: head.fields }} />
    </section>
  )
}

/** Which revision was looked at goes along, so that a later one is not released unseen. */
function Languages({ view, ready, values, errors }: ReleasePageProps) {
  return (
    <fieldset id={fieldId('revision')}>
      <legend>{view.t('desk.release_languages')}</legend>
      {ready.map(({ language, head }) => (
        <label key={language} class="choice">
          <input
            type="checkbox"
            name="revision"
            value={`${language}:${head.id}`}
            checked={values.languages?.includes(language) ?? true}
          />
          <span>{languageName(view.lang, language)}</span>
        </label>
      ))}
      <FieldError view={view} name="revision" id={fieldId('revision')} errors={errors} />
    </fieldset>
  )
}

function Checklist({ view, values, errors }: ReleasePageProps) {
  const { t } = view
  return (
    <fieldset>
      <legend>{t('desk.checklist')}</legend>
      {checkpoints.map((point) => (
        <div key={point}>
          <label class="choice">
            <input
              id={fieldId(`check.${point}`)}
              type="checkbox"
              name="check"
              value={point}
              checked={values.checked.includes(point)}
              aria-describedby={
                errors[`check.${point}`] ? `${fieldId(`check.${point}`)}-error` : undefined
              }
            />
            <span>{t(`desk.check_${point}`)}</span>
          </label>
          <FieldError
            view={view}
            name={`check.${point}`}
            id={fieldId(`check.${point}`)}
            errors={errors}
          />
        </div>
      ))}
    </fieldset>
  )
}

/** Letters in their writers' own words are never changed, and the page says so. */
function Letters({ view, letters, values }: ReleasePageProps) {
  const { t } = view
  if (!letters) return null
  const { unchanged, own, isAtLeast } = letters
  return (
    <fieldset>
      <legend>{t('desk.reword')}</legend>
      <p>
        {t('desk.reword_text', { unchanged, own })} {isAtLeast && t('desk.reword_at_least')}
      </p>
      {(unchanged > 0 ? (['yes', 'no'] as const) : []).map((answer) => (
        <label key={answer} class="choice">
          <input
            type="radio"
            name="reword"
            value={answer}
            required
            checked={values.reword === undefined ? false : values.reword === (answer === 'yes')}
          />
          <span>{t(`desk.reword_${answer}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Override({ view, values, errors }: ReleasePageProps) {
  const { t } = view
  return (
    <Field
      view={view}
      name="override"
      label={t('desk.release_override')}
      hint={t('desk.release_override_hint')}
      errors={errors}
    >
      {(control) => (
        <input
          {...control}
          type="text"
          maxLength={500}
          autocomplete="off"
          value={values.override ?? ''}
        />
      )}
    </Field>
  )
}

function When({ view, values, errors }: ReleasePageProps) {
  const { t } = view
  return (
    <Field
      view={view}
      name="release_at"
      label={t('desk.release_when')}
      hint={t('desk.release_when_hint')}
      errors={errors}
    >
      {(control) => <input {...control} type="datetime-local" value={values.releaseAt ?? ''} />}
    </Field>
  )
}
