import type { View } from '../../../platform/html/view.ts'
import { formatNumber } from '../../../platform/i18n/format.ts'

interface CountsTableProps {
  view: View
  caption?: string
  /** Over the labels of the rows. */
  heading: string
  rows: readonly { label: string; confirmed: number; selfReported: number }[]
}

/** Confirmed letters beside what people report; the two are never added up. */
export function CountsTable({ view, caption, heading, rows }: CountsTableProps) {
  const { t, lang } = view
  return (
    <table>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col" class="number">
            {t('protests.counts_column_confirmed')}
          </th>
          <th scope="col" class="number">
            {t('protests.counts_column_self_reported')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, confirmed, selfReported }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class="number">{formatNumber(lang, confirmed)}</td>
            <td class="number">{formatNumber(lang, selfReported)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
