import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant, formatNumber } from '../../../platform/i18n/format.ts'
import type { BoardRow, Forecast, Pause, PauseKind, StateCounts } from '../../protests/index.ts'
import { DeskLayout, Tabs } from '../layout.tsx'
import type { Names } from './names.ts'
import { LettersSearch } from './search-page.tsx'
import { columns as allColumns, countIn, lettersPath } from './states.ts'

/** Why nothing leaves to a mission, or for an appeal. */
export interface Obstacles {
  pauses: readonly Pause[]
  /** Missions whose servers refused several letters. */
  stops: readonly { missionId: string; at: string; words: string }[]
}

interface BoardPageProps {
  view: View
  kind: PauseKind
  totals: StateCounts
  rows: BoardRow[]
  names: Names
  obstacles: Obstacles
  /** When the letters to a mission will have left; only of missions. */
  forecasts: ReadonlyMap<string, Forecast>
  /** Letters that may leave in an hour to one mission. */
  lettersPerHour: number
  /** Whether there are more than fit here. */
  isCut: boolean
}

/** How many letters are in which state, for each appeal or each mission. */
export function BoardPage(props: BoardPageProps) {
  const { view, kind, totals, rows, lettersPerHour, isCut } = props
  const { t } = view
  const tabs = (['mission', 'appeal'] as const).map((each) => ({
    path: `/desk/letters/?by=${each}`,
    text: t(`desk.letters_by_${each}`),
    isCurrent: each === kind,
  }))
  return (
    <DeskLayout view={view} title={t('desk.letters')} help={t('desk.letters_help')}>
      <Totals view={view} totals={totals} />
      <LettersSearch view={view} sought={{ words: '' }} />
      <Tabs view={view} label={t('desk.letters_by')} tabs={tabs} />
      {rows.length === 0 ? <p>{t('desk.letters_none')}</p> : <Rows {...props} />}
      {isCut && <p class="hint">{t('desk.letters_most', { count: rows.length })}</p>}
      {kind === 'mission' && (
        <p class="hint">{t('desk.letters_pace', { count: lettersPerHour })}</p>
      )}
    </DeskLayout>
  )
}

function Totals({ view, totals }: { view: View; totals: StateCounts }) {
  return (
    <dl class="totals">
      {allColumns.map((column) => (
        <div key={column}>
          <dt>{view.t(`desk.letters_column_${column}`)}</dt>
          <dd>{formatNumber(view.lang, countIn(totals, column))}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rows({ view, kind, rows, names, obstacles, totals, forecasts }: BoardPageProps) {
  const { t, lang } = view
  // What is empty everywhere would only take room from the names.
  const columns = allColumns.filter((column) => countIn(totals, column) > 0)
  return (
    <TableScroll label={t('desk.letters')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`desk.letters_${kind}`)}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {t(`desk.letters_column_${column}`)}
              </th>
            ))}
            <th scope="col">{t('desk.letters_oldest')}</th>
            {kind === 'mission' && <th scope="col">{t('desk.letters_last')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, counts, waitingSince }) => (
            <tr key={id}>
              <th scope="row" class="wide">
                <a href={view.link(lettersPath(kind, id))}>{names[kind](id)}</a>
                <Obstacle view={view} kind={kind} id={id} obstacles={obstacles} />
              </th>
              {columns.map((column) => (
                <td key={column} class="number">
                  {formatNumber(lang, countIn(counts, column))}
                </td>
              ))}
              <td>{waitingSince && formatInstant(lang, waitingSince)}</td>
              {kind === 'mission' && <td>{lastOf(lang, forecasts.get(id))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function lastOf(lang: string, forecast: Forecast | undefined): string {
  return forecast?.lastAt ? formatInstant(lang, forecast.lastAt) : ''
}

/** What keeps letters from leaving, in a few words. */
function Obstacle({
  view,
  kind,
  id,
  obstacles,
}: Pick<BoardPageProps, 'view' | 'kind' | 'obstacles'> & { id: string }) {
  const { t } = view
  const pause = obstacles.pauses.find((each) => each.kind === kind && each.subjectId === id)
  const stop = kind === 'mission' && obstacles.stops.find(({ missionId }) => missionId === id)
  if (pause) {
    return (
      <p class="flag">{t('desk.letters_paused', { name: pause.pausedBy, reason: pause.reason })}</p>
    )
  }
  if (!stop) return null
  return (
    <p class="flag">
      {t('desk.letters_stopped')} <q lang="en">{stop.words}</q>
    </p>
  )
}
