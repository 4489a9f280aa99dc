import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { ActForm, Field, FormProblem } from '../../accounts/index.ts'
import { caseLimits, type Ledger, versionOfPerson } from '../../cases/index.ts'
import { localFields } from './bodies.ts'
import { Select } from './event-form.tsx'
import { Titles } from './list-page.tsx'

export interface ChosenPerson {
  key: string
  /** What was typed, when it was refused. */
  typed?: Record<string, string>
  /** Somebody else has saved in the meantime. */
  isOvertaken?: boolean
}

export function KeyField({
  view,
  idPrefix,
  values,
}: {
  view: View
  idPrefix: string
  values: Record<string, string>
}) {
  return (
    <Field
      view={view}
      name="key"
      idPrefix={idPrefix}
      label={view.t('cases.desk_key')}
      hint={view.t('cases.desk_person_key_hint')}
      input={{ maxLength: caseLimits.keyChars, value: values.key ?? '' }}
    />
  )
}

/** Adds somebody, with the name that only this desk will know. */
export function PersonForm({
  view,
  ledger,
  values,
}: {
  view: View
  ledger: Ledger
  values: Record<string, string>
}) {
  const { t } = view
  return (
    <ActForm
      view={view}
      action={`/desk/cases/${ledger.case.id}/people`}
      button={t('cases.desk_person_add')}
      class="desk-form"
    >
      <KeyField view={view} idPrefix="person" values={values} />
      <Titles view={view} values={values} idPrefix="person" label="cases.desk_role" />
      <div class="field">
        <label for="person-names">{t('cases.desk_names')}</label>
        <p class="hint">{t('cases.desk_names_hint')}</p>
        <textarea
          id="person-names"
          name="names"
          rows={3}
          maxLength={caseLimits.nameChars * caseLimits.nameForms}
        >
          {values.names}
        </textarea>
      </div>
      <PseudonymAndGroup {...{ view, ledger, values }} idPrefix="person" />
    </ActForm>
  )
}

interface ChangePersonProps {
  view: View
  ledger: Ledger
  changing?: ChosenPerson
  errors?: FieldErrors
}

/** Puts right what somebody is called where their name is not, and their group: first who, then how. */
export function ChangePerson({ view, ledger, changing, errors }: ChangePersonProps) {
  const { t } = view
  const address = `/desk/cases/${ledger.case.id}`
  const person = ledger.people.find(({ key }) => key === changing?.key)
  const people = ledger.people.map(({ key }) => ({ value: key, text: key }))
  const now = person ? valuesOf(ledger, person) : {}
  // Who sends it again after a refusal has seen what stands there now.
  const version = changing?.isOvertaken ? now.version : (changing?.typed ?? now).version
  return (
    <details id="change-person" open={person !== undefined}>
      <summary>{t('cases.desk_person_change')}</summary>
      <form method="get" action={view.link(`${address}/#change-person`)} class="desk-form">
        <Select
          view={view}
          name="person"
          idPrefix="chosen"
          label={t('cases.desk_person_which')}
          value={person?.key ?? ''}
          options={people}
        />
        <p>
          <button type="submit">{t('cases.desk_person_open')}</button>
        </p>
      </form>
      {person && (
        <>
          <FormProblem view={view} errors={errors} />
          {changing?.isOvertaken && <Meanwhile view={view} now={now} />}
          <ActForm
            view={view}
            action={`${address}/people/${person.key}`}
            button={t('cases.desk_person_save', { key: person.key })}
            class="desk-form"
          >
            <p class="hint">{t('cases.desk_person_change_help')}</p>
            <input type="hidden" name="version" value={version} />
            <PersonTexts {...{ view, ledger }} values={changing?.typed ?? now} />
          </ActForm>
        </>
      )}
    </details>
  )
}

/** What somebody else has saved. */
function Meanwhile({ view, now }: { view: View; now: Record<string, string> }) {
  const { t } = view
  const { version: _, ...said } = now
  const texts = Object.values(said).filter((text) => text !== '')
  return (
    <section class="card" aria-labelledby="person-meanwhile">
      <h3 id="person-meanwhile">{t('desk.describe_now')}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}

function PersonTexts(props: PersonFieldsProps) {
  return (
    <>
      <Titles {...props} idPrefix="changed" label="cases.desk_role" />
      <PseudonymAndGroup {...props} idPrefix="changed" />
    </>
  )
}

interface PersonFieldsProps {
  view: View
  ledger: Ledger
  values: Record<string, string>
}

function PseudonymAndGroup({
  view,
  ledger,
  values,
  idPrefix,
}: PersonFieldsProps & { idPrefix: string }) {
  const { t } = view
  return (
    <>
      <Titles
        view={view}
        values={values}
        idPrefix={idPrefix}
        name="pseudonym"
        label="cases.desk_pseudonym"
      />
      <Select
        view={view}
        name="group"
        idPrefix={idPrefix}
        label={t('cases.desk_group_of')}
        value={values.group ?? ''}
        options={[
          { value: '', text: t('cases.desk_no_group') },
          ...ledger.groups.map(({ key }) => ({ value: key, text: key })),
        ]}
      />
    </>
  )
}

function valuesOf({ groups }: Ledger, person: Ledger['people'][number]): Record<string, string> {
  const { roles, pseudonyms, groupId } = person
  return {
    ...localFields(roles, 'text'),
    ...localFields(pseudonyms, 'pseudonym'),
    group: groups.find(({ id }) => id === groupId)?.key ?? '',
    version: versionOfPerson(person),
  }
}
