import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Demand, TimelineEvent } from '../types.ts'
import { inLanguage } from './language.ts'

/** What is asked for, each with its state; nothing when nothing is. */
export function Demands({ view, demands }: { view: View; demands: Demand[] }) {
  if (demands.length === 0) return null
  return (
    <section class="demands">
      <h2>{view.t('appeals.demands')}</h2>
      <ol>
        {demands.map(({ key, text }) => (
          <li key={key}>
            <span {...inLanguage(view, text.language)}>{text.text}</span>{' '}
            <small class="tag">{view.t('appeals.demand_open')}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What happened, in the order of the appeal file; nothing when nothing is recorded. */
export function Timeline({ view, events }: { view: View; events: TimelineEvent[] }) {
  if (events.length === 0) return null
  return (
    <section class="timeline">
      <h2>{view.t('appeals.timeline')}</h2>
      <ol>
        {events.map((event) => (
          <TimelineItem key={event.key} view={view} event={event} />
        ))}
      </ol>
    </section>
  )
}

function TimelineItem({ view, event }: { view: View; event: TimelineEvent }) {
  const { happenedOn, time, text, source } = event
  return (
    <li>
      <time dateTime={time ? `${happenedOn}T${time}` : happenedOn}>
        {formatDay(view.lang, happenedOn)}
        {time && `, ${time}`}
      </time>{' '}
      <span {...inLanguage(view, text.language)}>{text.text}</span>
      {source && <small class="meta"> {view.t('appeals.source', { source })}</small>}
    </li>
  )
}
