import type { View } from '../../../platform/html/view.ts'
import { formatDay, formatNumber } from '../../../platform/i18n/format.ts'
import type { DayCount } from '../types.ts'
import { CountsTable } from './counts-table.tsx'
import { spansOf } from './days.ts'

const [WIDTH, HEIGHT] = [360, 130]
const BASELINE = HEIGHT - 22
const TOP = 20

/** Confirmed letters by day as bars, with the same numbers in a table that can be opened. */
export function DaysChart({ view, days }: { view: View; days: readonly DayCount[] }) {
  const { t, lang } = view
  const { spanDays, bars } = spansOf(days)
  const [first, last] = [bars[0], bars.at(-1)]
  if (!first || !last || first === last) return null
  const max = Math.max(...bars.map(({ letters }) => letters))
  const step = WIDTH / bars.length
  const gap = Math.min(2, step / 4)
  const path = bars
    .map(({ letters }, index) => {
      const height = ((BASELINE - TOP) * letters) / max
      const [x, width] = [(index * step).toFixed(1), (step - gap).toFixed(1)]
      return letters > 0 ? `M${x} ${BASELINE}v-${height.toFixed(1)}h${width}V${BASELINE}z` : ''
    })
    .join('')
  return (
    <figure class="days-chart">
      <figcaption>{t('protests.days_title', { days: spanDays })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={describe(view, bars, max)}>
        <path class="days-rule" d={`M0 ${TOP}H${WIDTH}M0 ${BASELINE + 0.5}H${WIDTH}`} />
        <path class="days-bars" d={path} />
        <text x="0" y={TOP - 6}>
          {formatNumber(lang, max)}
        </text>
        <text x="0" y={HEIGHT - 6}>
          {formatDay(lang, first.from)}
        </text>
        <text x={WIDTH} y={HEIGHT - 6} text-anchor="end">
          {formatDay(lang, last.from)}
        </text>
      </svg>
      <details>
        <summary>{t('protests.days_numbers')}</summary>
        <CountsTable
          view={view}
          heading={t('protests.days_day')}
          rows={days.map((each) => ({ ...each, label: formatDay(lang, each.day) }))}
        />
      </details>
    </figure>
  )
}

function describe({ t, lang }: View, bars: { from: string; letters: number }[], max: number) {
  const most = bars.find(({ letters }) => letters === max)
  return t('protests.days_described', {
    from: formatDay(lang, bars[0]?.from ?? ''),
    until: formatDay(lang, bars.at(-1)?.from ?? ''),
    day: formatDay(lang, most?.from ?? ''),
    count: max,
  })
}
