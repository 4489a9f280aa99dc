import { directionOf, languageName } from '../../../platform/i18n/format.ts'
import { appealLimits as limits, rowKeys, type SheetFields } from '../../appeals/index.ts'
import { fieldLabel } from './labels.ts'
import { type SheetProps, TextField } from './sheet-fields.tsx'

interface TranslationProps extends SheetProps {
  original: {
    language: string
    fields: SheetFields
    /** Fields that read differently since they were translated. */
    changed: readonly string[]
  }
}

/** Original and translation side by side, field by field. */
export function TranslationForm(props: TranslationProps) {
  const { fields: original, language } = props.original
  const own = rowKeys(original, 'letters').find(
    (key) => original[`letters.${key}.language`] === language,
  )
  const letter = (part: string) => (own === undefined ? undefined : `letters.${own}.${part}`)
  const rows = (['events', 'demands', 'pictures'] as const).flatMap((list) =>
    rowKeys(original, list).flatMap((key) =>
      (list === 'pictures' ? ['alt', 'caption'] : ['text']).map((part) => `${list}.${key}.${part}`),
    ),
  )
  return (
    <>
      <Pair {...props} name="title" maxLength={limits.titleChars} />
      <Pair {...props} name="call" maxLength={limits.callChars} rows={3} />
      <Pair {...props} name="place" maxLength={limits.nameChars} />
      <Pair {...props} name="story" maxLength={limits.storyChars} rows={16} isAlways />
      <Pair {...props} name="quotation.text" maxLength={limits.paragraphChars} rows={5} />
      {rows.map((name) => (
        <Pair key={name} {...props} name={name} maxLength={limits.paragraphChars} rows={2} />
      ))}
      <Pair {...props} name="video.title" maxLength={limits.titleChars} />
      <Pair
        {...{ ...props, name: 'letter.subject', from: letter('subject'), isAlways: true }}
        maxLength={limits.subjectChars}
      />
      <Pair
        {...{ ...props, name: 'letter.text', from: letter('text'), isAlways: true }}
        maxLength={limits.letterChars}
        rows={9}
      />
      <Pair
        {...{ ...props, name: 'letter.phone', from: letter('phone') }}
        maxLength={limits.paragraphChars}
        rows={3}
      />
      <Pair
        {...{ ...props, name: 'prompts' }}
        maxLength={limits.prompts * limits.callChars}
        rows={4}
      />
    </>
  )
}

interface PairProps extends TranslationProps {
  name: string
  /** The original's field, when it has another name. */
  from?: string
  maxLength: number
  rows?: number
  /** Shown also where the original says nothing. */
  isAlways?: boolean
}

function Pair(props: PairProps) {
  const { view, name, from = name, original, isAlways, fields } = props
  const text = original.fields[from] ?? ''
  if (text === '' && !isAlways && !fields[name]) return null
  const isChanged = original.changed.includes(from)
  const label = fieldLabel(view.t, name)
  return (
    <div class="sheet-pair">
      <div class="sheet-original">
        <p class="hint">
          {label} · {languageName(view.lang, original.language)}
          {isChanged && <strong class="tag"> {view.t('desk.translation_changed')}</strong>}
        </p>
        <p class="sheet-text" lang={original.language} dir={directionOf(original.language)}>
          {text}
        </p>
      </div>
      <TextField {...props} label={labelKey(name)} />
    </div>
  )
}

function labelKey(name: string): string {
  const [first = '', second, part] = name.split('.')
  return `desk.field_${[first, part ?? second].filter(Boolean).join('_')}`
}
