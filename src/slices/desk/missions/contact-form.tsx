import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { ActForm } from '../../accounts/index.ts'
import {
  type ContactKind,
  KindSelect,
  MAX_CONTACT_CHARS,
  MAX_SOURCE_CHARS,
} from '../../missions/index.ts'

export interface ContactValues {
  kind: ContactKind
  value: string
  source: string
  confirmed: string
  /** The contact that this one stands in place of. */
  replaces: string
}

interface ContactFormProps {
  view: View
  missionId: string
  values: ContactValues
  errors: FieldErrors
}

/** Adds a contact, or corrects one. */
export function ContactForm({ view, missionId, values, errors }: ContactFormProps) {
  const { t } = view
  const isCorrection = values.replaces !== ''
  const title = t(isCorrection ? 'desk.contact_correct' : 'desk.contact_add')
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{title}</h2>
      <ActForm
        view={view}
        action={`/desk/missions/${missionId}/contacts`}
        button={title}
        class="confirm-form"
      >
        <input type="hidden" name="replaces" value={values.replaces} />
        <div class="field-row">
          <Field view={view} name="kind" label={t('desk.contact_kind')} errors={errors}>
            {(control) => <KindSelect {...control} view={view} kind={values.kind} />}
          </Field>
          <Text
            name="value"
            label={t('desk.contact_value')}
            max={MAX_CONTACT_CHARS}
            {...{ view, values, errors }}
          />
        </div>
        <div class="field-row">
          <Text
            name="source"
            label={t('desk.contact_source')}
            max={MAX_SOURCE_CHARS}
            {...{ view, values, errors }}
          />
          <Field view={view} name="confirmed" label={t('desk.contact_confirmed')} errors={errors}>
            {(control) => <input {...control} type="date" value={values.confirmed} />}
          </Field>
        </div>
      </ActForm>
      {isCorrection && (
        <p>
          <a href={view.link(`/desk/missions/${missionId}`)}>{t('desk.contact_add_instead')}</a>
        </p>
      )}
    </section>
  )
}

interface TextProps extends Omit<ContactFormProps, 'missionId'> {
  name: 'value' | 'source'
  label: string
  max: number
}

function Text({ view, values, errors, name, label, max }: TextProps) {
  return (
    <Field view={view} name={name} label={label} errors={errors}>
      {(control) => (
        <input
          {...control}
          type="text"
          required
          autocomplete="off"
          maxLength={max}
          value={values[name]}
        />
      )}
    </Field>
  )
}
