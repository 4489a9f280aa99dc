import type { View } from '../../../platform/html/view.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Count, Figures } from '../types.ts'

/** The state of the case, set large like the lines of a poster, with its date and source. */
export function CaseState({ view, figures }: { view: View; figures: Figures }) {
  if (figures.counts.length === 0) return null
  return (
    <div class="case-state">
      <ul class="figures">
        {figurePhrases(view.t, figures).map((phrase) => (
          <li key={phrase}>{headline(phrase)}</li>
        ))}
      </ul>
      <p class="meta">
        {view.t('appeals.as_of', { day: formatDay(view.lang, figures.asOf) })}
        {' · '}
        {view.t('appeals.source', { source: figures.source })}
      </p>
    </div>
  )
}

/** For instance: more than 80 detained, 5 on trial, many released. */
export function figurePhrases(t: Translator, { counts }: Figures): string[] {
  return counts.map(({ kind, count }) => t(`appeals.figure_${kind}`, quantityOf(count)))
}

/** At least 81 was reported as "more than 80", at least 80 as just that. */
function quantityOf(count: Count): { quantity: string; count: number } {
  if (typeof count === 'string') return { quantity: count, count: 0 }
  if ('exactly' in count) return { quantity: 'exactly', count: count.exactly }
  const { atLeast } = count
  if (atLeast > 10 && atLeast % 10 === 1) return { quantity: 'more_than', count: atLeast - 1 }
  return { quantity: 'at_least', count: atLeast }
}
