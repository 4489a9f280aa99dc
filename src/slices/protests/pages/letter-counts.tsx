import { MAP_HEIGHT, MAP_WIDTH } from '../../../platform/html/equal-earth.ts'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatNumber } from '../../../platform/i18n/format.ts'
import { CountsTable } from '../pictures/counts-table.tsx'
import { DaysChart } from '../pictures/days-chart.tsx'
import { describeMap } from '../pictures/letters-map.tsx'
import type { LetterTotals } from '../types.ts'

interface LetterCountsProps {
  view: View
  /** Of the appeal: `/2013/05/22/SLUG/`. */
  path: string
  totals: LetterTotals
}

/**
 * How many wrote, by country and by day, as pictures with the numbers in tables. Confirmed letters
 * and what people report are never added up; the pictures show confirmed ones only.
 */
export function LetterCounts({ view, path, totals }: LetterCountsProps) {
  const { t, lang } = view
  return (
    <section class="counts" id="letters" aria-labelledby="letters-title" lang={lang}>
      <h2 id="letters-title">{t('protests.counts_title')}</h2>
      <p>
        <Confirmed view={view} count={totals.confirmed} />
        {totals.selfReported > 0 &&
          ` ${t('protests.counts_self_reported', { count: totals.selfReported })}`}
      </p>
      <p class="hint">{t('protests.counts_explained')}</p>
      {totals.confirmed > 0 && (
        <img
          class="letters-map"
          src={view.link(`${path}letters.svg`)}
          alt={describeMap(view, totals.countries)}
          width={MAP_WIDTH}
          height={MAP_HEIGHT}
          loading="lazy"
        />
      )}
      {totals.countries.length > 0 && (
        <TableScroll label={t('protests.counts_by_country')}>
          <CountsTable
            view={view}
            caption={t('protests.counts_by_country')}
            heading={t('protests.counts_country')}
            rows={totals.countries.map((each) => ({
              ...each,
              label: countryName(lang, each.country),
            }))}
          />
        </TableScroll>
      )}
      <DaysChart view={view} days={totals.days} />
    </section>
  )
}

/** The sentence about confirmed letters, with its number set large. */
function Confirmed({ view, count }: { view: View; count: number }) {
  const sentence = view.t('protests.counts_confirmed', { count })
  const number = formatNumber(view.lang, count)
  const [before, after] = sentence.split(number)
  if (after === undefined) return <strong>{sentence}</strong>
  return (
    <strong>
      {before}
      <span class="count">{number}</span>
      {after}
    </strong>
  )
}
