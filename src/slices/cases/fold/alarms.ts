import { addMs, DAY_MS, type Day, dayOf, type Instant } from '../../../platform/time.ts'
import type { Ledger } from '../types.ts'
import { nextAppointment } from './appointments.ts'
import type { CaseState } from './case-state.ts'
import { NOTHING_KNOWN } from './person-state.ts'
import { sentenceEnd } from './sentence-end.ts'

/**
 * What somebody at the desk should look at: a hearing within the week, one that has passed without
 * news, a sentence that is over by the calendar, silence.
 */
export type Alarm =
  | { kind: 'appointment_soon' | 'appointment_passed'; on: Day; eventKey: string }
  | { kind: 'sentence_over'; on: Day; personKey: string }
  | { kind: 'quiet'; days: number }

const SOON_DAYS = 7

/** The alarms of a case at a moment, the most urgent first; none for a closed one. */
export function caseAlarms(ledger: Ledger, state: CaseState, now: Instant): Alarm[] {
  if (ledger.case.closedAt) return []
  const today = dayOf(now)
  return [
    ...appointmentAlarms(state, today),
    ...sentenceAlarms(ledger, state, today),
    ...quietAlarm(ledger, state, today),
  ]
}

function appointmentAlarms({ appointments, lastNewsOn = '' }: CaseState, today: Day): Alarm[] {
  const alarms: Alarm[] = []
  const next = nextAppointment(appointments, today)
  if (next && next.event.when.on <= later(today, SOON_DAYS)) {
    const { when, key: eventKey } = next.event
    alarms.push({ kind: 'appointment_soon', on: when.on, eventKey })
  }
  for (const { event, isCancelled } of appointments) {
    const { on } = event.when
    if (isCancelled || on >= today || lastNewsOn >= on) continue
    alarms.push({ kind: 'appointment_passed', on, eventKey: event.key })
  }
  return alarms
}

function sentenceAlarms({ people }: Ledger, state: CaseState, today: Day): Alarm[] {
  return people.flatMap(({ id, key: personKey }): Alarm[] => {
    const end = sentenceEnd(state.people.get(id) ?? NOTHING_KNOWN)
    if (!end || end.earliest > today) return []
    return [{ kind: 'sentence_over', on: end.earliest, personKey }]
  })
}

function quietAlarm(ledger: Ledger, { lastNewsOn }: CaseState, today: Day): Alarm[] {
  const since = lastNewsOn ?? dayOf(ledger.case.createdAt)
  const days = Math.floor((Date.parse(today) - Date.parse(since)) / DAY_MS)
  return days >= ledger.case.quietDays ? [{ kind: 'quiet', days }] : []
}

function later(day: Day, days: number): Day {
  return dayOf(addMs(`${day}T00:00:00.000Z`, days * DAY_MS))
}
