import type { View } from '../../../platform/html/view.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Count, Figures } from '../types.ts'

/** The state of the case in one sentence, with its source. */
export function CaseState({ view, figures }: { view: View; figures: Figures }) {
  if (figures.counts.length === 0) return null
  return (
    <p class="case-state">
      {figuresSentence(view.t, figures)}{' '}
      <small class="meta">{view.t('appeals.source', { source: figures.source })}</small>
    </p>
  )
}

/** For instance: more than 80 detained · 5 on trial · many released, as of 22 May 2013. */
export function figuresSentence(t: Translator, { counts, asOf }: Figures): string {
  const figures = counts.map(({ kind, count }) => t(`appeals.figure_${kind}`, quantityOf(count)))
  return t('appeals.figures_as_of', {
    figures: figures.join(' · '),
    day: formatDay(t.lang, asOf),
  })
}

/** At least 81 was reported as "more than 80", at least 80 as just that. */
function quantityOf(count: Count): { quantity: string; count: number } {
  if (typeof count === 'string') return { quantity: count, count: 0 }
  if ('exactly' in count) return { quantity: 'exactly', count: count.exactly }
  const { atLeast } = count
  if (atLeast > 10 && atLeast % 10 === 1) return { quantity: 'more_than', count: atLeast - 1 }
  return { quantity: 'at_least', count: atLeast }
}
