import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { directionOf, languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { appealLimits, type DeskAppeal } from '../../appeals/index.ts'
import { DeskLayout } from '../layout.tsx'
import { LosingAppeals, type PictureUses } from '../picture-uses.tsx'
import { fieldId } from './labels.ts'

interface EndPageProps {
  view: View
  appeal: DeskAppeal
  /** Letters that are confirmed and have not left. */
  waiting: number
  values: Record<string, string>
  errors: FieldErrors
}

/** An appeal has come to its end: how, in each of its languages. */
export function ClosingPage({ view, appeal, waiting, values, errors }: EndPageProps) {
  const { t, lang } = view
  return (
    <DeskLayout view={view} title={t('desk.close')} help={t('desk.close_help')}>
      <BackLink view={view} appeal={appeal} />
      <ActForm
        view={view}
        action={`/desk/appeals/${appeal.id}/closing`}
        button={t('desk.close_button')}
        class="confirm-form"
      >
        {appeal.sheets.map(({ language }) => (
          <Field
            key={language}
            view={view}
            name={`outcome.${language}`}
            id={fieldId(`outcome.${language}`)}
            label={t('desk.close_outcome', { language: languageName(lang, language) })}
            errors={errors}
          >
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={appealLimits.callChars}
                lang={language}
                dir={directionOf(language)}
              >
                {`\n${values[`outcome.${language}`] ?? ''}`}
              </textarea>
            )}
          </Field>
        ))}
        <label class="choice">
          <input
            type="checkbox"
            name="take_back"
            value="yes"
            checked={values.take_back === 'yes'}
          />
          <span>{t('desk.close_take_back', { count: waiting })}</span>
        </label>
      </ActForm>
    </DeskLayout>
  )
}

/** Taking a public appeal back for good. */
export function WithdrawalPage(props: EndPageProps & { uses?: PictureUses }) {
  const { view, appeal, waiting, uses, values, errors } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.withdraw')} help={t('desk.withdraw_help')}>
      <BackLink view={view} appeal={appeal} />
      <p class="notice-warning">{t('desk.withdraw_warning', { count: waiting })}</p>
      {uses && <p>{t('desk.withdraw_pictures')}</p>}
      {uses && <LosingAppeals view={view} uses={uses} />}
      <ActForm
        view={view}
        action={`/desk/appeals/${appeal.id}/withdrawal`}
        button={t('desk.withdraw_button')}
        class="confirm-form"
      >
        <Field
          view={view}
          name="reason"
          label={t('desk.withdraw_reason')}
          hint={t('desk.withdraw_reason_hint')}
          errors={errors}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              required
              maxLength={500}
              autocomplete="off"
              value={values.reason ?? ''}
            />
          )}
        </Field>
        {uses && (
          <label class="choice">
            <input
              type="checkbox"
              name="pictures_stay"
              value="yes"
              checked={values.pictures_stay === 'yes'}
            />
            <span>{t('desk.withdraw_pictures_stay')}</span>
          </label>
        )}
      </ActForm>
    </DeskLayout>
  )
}

function BackLink({ view, appeal }: { view: View; appeal: DeskAppeal }) {
  return (
    <p>
      <a href={view.link(`/desk/appeals/${appeal.id}/`)}>
        {appeal.title || view.t('desk.appeal_untitled')}
      </a>
    </p>
  )
}
