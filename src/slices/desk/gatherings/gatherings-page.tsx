import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { ActForm } from '../../accounts/index.ts'
import {
  type Gathering,
  gatheringKinds,
  gatheringTime,
  MAX_GATHERING_NOTE_CHARS,
  MAX_PLACE_CHARS,
} from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import { CountrySelect } from '../missions/country-select.tsx'
import type { GatheringBody } from './routes.tsx'

interface GatheringsPageProps {
  view: View
  gatherings: Gathering[]
  /** Public appeals, the newest first. */
  appeals: { id: string; title: string }[]
  values: GatheringBody
  errors: FieldErrors
}

export function GatheringsPage(props: GatheringsPageProps) {
  const { view, gatherings, errors } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.gatherings')} help={t('desk.gatherings_help')}>
      <ErrorSummary view={view} title={t('desk.bundle_errors')} errors={errors} />
      {gatherings.length === 0 && <p>{t('desk.gatherings_none')}</p>}
      {gatherings.map((gathering) => (
        <Item key={gathering.id} {...props} gathering={gathering} />
      ))}
      <h2>{t('desk.gathering_new')}</h2>
      <NewForm {...props} />
    </DeskLayout>
  )
}

function Item({ view, appeals, gathering }: GatheringsPageProps & { gathering: Gathering }) {
  const { t, lang } = view
  const { id, kind, place, publishedAt, cancelledAt, coming } = gathering
  const state = cancelledAt ? 'cancelled' : publishedAt ? 'public' : 'private'
  const address = `/desk/gatherings/${id}`
  return (
    <article class="card">
      <p>
        <strong>{t(`protests.gathering_${kind}`)}</strong>, {gatheringTime(lang, gathering)},{' '}
        {place}{' '}
        <span class="meta">
          {t(`desk.gathering_${state}`)}
          {coming > 0 && ` · ${t('protests.gathering_coming', { count: coming })}`}
        </span>
      </p>
      <p class="hint">{appeals.find((appeal) => appeal.id === gathering.appealId)?.title}</p>
      <div class="page-links">
        {state === 'private' && (
          <ActForm
            view={view}
            action={`${address}/publication`}
            button={t('desk.gathering_publish')}
          />
        )}
        {state !== 'cancelled' && (
          <ActForm
            view={view}
            action={`${address}/cancellation`}
            button={t('desk.gathering_cancel')}
          />
        )}
      </div>
    </article>
  )
}

function NewForm({ view, appeals, values, errors }: GatheringsPageProps) {
  const { t } = view
  const text = (name: 'city' | 'place' | 'note', maxLength: number) => (
    <Field view={view} name={name} label={t(`desk.gathering_${name}`)} errors={errors}>
      {(control) => <input {...control} type="text" maxLength={maxLength} value={values[name]} />}
    </Field>
  )
  return (
    <ActForm view={view} action="/desk/gatherings/" button={t('desk.gathering_enter')}>
      <Field view={view} name="appeal" label={t('desk.bundles_appeal')} errors={errors}>
        {(control) => (
          <select {...control}>
            {appeals.map(({ id, title }) => (
              <option key={id} value={id} selected={id === values.appeal}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset>
        <legend>{t('desk.gathering_kind')}</legend>
        {gatheringKinds.map((kind) => (
          <label key={kind} class="choice">
            <input type="radio" name="kind" value={kind} checked={values.kind === kind} />
            <span>{t(`protests.gathering_${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field view={view} name="country" label={t('desk.gathering_country')} errors={errors}>
        {({ id, name }) => (
          <CountrySelect {...{ view, id, name }} value={values.country} none="–" />
        )}
      </Field>
      {text('city', 100)}
      {text('place', MAX_PLACE_CHARS)}
      <Field view={view} name="on" label={t('desk.gathering_on')} errors={errors}>
        {(control) => <input {...control} type="date" value={values.on} />}
      </Field>
      <Field view={view} name="time" label={t('desk.gathering_time')} errors={errors}>
        {(control) => <input {...control} type="time" value={values.time} />}
      </Field>
      {text('note', MAX_GATHERING_NOTE_CHARS)}
    </ActForm>
  )
}
