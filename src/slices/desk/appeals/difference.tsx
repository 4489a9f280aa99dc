import type { View } from '../../../platform/html/view.ts'
import { directionOf } from '../../../platform/i18n/format.ts'
import { differingFields, type SheetFields } from '../../appeals/index.ts'
import { compareWords } from './diff.ts'
import { fieldLabel } from './labels.ts'

interface DifferenceProps {
  view: View
  language: string
  before: SheetFields
  after: SheetFields
}

/** What is different between two versions, field by field and word by word. */
export function Difference({ view, language, before, after }: DifferenceProps) {
  const names = differingFields(before, after)
  if (names.length === 0) return <p>{view.t('desk.revision_same')}</p>
  return (
    <dl class="difference">
      {names.map((name) => (
        <>
          <dt key={name}>{fieldLabel(view.t, name)}</dt>
          <dd class="sheet-text" lang={language} dir={directionOf(language)}>
            {compareWords(before[name] ?? '', after[name] ?? '').map(({ kind, text }, index) =>
              kind === 'same' ? (
                text
              ) : kind === 'added' ? (
                <ins key={index}>{text}</ins>
              ) : (
                <del key={index}>{text}</del>
              ),
            )}
          </dd>
        </>
      ))}
    </dl>
  )
}
