import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { ActForm, Field, FormProblem } from '../../accounts/index.ts'
import {
  caseLimits,
  eventKinds,
  type Ledger,
  organs,
  personLabel,
  precisions,
  reliabilities,
} from '../../cases/index.ts'
import type { EventBody } from './bodies.ts'
import { Titles } from './list-page.tsx'

interface EventFormProps {
  view: View
  ledger: Ledger
  values: Partial<EventBody>
  errors?: FieldErrors
}

/** What, who, when, and on whose word; everything else is behind a summary. */
export function EventForm({ view, ledger, values, errors }: EventFormProps) {
  const { t } = view
  return (
    <ActForm
      view={view}
      action={`/desk/cases/${ledger.case.id}/events`}
      button={t(values.corrects ? 'cases.desk_correct' : 'cases.desk_record')}
      class="desk-form"
    >
      <FormProblem view={view} errors={errors} />
      <input type="hidden" name="key" value={values.key ?? ''} />
      {values.corrects && <input type="hidden" name="corrects" value={values.corrects} />}
      {values.corrects && (
        <p class="notice">{t('cases.desk_corrects', { key: values.corrects })}</p>
      )}
      <Select
        view={view}
        name="kind"
        label={t('cases.desk_kind')}
        value={values.kind ?? 'detained'}
        options={eventKinds
          .filter((kind) => kind !== 'retracted' || values.corrects)
          .map((kind) => ({ value: kind, text: t(`cases.kind_${kind}`) }))}
      />
      <Who view={view} ledger={ledger} values={values} />
      <When view={view} values={values} />
      <SourceFields view={view} values={values} />
      <Details view={view} values={values} />
    </ActForm>
  )
}

function Who({ view, ledger, values }: EventFormProps) {
  const { t } = view
  const chosen = values['people[]'] ?? []
  return (
    <fieldset>
      <legend>{t('cases.desk_who')}</legend>
      <p class="hint">{t('cases.desk_who_hint')}</p>
      {ledger.people.map((person) => (
        <label key={person.key} class="choice">
          <input
            type="checkbox"
            name="people[]"
            value={person.key}
            checked={chosen.includes(person.key)}
          />{' '}
          {personLabel(t, person)} <small class="meta">{person.key}</small>
        </label>
      ))}
      {ledger.groups.length > 0 && (
        <Select
          view={view}
          name="group"
          label={t('cases.desk_group')}
          value={values.group ?? ''}
          options={[
            { value: '', text: t('cases.desk_no_group') },
            ...ledger.groups.map(({ key }) => ({ value: key, text: key })),
          ]}
        />
      )}
      {ledger.groups.length > 0 && <Counts view={view} values={values} />}
    </fieldset>
  )
}

function Counts({ view, values }: Pick<EventFormProps, 'view' | 'values'>) {
  const { t } = view
  return (
    <>
      <p class="hint">{t('cases.desk_count_hint')}</p>
      <div class="field-row">
        {(['at_least', 'at_most'] as const).map((name) => (
          <Field
            key={name}
            view={view}
            name={name}
            label={t(`cases.desk_${name}`)}
            input={{
              required: false,
              inputMode: 'numeric',
              maxLength: 12,
              value: values[name] ?? '',
            }}
          />
        ))}
        <Select
          view={view}
          name="word"
          label={t('cases.desk_word')}
          value={values.word ?? ''}
          options={[
            { value: '', text: '–' },
            { value: 'many', text: t('cases.quantity_many') },
            { value: 'some', text: t('cases.quantity_some') },
          ]}
        />
      </div>
    </>
  )
}

function When({ view, values }: Pick<EventFormProps, 'view' | 'values'>) {
  const { t } = view
  return (
    <div class="field-row">
      <Field
        view={view}
        name="on"
        label={t('cases.desk_on')}
        input={{ type: 'date', value: values.on ?? '' }}
      />
      <Field
        view={view}
        name="time"
        label={t('cases.desk_time')}
        input={{ type: 'time', required: false, value: values.time ?? '' }}
      />
      <Select
        view={view}
        name="precision"
        label={t('cases.desk_precision')}
        value={values.precision ?? 'day'}
        options={precisions.map((each) => ({ value: each, text: t(`cases.precision_${each}`) }))}
      />
    </div>
  )
}

/** On whose word. */
export function SourceFields({
  view,
  values,
  idPrefix,
}: {
  view: View
  values: Partial<Record<'source' | 'source_url' | 'source_on' | 'reliability', string>>
  idPrefix?: string
}) {
  const { t } = view
  return (
    <div class="field-row">
      <Field
        view={view}
        name="source"
        idPrefix={idPrefix}
        label={t('cases.desk_source')}
        input={{ maxLength: caseLimits.nameChars, value: values.source ?? '' }}
      />
      <Field
        view={view}
        name="source_url"
        idPrefix={idPrefix}
        label={t('cases.desk_source_url')}
        input={{
          ...{ type: 'url', required: false, maxLength: caseLimits.urlChars },
          value: values.source_url ?? '',
        }}
      />
      <Field
        view={view}
        name="source_on"
        idPrefix={idPrefix}
        label={t('cases.desk_source_on')}
        input={{ type: 'date', required: false, value: values.source_on ?? '' }}
      />
      <Select
        view={view}
        name="reliability"
        idPrefix={idPrefix}
        label={t('cases.desk_reliability')}
        value={values.reliability ?? 'reported'}
        options={reliabilities.map((each) => ({
          value: each,
          text: t(`cases.reliability_${each}`),
        }))}
      />
    </div>
  )
}

function Details({ view, values }: Pick<EventFormProps, 'view' | 'values'>) {
  const { t } = view
  const typed = values as Record<string, string>
  const small = (name: keyof EventBody, maxLength: number) => (
    <Field
      view={view}
      name={name}
      label={t(`cases.desk_${name}`)}
      input={{ required: false, maxLength, value: typed[name] ?? '' }}
    />
  )
  return (
    <details open={values.corrects !== undefined}>
      <summary>{t('cases.desk_details')}</summary>
      <div class="field-row">
        {small('years', 4)}
        {small('months', 4)}
        {small('days', 4)}
      </div>
      <label class="choice">
        <input type="checkbox" name="suspended" checked={values.suspended === 'on'} />{' '}
        {t('cases.suspended')}
      </label>
      <div class="field-row">
        {small('amount', 20)}
        {small('currency', 3)}
      </div>
      <Select
        view={view}
        name="organ"
        label={t('cases.desk_organ')}
        value={values.organ ?? ''}
        options={[
          { value: '', text: '–' },
          ...organs.map((each) => ({ value: each, text: t(`cases.organ_${each}`) })),
        ]}
      />
      <Titles view={view} values={typed} name="place" label="cases.desk_place" />
      <Titles view={view} values={typed} name="text" label="cases.desk_text" />
      {small('source_2', caseLimits.nameChars)}
      {small('source_2_url', caseLimits.urlChars)}
    </details>
  )
}

interface SelectProps {
  view: View
  name: string
  label: string
  value: string
  options: readonly { value: string; text: string }[]
  idPrefix?: string
}

export function Select({ name, label, value, options, idPrefix }: SelectProps) {
  const id = idPrefix ? `${idPrefix}-${name}` : name
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} value={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  )
}
