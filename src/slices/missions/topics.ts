import { topic } from '../../platform/outbox/outbox.ts'
import type { ContactKind } from './types.ts'

/** A mission can be reached in a new way: letters that waited for an address may leave. */
export const contactAdded = topic<{ missionId: string; kind: ContactKind }>(
  'missions.contact_added',
)
