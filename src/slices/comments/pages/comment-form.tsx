import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { CommentsPart } from '../load.ts'
import { isTicked } from '../submit.ts'
import { limits } from '../types.ts'

interface CommentFormProps {
  view: View
  path: string
  form: CommentsPart['form']
}

/** "Leave a reply". With scripts it also carries a proof of work; without them nothing is missing. */
export function CommentForm({ view, path, form }: CommentFormProps) {
  const { t } = view
  const { replyTo, values, errors, stamp } = form
  return (
    <section id="respond" aria-labelledby="respond-title">
      <h3 id="respond-title">
        {replyTo ? t('comments.reply_to', { name: replyTo.name }) : t('comments.leave_reply')}
      </h3>
      {replyTo && (
        <p>
          <a href={`${view.link(path)}#respond`}>{t('comments.cancel_reply')}</a>
        </p>
      )}
      <ErrorSummary
        view={view}
        title={t('comments.errors_title')}
        as="h4"
        errors={errors}
        idOf={idOf}
      />
      <form
        class="comment-form"
        method="post"
        action={view.link(`${path}comments#respond`)}
        data-enhance="comment-form"
        data-task="/comments/task.json"
      >
        <p class="hint">
          {t('comments.email_not_published')} {t('comments.required_marked')}
        </p>
        <input type="hidden" name="stamp" value={stamp} />
        <input type="hidden" name="proof" value="" />
        {replyTo && <input type="hidden" name="reply" value={replyTo.id} />}
        <TextField view={view} values={values} errors={errors} />
        <PersonFields view={view} values={values} errors={errors} />
        <Trap view={view} />
        <p>
          <label class="choice">
            <input type="checkbox" name="notify" value="yes" checked={isTicked(values.notify)} />
            <span>{t('comments.notify')}</span>
          </label>
        </p>
        <button type="submit">{t('comments.submit')}</button>
      </form>
      <script type="module" src={view.assets.scripts['comment-form']} />
    </section>
  )
}

type FieldsProps = { view: View } & Pick<CommentsPart['form'], 'values' | 'errors'>

function TextField({ view, values, errors }: FieldsProps) {
  const { t } = view
  return (
    <Field
      view={view}
      name="text"
      id={idOf('text')}
      isMarked
      label={t('comments.text')}
      hint={t('comments.text_hint')}
      errors={errors}
    >
      {(control) => (
        <textarea {...control} required maxLength={limits.textChars} rows={6} dir="auto">
          {/* A line end right after the tag is dropped by browsers; this one is meant to be. */}
          {`\n${values.text ?? ''}`}
        </textarea>
      )}
    </Field>
  )
}

function PersonFields({ view, values, errors }: FieldsProps) {
  const { t } = view
  return (
    <>
      <Field
        view={view}
        name="name"
        id={idOf('name')}
        isMarked
        label={t('comments.name')}
        errors={errors}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            required
            autocomplete="name"
            dir="auto"
            maxLength={limits.nameChars}
            value={values.name ?? ''}
          />
        )}
      </Field>
      <Field
        view={view}
        name="email"
        id={idOf('email')}
        isMarked
        label={t('comments.email')}
        errors={errors}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            required
            autocomplete="email"
            maxLength={limits.emailChars}
            value={values.email ?? ''}
          />
        )}
      </Field>
    </>
  )
}

/**
 * Ids of this form, which stands on a page with others. Problems of the form as a whole, and of the
 * bait that people do not see, lead nowhere.
 */
function idOf(name: string): string | undefined {
  return ['text', 'name', 'email'].includes(name) ? `comment-${name}` : undefined
}

/** Bait for machines, which fill every field. Out of sight, and out of the order of tabs. */
function Trap({ view }: { view: View }) {
  return (
    <p class="comment-trap" aria-hidden="true">
      <label for="comment-website">{view.t('comments.trap')}</label>
      <input
        id="comment-website"
        type="text"
        name="website"
        tabIndex={-1}
        autocomplete="off"
        value=""
      />
    </p>
  )
}
