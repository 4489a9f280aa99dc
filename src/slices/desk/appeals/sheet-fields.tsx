import type { ComponentChildren } from 'preact'
import { listCountries } from '../../../platform/countries.ts'
import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { countryName, directionOf } from '../../../platform/i18n/format.ts'
import { type RowKind, rowKeys, type SheetFields } from '../../appeals/index.ts'
import { fieldId } from './labels.ts'

/** What every part of the editor shows. */
export interface SheetProps {
  view: View
  /** The language that is written in. */
  language: string
  fields: SheetFields
  errors: FieldErrors
  /** The list to which a row is being added. */
  adding?: string
}

interface TextProps extends SheetProps {
  name: string
  /** Message that names it. */
  label: string
  hint?: string
  maxLength: number
  /** A text of several lines, and how many of them are shown. */
  rows?: number
  type?: 'date' | 'url' | 'email' | 'text'
  /** It says the same in every language, such as a number or an address. */
  isNeutral?: boolean
}

/** One field of an appeal. What was typed stands in it, however wrong it is. */
export function TextField(props: TextProps) {
  const { view, name, label, hint, errors, fields, maxLength, rows, type = 'text' } = props
  const value = fields[name] ?? ''
  const language = props.isNeutral
    ? {}
    : { lang: props.language, dir: directionOf(props.language), spellcheck: true }
  // A browser would empty a date that is none, and the typed would be lost.
  const isDate = type === 'date' && /^(\d{4}-\d\d-\d\d)?$/.test(value)
  const inputMode = type === 'url' || type === 'email' ? type : undefined
  return (
    <Field
      view={view}
      name={name}
      id={fieldId(name)}
      label={view.t(label)}
      hint={hint && view.t(hint)}
      errors={errors}
    >
      {(control) =>
        rows ? (
          <textarea {...control} {...language} rows={rows} maxLength={maxLength}>
            {/* A line end right after the tag is dropped by browsers; this one is meant to be. */}
            {`\n${value}`}
          </textarea>
        ) : isDate ? (
          <input {...control} type="date" value={value} />
        ) : (
          <input
            {...control}
            {...language}
            type="text"
            inputMode={inputMode}
            maxLength={maxLength}
            autocomplete="off"
            value={value}
          />
        )
      }
    </Field>
  )
}

export function CountryField({ view, fields, errors }: SheetProps) {
  const { t, lang } = view
  const names = new Intl.Collator(lang)
  const countries = listCountries()
    .map(({ code }) => ({ code, name: countryName(lang, code) }))
    .sort((a, b) => names.compare(a.name, b.name))
  return (
    <Field view={view} name="country" label={t('desk.field_country')} errors={errors}>
      {(control) => (
        <select {...control}>
          <option value="">{t('desk.field_choose')}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code} selected={code === fields.country}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface RowsProps extends SheetProps {
  list: RowKind
  /** Makes the key of the empty row at the end. */
  spare?: string
  children: (row: string, key: string) => ComponentChildren
}

/** The rows of a list with an empty one at the end, and a button that adds another. */
export function Rows({ list, spare, children, ...props }: RowsProps) {
  const { view, fields } = props
  const { t } = view
  const keys = rowKeys(fields, list)
  const isAdding = props.adding === list
  return (
    <>
      {keys.map((key, index) => (
        <div class="sheet-row" key={key} id={`${list}-${key}`}>
          {children(`${list}.${key}`, key)}
          <label class="choice">
            <input type="checkbox" name="remove" value={`${list}.${key}`} />
            <span>{t('desk.row_remove', { number: index + 1 })}</span>
          </label>
        </div>
      ))}
      {spare && (
        <details class="sheet-spare" id={`new-${list}`} open={keys.length === 0 || isAdding}>
          <summary>{t(`desk.row_new_${list}`)}</summary>
          {children(`${list}.${list}-${spare}`, `${list}-${spare}`)}
          <button type="submit" name="next" value={`more-${list}`}>
            {t(`desk.row_add_${list}`)}
          </button>
        </details>
      )}
      {props.errors[list] && (
        <p class="field-error">{t(props.errors[list].key, props.errors[list].values)}</p>
      )}
    </>
  )
}

/** A part of the form that is closed as long as nothing stands in it. */
export function Part({
  view,
  title,
  isOpen,
  children,
}: {
  view: View
  title: string
  isOpen: boolean
  children: ComponentChildren
}) {
  return (
    <details open={isOpen} class="sheet-part">
      <summary>{view.t(title)}</summary>
      {children}
    </details>
  )
}

/** Whether something stands in a part, or is wrong with it. */
export function hasPart({ fields, errors }: SheetProps, ...parts: string[]): boolean {
  const names = [...Object.keys(fields), ...Object.keys(errors)]
  return names.some((name) => parts.some((part) => name === part || name.startsWith(`${part}.`)))
}
