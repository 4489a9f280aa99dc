import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { ActForm, type Actor } from '../../accounts/index.ts'
import {
  type Description,
  MAX_CITY_CHARS,
  MAX_NAME_CHARS,
  MAX_SOURCE_CHARS,
  type Mission,
  missionKind,
  missionTitle,
  missionTypes,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import { CountrySelect } from './country-select.tsx'
import { DescriptionList } from './description.tsx'
import type { DescriptionValues } from './description-routes.tsx'
import { MissionTabs } from './tabs.tsx'

interface DescriptionPageProps {
  view: View
  actor: Actor
  mission: Mission
  /** Shown beside what was typed, when it is not what the person saw. */
  meanwhile?: Description
  values: DescriptionValues
  errors: FieldErrors
}

/** The form that says anew what a mission is, where it stands, or that it has closed. */
export function DescriptionPage(props: DescriptionPageProps) {
  const { view, actor, mission, meanwhile, errors } = props
  const { t } = view
  return (
    <DeskLayout
      view={view}
      title={t('desk.describe_title', { mission: missionTitle(t, mission) })}
      help={t('desk.describe_help')}
    >
      <MissionTabs view={view} actor={actor} current="/desk/missions/" />
      <p>
        <a href={view.link(`/desk/missions/${mission.id}`)}>{t('desk.describe_back')}</a>
      </p>
      <ErrorSummary
        view={view}
        title={t('desk.nothing_saved')}
        errors={errors}
        idOf={(name) => (name === 'form' ? undefined : name)}
      />
      {meanwhile && (
        <section class="card" aria-labelledby="meanwhile">
          <h2 id="meanwhile">{t('desk.describe_now')}</h2>
          <DescriptionList view={view} mission={mission} description={meanwhile} />
        </section>
      )}
      <ActForm
        view={view}
        action={`/desk/missions/${mission.id}/description`}
        button={t('desk.describe_save')}
        class="confirm-form"
      >
        <input type="hidden" name="version" value={props.values.version} />
        <Identity {...props} />
        <Place {...props} />
        <Evidence {...props} />
      </ActForm>
    </DeskLayout>
  )
}

function Identity({ view, mission, values, errors }: DescriptionPageProps) {
  const { t } = view
  return (
    <div class="field-row">
      <Field
        view={view}
        name="type"
        label={t('desk.contact_kind')}
        hint={t('desk.describe_type_hint')}
        errors={errors}
      >
        {(control) => (
          <select {...control}>
            {missionTypes.map((type) => (
              <option key={type} value={type} selected={type === values.type}>
                {missionKind(t, { ...mission, type })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Text
        {...{ view, values, errors }}
        name="name"
        label={t('desk.describe_name')}
        hint={t('desk.describe_name_hint')}
        max={MAX_NAME_CHARS}
      />
    </div>
  )
}

function Place({ view, mission, values, errors }: DescriptionPageProps) {
  const { t, lang } = view
  return (
    <>
      <div class="field-row">
        <Text
          {...{ view, values, errors }}
          name="city"
          label={t('desk.describe_city')}
          max={MAX_CITY_CHARS}
        />
        <Field view={view} name="state" label={t('desk.describe_country')} errors={errors}>
          {(control) => (
            <CountrySelect view={view} {...control} value={values.state} none={t('desk.choose')} />
          )}
        </Field>
      </div>
      <p>
        <label class="choice">
          <input type="checkbox" name="stays" value="yes" checked={values.stays === 'yes'} />{' '}
          {t('desk.describe_stays', { state: countryName(lang, mission.receivingState) })}
        </label>
      </p>
      <Field
        view={view}
        name="closed"
        label={t('desk.describe_closed')}
        hint={t('desk.describe_closed_hint')}
        errors={errors}
      >
        {(control) => <input {...control} type="date" value={values.closed} />}
      </Field>
    </>
  )
}

function Evidence({ view, values, errors }: DescriptionPageProps) {
  const { t } = view
  return (
    <div class="field-row">
      <Text
        {...{ view, values, errors }}
        name="source"
        label={t('desk.describe_source')}
        max={MAX_SOURCE_CHARS}
        isRequired
      />
      <Field view={view} name="date" label={t('desk.describe_date')} errors={errors}>
        {(control) => <input {...control} type="date" required value={values.date} />}
      </Field>
    </div>
  )
}

interface TextProps extends Pick<DescriptionPageProps, 'view' | 'values' | 'errors'> {
  name: 'name' | 'city' | 'source'
  label: string
  hint?: string
  max: number
  isRequired?: boolean
}

function Text({ view, values, errors, name, label, hint, max, isRequired }: TextProps) {
  return (
    <Field view={view} name={name} label={label} hint={hint} errors={errors}>
      {(control) => (
        <input
          {...control}
          type="text"
          required={isRequired}
          autocomplete="off"
          maxLength={max}
          value={values[name]}
        />
      )}
    </Field>
  )
}
