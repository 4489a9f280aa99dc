import type { Question } from './answer.ts'
import type { SendingStateCounts } from './queries.ts'
import type { Mission, Resolution } from './types.ts'

/** The answer for programs. Its keys are part of the public contract; what is not known is `null`. */
export function answerAsJson(
  { sendingState, readerState }: Question,
  { missions, accusedState }: Resolution,
) {
  return {
    sending_state: sendingState,
    reader_state: readerState,
    ...(accusedState ? { reason: 'accused_state' } : {}),
    missions: missions.map((each) => ({
      id: each.id,
      type: each.type,
      reason: each.reason,
      receiving_state: each.receivingState,
      city: each.city ?? null,
      address: each.address ?? null,
      email: each.email ?? null,
      phone: each.phone ?? null,
      website: each.website ?? null,
      source: each.source,
      confirmed_on: each.confirmedOn ?? null,
    })),
  }
}

export function directoryAsJson(sendingState: string, missions: Mission[]) {
  return {
    sending_state: sendingState,
    missions: missions.map((each) => ({
      id: each.id,
      type: each.type,
      name: each.name ?? null,
      receiving_state: each.receivingState,
      city: each.city ?? null,
      latitude: each.latitude ?? null,
      longitude: each.longitude ?? null,
      accredited_to: each.accreditedTo,
      source: each.source,
      source_date: each.sourceDate ?? null,
      contacts: each.contacts.map((contact) => ({
        kind: contact.kind,
        value: contact.value,
        source: contact.source,
        source_date: contact.sourceDate ?? null,
        confirmed_on: contact.confirmedOn ?? null,
        bounced_at: contact.bouncedAt ?? null,
        closed: contact.closed ?? null,
      })),
    })),
  }
}

export function statesAsJson(states: SendingStateCounts[]) {
  return {
    states: states.map((each) => ({
      sending_state: each.sendingState,
      missions: each.missions,
      with_email: each.withEmail,
    })),
  }
}
