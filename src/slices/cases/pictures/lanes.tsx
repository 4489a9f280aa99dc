import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { DAY_MS, type Day } from '../../../platform/time.ts'
import type { CaseState } from '../fold/case-state.ts'
import { type Stay, staysOf } from './stays.ts'

/** More people would be a wall of lines; the table of people has them all. */
const MAX_LANES = 40
const WIDTH = 360
const HEIGHT = 16
/** Room for a mark before the first day, and for several behind the last. */
const [START_MARGIN, END_MARGIN] = [8, 28]
/** From one mark to the next of the same day. */
const MARK_STEP = 10

interface LanesProps {
  view: View
  state: CaseState
  /** Whom to show, with what they are called in public. */
  people: readonly { id: string; label: string }[]
}

interface Scale {
  first: Day
  last: Day
  x(day: Day): number
}

/**
 * The timeline of a case: a lane for each person, a bar where they are held, a thin line where they
 * are free, and marks for what was decided. Each lane says the same in words.
 */
export function Lanes({ view, state, people }: LanesProps) {
  const { t, lang } = view
  const lanes = people
    .map(({ id, label }) => ({ id, label, ...staysOf(state.byPerson.get(id) ?? []) }))
    .filter(({ stays, steps }) => stays.length + steps.length > 0)
    .slice(0, MAX_LANES)
  const scale = scaleOf(lanes, state.lastNewsOn)
  if (!scale) return null
  return (
    <figure class="lanes">
      <figcaption>
        {t('cases.lanes', {
          from: formatDay(lang, scale.first),
          until: formatDay(lang, scale.last),
        })}
      </figcaption>
      <ol>
        {lanes.map((lane) => (
          <li key={lane.id}>
            <span>{lane.label}</span>
            <Lane view={view} scale={scale} {...lane} />
          </li>
        ))}
      </ol>
      <LaneLegend view={view} />
    </figure>
  )
}

type LaneProps = { view: View; scale: Scale } & ReturnType<typeof staysOf>

function Lane({ view, scale, stays, steps }: LaneProps) {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={laneWords(view, stays, steps)}>
      <path class="lane-rule" d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
      {stays.map((stay) => (
        <StayBar key={stay.from} {...stay} scale={scale} marksBefore={countOn(steps, stay.from)} />
      ))}
      {steps.map(({ kind, on }, index) => (
        <path
          key={`${kind} ${on}`}
          class="lane-step"
          d={markAt(scale.x(on) + MARK_STEP * countOn(steps.slice(0, index), on), kind)}
        />
      ))}
    </svg>
  )
}

/** So many marks of that day stand at its place already. */
function countOn(steps: LaneProps['steps'], day: Day): number {
  return steps.filter(({ on }) => on === day).length
}

type StayBarProps = Stay & { scale: Scale; marksBefore: number }

function StayBar({ custody, from, until, scale, marksBefore }: StayBarProps) {
  const x = scale.x(from)
  const markX = (x + MARK_STEP * marksBefore).toFixed(1)
  const end = scale.x(until ?? scale.last)
  const isIn = custody === 'held' || custody === 'serving'
  const height = isIn ? 10 : 2
  const y = (HEIGHT - height) / 2
  return (
    <>
      <rect
        class={`lane-${isIn ? 'in' : custody === 'free' ? 'free' : 'other'}`}
        x={x.toFixed(1)}
        y={y}
        width={Math.max(2, end - x).toFixed(1)}
        height={height}
      />
      {custody === 'free' && <circle class="lane-out" cx={markX} cy={HEIGHT / 2} r="4" />}
      {custody === 'dead' && <path class="lane-end" d={`M${x - 4} 4l8 8m0-8l-8 8`} />}
    </>
  )
}

/** A triangle while it is pending, a square when something was decided. */
function markAt(x: number, kind: string): string {
  const left = (x - 4).toFixed(1)
  return kind === 'charged' || kind === 'trial' ? `M${left} 12h8l-4-8z` : `M${left} 4h8v8h-8z`
}

function laneWords({ t, lang }: View, stays: readonly Stay[], steps: LaneProps['steps']): string {
  const parts = [
    ...stays.map(({ custody, from }) => ({
      on: from,
      text: t('cases.lane_stay', {
        place: t(`cases.figure_${custody}`),
        day: formatDay(lang, from),
      }),
    })),
    ...steps.map(({ kind, on }) => ({
      on,
      text: t('cases.lane_step', { what: t(`cases.step_${kind}`), day: formatDay(lang, on) }),
    })),
  ]
  return parts
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ text }) => text)
    .join('; ')
}

function LaneLegend({ view: { t } }: { view: View }) {
  const entries = [
    ['in', <rect key="m" class="lane-in" y="3" width="24" height="10" />],
    ['free', <circle key="m" class="lane-out" cx="12" cy="8" r="4" />],
    ['pending', <path key="m" class="lane-step" d={markAt(12, 'trial')} />],
    ['decided', <path key="m" class="lane-step" d={markAt(12, 'sentenced')} />],
  ] as const
  return (
    <ul class="lane-legend">
      {entries.map(([key, mark]) => (
        <li key={key}>
          <svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">
            {mark}
          </svg>{' '}
          {t(`cases.lane_${key}`)}
        </li>
      ))}
    </ul>
  )
}

function scaleOf(
  lanes: readonly ReturnType<typeof staysOf>[],
  lastNewsOn: Day | undefined,
): Scale | undefined {
  const days = lanes.flatMap(({ stays, steps }) => [
    ...stays.map(({ from }) => from),
    ...steps.map(({ on }) => on),
  ])
  const sorted = [...days, ...(lastNewsOn && days.length > 0 ? [lastNewsOn] : [])].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return undefined
  const length = Math.max(DAY_MS, Date.parse(last) - Date.parse(first))
  const x = (day: Day) =>
    START_MARGIN +
    ((WIDTH - START_MARGIN - END_MARGIN) * (Date.parse(day) - Date.parse(first))) / length
  return { first, last, x }
}
