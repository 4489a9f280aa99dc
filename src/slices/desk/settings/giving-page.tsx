import { ErrorSummary, Field } from '../../../platform/html/form-field.tsx'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { formatDay, languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import {
  formatIban,
  formatMoney,
  type Goal,
  MAX_ADDRESS_CHARS,
  MAX_ASK_CHARS,
  MAX_LABEL_CHARS,
  MAX_NAME_CHARS,
  MAX_NOTE_CHARS,
  versionOfWay,
  type Way,
  wayKinds,
} from '../../donations/index.ts'
import { SettingsLayout } from './settings-pages.tsx'

const url = '/desk/settings/giving/'

export interface GivingPageProps {
  view: View
  ways: Way[]
  goal?: Goal
  /** The words above the ways, by language. */
  asks: Record<string, string>
  values: Record<string, string | undefined>
  errors: FieldErrors
  /** The way whose form is open. */
  changing?: Way
  /** What stands there now, when somebody else has changed that way in the meantime. */
  meanwhile?: Record<string, string | undefined>
}

/** The ways to give as readers see them, in their order, with the goal and the words above them. */
export function GivingPage(props: GivingPageProps) {
  const { view, ways, errors, changing } = props
  const { t } = view
  return (
    <SettingsLayout view={view} current="giving">
      <ErrorSummary
        view={view}
        title={t('desk.settings_problems')}
        errors={errors}
        idOf={(name) => (name === 'form' ? undefined : name)}
      />
      <h2>{t('desk.ways')}</h2>
      {ways.length === 0 ? <p>{t('desk.ways_none')}</p> : <Ways view={view} ways={ways} />}
      {changing ? (
        <ChangeForm {...props} way={changing} />
      ) : (
        <>
          <WayForm {...props} />
          <GoalForm {...props} />
          <Asks {...props} />
        </>
      )}
    </SettingsLayout>
  )
}

function Ways({ view, ways }: { view: View; ways: Way[] }) {
  const { t, lang } = view
  return (
    <TableScroll label={t('desk.ways')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.way_name')}</th>
            <th scope="col">{t('desk.way_label')}</th>
            <th scope="col">{t('desk.way_target')}</th>
            <th scope="col">{t('desk.import_state')}</th>
            <th scope="col">{t('desk.session_act')}</th>
          </tr>
        </thead>
        <tbody>
          {ways.map((way, index) => (
            <tr key={way.id}>
              <th scope="row">{way.name}</th>
              <td>{way.texts[lang]?.label ?? t(`desk.way_${way.kind}`)}</td>
              <td>
                <bdi>
                  {way.account
                    ? `${way.account.holder}, ${formatIban(way.account.iban)}`
                    : way.address}
                </bdi>
              </td>
              <td>{t(way.switchedOnAt ? 'desk.way_offered' : 'desk.way_not_offered')}</td>
              <td>
                <WayActs view={view} way={way} isFirst={index === 0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function WayActs({ view, way, isFirst }: { view: View; way: Way; isFirst: boolean }) {
  const { t } = view
  const { name, switchedOnAt } = way
  const turn = switchedOnAt ? 'off' : 'on'
  return (
    <div class="acts">
      <a href={view.link(`${url}ways/${name}#change`)}>{t('desk.way_change', { name })}</a>
      <ActForm
        view={view}
        action={`${url}ways/${name}/switch-${turn}`}
        button={t(`desk.way_switch_${turn}`, { name })}
      />
      {!isFirst && (
        <ActForm
          view={view}
          action={`${url}ways/${name}/rise`}
          button={t('desk.way_up', { name })}
        />
      )}
    </div>
  )
}

/** A way as its form has it, with the words in one language. */
export function valuesOf(way: Way, lang: string) {
  const { address, account, texts } = way
  const { label, note } = texts[lang] ?? {}
  const version = versionOfWay(way)
  return { address, ...account, iban: account && formatIban(account.iban), label, note, version }
}

/** Everything of a way but its name and kind; its words in the language of the page. */
function ChangeForm({ way, ...props }: GivingPageProps & { way: Way }) {
  const { view, values, meanwhile } = props
  const { t, lang } = view
  const { name } = way
  return (
    <section aria-labelledby="change">
      <h2 id="change">{t('desk.way_change', { name })}</h2>
      <p class="hint">{t('desk.way_change_hint', { language: languageName(lang, lang) })}</p>
      {meanwhile && <Meanwhile view={view} meanwhile={meanwhile} />}
      <ActForm
        view={view}
        action={`${url}ways/${name}`}
        button={t('desk.settings_save')}
        class="confirm-form"
      >
        <input type="hidden" name="version" value={values.version} />
        {way.kind === 'bank' ? (
          <>
            <div class="field-row">
              <Text {...props} name="holder" max={70} />
              <Text {...props} name="iban" max={42} />
            </div>
            <div class="field-row">
              <Text {...props} name="bic" max={11} />
              <Text {...props} name="remittance" max={140} />
            </div>
          </>
        ) : (
          <Text {...props} name="address" max={MAX_ADDRESS_CHARS} />
        )}
        <div class="field-row">
          <Text {...props} name="label" max={MAX_LABEL_CHARS} />
          <Text {...props} name="note" max={MAX_NOTE_CHARS} />
        </div>
      </ActForm>
      <p>
        <a href={view.link(url)}>{t('desk.way_change_not')}</a>
      </p>
    </section>
  )
}

function Meanwhile({ view, meanwhile }: Pick<GivingPageProps, 'view'> & { meanwhile: object }) {
  const { t } = view
  const said = Object.entries(meanwhile).filter(([name, text]) => text && name !== 'version')
  return (
    <section class="card" aria-labelledby="meanwhile">
      <h3 id="meanwhile">{t('desk.describe_now')}</h3>
      <dl>
        {said.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`desk.way_${name}`)}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function WayForm(props: GivingPageProps) {
  const { view, values, errors } = props
  const { t } = view
  return (
    <details open={Object.keys(errors).length > 0}>
      <summary>{t('desk.way_add')}</summary>
      <ActForm view={view} action={`${url}ways`} button={t('desk.way_add')} class="confirm-form">
        <div class="field-row">
          <Field view={view} name="kind" label={t('desk.contact_kind')} errors={errors}>
            {(control) => (
              <select {...control}>
                {wayKinds.map((kind) => (
                  <option key={kind} value={kind} selected={kind === values.kind}>
                    {t(`desk.way_${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Text {...props} name="name" max={MAX_NAME_CHARS} hint />
        </div>
        <Text {...props} name="address" max={MAX_ADDRESS_CHARS} hint />
        <div class="field-row">
          <Text {...props} name="holder" max={70} />
          <Text {...props} name="iban" max={42} />
        </div>
        <div class="field-row">
          <Text {...props} name="label" max={MAX_LABEL_CHARS} />
          <Text {...props} name="note" max={MAX_NOTE_CHARS} />
        </div>
      </ActForm>
    </details>
  )
}

function Text({
  view,
  values,
  errors,
  name,
  max,
  hint,
}: GivingPageProps & { name: string; max: number; hint?: boolean }) {
  return (
    <Field
      view={view}
      name={name}
      label={view.t(`desk.way_${name}`)}
      hint={hint ? view.t(`desk.way_${name}_hint`) : undefined}
      errors={errors}
    >
      {(control) => (
        <input {...control} type="text" autocomplete="off" maxLength={max} value={values[name]} />
      )}
    </Field>
  )
}

function GoalForm(props: GivingPageProps) {
  const { view, goal, values, errors } = props
  const { t, lang } = view
  return (
    <section aria-labelledby="goal">
      <h2 id="goal">{t('desk.goal')}</h2>
      {goal && (
        <ActForm view={view} action={`${url}goal/end`} button={t('desk.goal_end')}>
          <p>
            {formatMoney(lang, goal)} · {t(`desk.goal_${goal.basis}`)}
            {goal.endsOn && ` · ${t('desk.goal_until', { day: formatDay(lang, goal.endsOn) })}`}
          </p>
        </ActForm>
      )}
      <details>
        <summary>{t('desk.goal_set')}</summary>
        <ActForm view={view} action={`${url}goal`} button={t('desk.goal_set')}>
          <div class="field-row">
            <Text {...props} name="amount" max={16} />
            <Text {...props} name="currency" max={3} hint />
            <Field view={view} name="basis" label={t('desk.goal_basis')} errors={errors}>
              {(control) => (
                <select {...control}>
                  {(['received', 'monthly'] as const).map((basis) => (
                    <option key={basis} value={basis} selected={basis === values.basis}>
                      {t(`desk.goal_${basis}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field view={view} name="ends" label={t('desk.goal_ends')} errors={errors}>
              {(control) => <input {...control} type="date" value={values.ends} />}
            </Field>
          </div>
        </ActForm>
      </details>
    </section>
  )
}

function Asks({ view, asks }: GivingPageProps) {
  const { t, lang } = view
  return (
    <section aria-labelledby="asks">
      <h2 id="asks">{t('desk.asks')}</h2>
      {Object.entries(asks).map(([language, text]) => (
        <ActForm key={language} view={view} action={`${url}ask`} button={t('desk.settings_save')}>
          <input type="hidden" name="language" value={language} />
          <div class="field">
            <label for={`ask-${language}`}>{languageName(lang, language)}</label>
            <textarea
              id={`ask-${language}`}
              name="text"
              rows={3}
              lang={language}
              maxLength={MAX_ASK_CHARS}
            >
              {text}
            </textarea>
          </div>
        </ActForm>
      ))}
    </section>
  )
}
