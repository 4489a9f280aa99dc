import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { formatDay, formatInstant } from '../../../platform/i18n/format.ts'
import { nameUses } from '../../../platform/veil/veil.ts'
import { ActForm, Field, FormProblem } from '../../accounts/index.ts'
import { agreedByAll, type ConsentRecord, type Person } from '../../cases/index.ts'
import { DeskLayout } from '../layout.tsx'
import type { WithdrawalPreview } from './preview.ts'

export interface NamePageProps {
  view: View
  caseId: string
  person: Person
  /** As it is written in each script. */
  names: readonly string[]
  /** What was recorded before, and stays hidden with the others. */
  former: readonly string[]
  history: readonly ConsentRecord[]
  uses: readonly string[]
  preview?: WithdrawalPreview
  errors?: FieldErrors
  /** What was typed into the form that was refused. */
  values?: Record<string, string>
  refused?: 'consents' | 'withdrawal'
}

/** The name of one person: what it may be used for, who said so, and the switch that hides it. */
export function NamePage(props: NamePageProps) {
  const { view, person, names, former, uses, errors } = props
  const { t } = view
  return (
    <DeskLayout
      view={view}
      title={t('cases.name_title', { key: person.key })}
      help={t('cases.name_help')}
    >
      <FormProblem view={view} errors={errors} />
      <p class={uses.length > 0 ? 'notice' : undefined}>
        <bdi>{names.join(' · ') || t('cases.name_unknown')}</bdi>{' '}
        {uses.length > 0
          ? t('cases.name_shown', {
              uses: uses.map((use) => t(`cases.name_use_${use}`)).join(', '),
            })
          : t('cases.name_hidden')}
      </p>
      {former.length > 0 && (
        <p>
          {t('cases.name_former')} <bdi>{former.join(' · ')}</bdi>
        </p>
      )}
      {props.preview && <Switch {...props} preview={props.preview} />}
      <Agreement {...props} />
      <History {...props} />
    </DeskLayout>
  )
}

/** What will change stands above the button, so that it is read before it is pressed. */
function Switch({
  view,
  caseId,
  person,
  preview,
  ...form
}: NamePageProps & { preview: WithdrawalPreview }) {
  const { t } = view
  const values = form.refused === 'withdrawal' ? form.values : {}
  return (
    <section aria-labelledby="switch">
      <h2 id="switch">{t('cases.name_withdraw')}</h2>
      <WhatChanges view={view} preview={preview} />
      <ul class="mail-list">
        {preview.examples.map(({ before, after }) => (
          <li key={before}>
            <del dir="auto">{before}</del>
            <br />
            <ins dir="auto">{after}</ins>
          </li>
        ))}
      </ul>
      <ActForm
        view={view}
        action={`/desk/cases/${caseId}/names/${person.id}/withdrawal`}
        button={t('cases.name_withdraw_button')}
        class="desk-form"
      >
        <Word view={view} idPrefix="withdraw" values={values} />
      </ActForm>
    </section>
  )
}

function WhatChanges({ view, preview }: { view: View; preview: WithdrawalPreview }) {
  const { t } = view
  const { appeals, places, addresses, comments, letters } = preview
  return (
    <>
      <ul>
        <li>{t('cases.name_preview_appeals', { appeals, places })}</li>
        <li>{t('cases.name_preview_addresses', { addresses })}</li>
        <li>{t('cases.name_preview_comments', { comments })}</li>
        <li>{t('cases.name_preview_letters', { letters })}</li>
      </ul>
      {preview.isCut && <p>{t('cases.name_preview_cut')}</p>}
      <p>{t('cases.name_preview_rest')}</p>
    </>
  )
}

function Agreement({ view, caseId, person, ...form }: NamePageProps) {
  const { t } = view
  const { values = {} } = form.refused === 'consents' ? form : {}
  return (
    <section aria-labelledby="agree">
      <h2 id="agree">{t('cases.name_agree')}</h2>
      <ActForm
        view={view}
        action={`/desk/cases/${caseId}/names/${person.id}/consents`}
        button={t('cases.name_agree_button')}
        class="desk-form"
      >
        <Word view={view} idPrefix="agree" values={values} />
        <Day view={view} name="on" label={t('cases.name_on')} value={values.on} />
        <Day view={view} name="until" label={t('cases.name_until')} value={values.until} />
        <fieldset>
          <legend>{t('cases.name_uses')}</legend>
          {nameUses.map((use) => (
            <label key={use} class="choice">
              <input type="checkbox" name={use} value="yes" checked={values[use] === 'yes'} />
              <span>{t(`cases.name_use_${use}`)}</span>
            </label>
          ))}
        </fieldset>
        <label class="choice">
          <input type="checkbox" name="after" value="yes" checked={values.after === 'yes'} />
          <span>{t('cases.name_after_release')}</span>
        </label>
      </ActForm>
    </section>
  )
}

function Day({
  view,
  name,
  label,
  value,
}: {
  view: View
  name: string
  label: string
  value?: string
}) {
  return (
    <Field view={view} name={name} label={label} input={{ type: 'date', required: false, value }} />
  )
}

function Word({
  view,
  idPrefix,
  values = {},
}: {
  view: View
  idPrefix: string
  values?: Record<string, string>
}) {
  const { t } = view
  const id = `${idPrefix}-by`
  return (
    <>
      <div class="field">
        <label for={id}>{t('cases.name_by')}</label>
        <select id={id} name="by" required>
          <option value="">{t('desk.choose')}</option>
          {agreedByAll.map((who) => (
            <option key={who} value={who} selected={values.by === who}>
              {t(`cases.name_by_${who}`)}
            </option>
          ))}
        </select>
      </div>
      <Field
        view={view}
        name="word"
        label={t('cases.name_word')}
        hint={t('cases.name_word_hint')}
        idPrefix={idPrefix}
        input={{ required: true, maxLength: 300, value: values.word }}
      />
    </>
  )
}

function History({ view, history }: NamePageProps) {
  const { t } = view
  if (history.length === 0) return null
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('cases.name_history')}</h2>
      <ol class="mail-list" reversed>
        {history.toReversed().map((record) => (
          <li key={record.recordedAt}>
            {t(`cases.name_record_${record.kind}`, {
              day: formatDay(view.lang, record.agreedOn),
              who: t(`cases.name_by_${record.agreedBy}`),
            })}{' '}
            {record.uses.map((use) => t(`cases.name_use_${use}`)).join(', ')}{' '}
            <bdi class="meta">{record.word}</bdi>{' '}
            <time class="meta" dateTime={record.recordedAt}>
              {formatInstant(view.lang, record.recordedAt)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}
