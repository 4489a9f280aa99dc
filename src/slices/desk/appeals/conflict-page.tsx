import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { directionOf, formatInstant } from '../../../platform/i18n/format.ts'
import { ActForm, FormProblem } from '../../accounts/index.ts'
import { differingFields, type Revision } from '../../appeals/index.ts'
import { DeskLayout } from '../layout.tsx'
import { fieldLabel } from './labels.ts'

interface ConflictPageProps {
  view: View
  appealId: string
  /** Saved first. */
  theirs: Revision
  /** Came too late, and was kept. */
  mine: Revision
  /** What both began from, as far as it is known. */
  base?: Revision
  /** What was chosen so far, by field. */
  chosen?: Record<string, string>
  errors?: FieldErrors
}

/** Two people, or two windows, have edited one text: both versions side by side. */
export function ConflictPage(props: ConflictPageProps) {
  const { view, appealId, theirs, mine } = props
  const { t, lang } = view
  const names = differingFields(theirs.fields, mine.fields)
  return (
    <DeskLayout view={view} title={t('desk.conflict')} help={t('desk.conflict_help')}>
      <p class="notice-warning" role="alert">
        {t('desk.conflict_text', {
          name: theirs.author?.name ?? t('desk.revision_operator'),
          at: formatInstant(lang, theirs.createdAt),
        })}
      </p>
      <FormProblem view={view} errors={props.errors} />
      <ActForm
        view={view}
        action={`/desk/appeals/${appealId}/texts/${theirs.language}/merge`}
        button={t('desk.conflict_save')}
        class="sheet-form"
      >
        <input type="hidden" name="base" value={theirs.id} />
        <input type="hidden" name="mine" value={mine.id} />
        {names.map((name) => (
          <Choice key={name} {...props} name={name} />
        ))}
      </ActForm>
    </DeskLayout>
  )
}

function Choice({ view, theirs, mine, base, chosen, name }: ConflictPageProps & { name: string }) {
  const { t } = view
  const [a, b] = [theirs.fields[name] ?? '', mine.fields[name] ?? '']
  const before = base?.fields[name] ?? ''
  // Where only one side changed a field, that side is proposed.
  const proposed = !base ? undefined : a === before ? 'mine' : b === before ? 'theirs' : undefined
  const choice = chosen?.[name] ?? proposed
  const text = { lang: theirs.language, dir: directionOf(theirs.language) }
  return (
    <fieldset class="sheet-choice">
      <legend>{fieldLabel(t, name)}</legend>
      {(
        [
          ['theirs', a],
          ['mine', b],
        ] as const
      ).map(([side, value]) => (
        <div key={side}>
          <label class="choice">
            <input
              type="radio"
              name={`choice.${name}`}
              value={side}
              required
              checked={choice === side}
            />
            <span>{t(`desk.conflict_${side}`)}</span>
          </label>
          <p class="sheet-text" {...text}>
            {value || '–'}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
