import type { View } from '../../../platform/html/view.ts'
import { type CalendarEvent, instantIn } from '../../../platform/icalendar.ts'
import type { Appointment } from '../fold/appointments.ts'
import { casePath, type ShownCase } from '../load-case.ts'
import { eventLine, textOf } from '../pages/words.ts'

/**
 * Hearings and deadlines of a case for a calendar, those that were called off as cancelled. Whatever
 * else has a time and belongs to the case is added by the rooms above.
 */
export function caseCalendarEvents(view: View, shown: ShownCase): CalendarEvent[] {
  return shown.state.appointments.map((each) => toCalendar(view, shown, each))
}

function toCalendar(view: View, shown: ShownCase, appointment: Appointment): CalendarEvent {
  const { event, rootId, revision, isCancelled, changedAt } = appointment
  const { t } = view
  const { case: found } = shown.ledger
  const { when, details, sources } = event
  const words = details.texts ? textOf(details.texts, t) : ''
  const reporters = sources.map(({ name }) => name).join('; ')
  return {
    uid: `${rootId}@${new URL(view.publicUrl).hostname}`,
    sequence: revision,
    changedAt,
    starts: when.time ? { at: instantIn(found.zone, when.on, when.time) } : { on: when.on },
    summary: `${eventLine(view, shown.ledger, event)} (${textOf(found.titles, t)})`,
    description: [words, reporters && t('cases.source', { source: reporters })]
      .filter((part) => part !== '')
      .join('\n'),
    location: details.places && textOf(details.places, t),
    url: view.publicUrl + view.link(casePath(found.key)),
    isCancelled,
  }
}
