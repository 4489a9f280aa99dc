import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { Contacts, KindSelect } from '../components.tsx'
import type { Mission } from '../types.ts'
import { missionTitle } from '../words.ts'
import { type CorrectionInput, correctionLimits } from './submit.ts'

interface CorrectionPageProps {
  view: View
  mission: Mission
  values?: Partial<CorrectionInput>
  errors?: FieldErrors
  /** Whether a correction was taken just now. */
  isSent?: boolean
}

/** Where a reader says what is wrong with the contacts of a mission. */
export function CorrectionPage(props: CorrectionPageProps) {
  const { view, mission, isSent } = props
  const { t } = view
  const title = t('missions.correction_title')
  return (
    <Layout view={view} title={`${title}: ${missionTitle(t, mission)}`} noindex>
      <h1>{title}</h1>
      <p class="lede">{missionTitle(t, mission)}</p>
      {isSent && (
        <p class="notice" role="status">
          {t('missions.correction_sent')}
        </p>
      )}
      <Contacts view={view} contacts={mission.contacts} />
      {!isSent && <CorrectionForm {...props} />}
      <p>
        <a href={view.link(`/missions/${mission.sendingState}/#mission-${mission.id}`)}>
          {t('missions.correction_back')}
        </a>
      </p>
    </Layout>
  )
}

function CorrectionForm({ view, mission, values = {}, errors = {} }: CorrectionPageProps) {
  const { t } = view
  return (
    <form method="post" action={view.link(correctionPath(mission))} class="confirm-form">
      <ErrorSummary
        view={view}
        title={t('missions.correction_problems')}
        errors={errors}
        idOf={(name) => (name === 'form' ? undefined : name)}
      />
      <p class="hint">{t('missions.correction_help')}</p>
      <Field view={view} name="kind" label={t('missions.correction_kind')} errors={errors}>
        {(control) => <KindSelect {...control} view={view} kind={values.kind} />}
      </Field>
      {(['wrong', 'right', 'from'] as const).map((name) => (
        <Field
          key={name}
          view={view}
          name={name}
          label={t(`missions.correction_${name}`)}
          hint={name === 'from' ? t('missions.correction_from_hint') : undefined}
          errors={errors}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              value={values[name]}
              autocomplete="off"
              maxLength={
                name === 'from' ? correctionLimits.sourceChars : correctionLimits.contactChars
              }
            />
          )}
        </Field>
      ))}
      <p class="comment-trap" aria-hidden="true">
        <label for="website">{t('missions.correction_trap')}</label>
        <input id="website" name="website" type="text" tabIndex={-1} autocomplete="off" />
      </p>
      <button type="submit">{t('missions.correction_send')}</button>
    </form>
  )
}

/** Where the form for a mission stands. */
export function correctionPath({ id, sendingState }: Pick<Mission, 'id' | 'sendingState'>): string {
  return `/missions/${sendingState}/corrections/${id}`
}
