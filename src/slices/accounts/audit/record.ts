import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import type { Actor, Member } from '../types.ts'
import { insertAct } from './queries.ts'

/** One line of the audit log. */
export interface NewAct {
  at: Instant
  /** Who did it; left out when nobody was signed in. */
  actor?: Actor
  /** A message of the catalogues, in the past tense: `accounts.act_role_changed`. */
  act: string
  /** What it was done to. The name is kept as it was then. */
  subject: { kind: string; id: string; name?: string }
  /** Whose log it stands in; the actor's organisation when left out. */
  organisationId?: string
  /** What a setting was, and what it is now. Never a secret. */
  before?: unknown
  after?: unknown
}

/**
 * Writes an act at the desk into the audit log. To be called in the transaction that does it, so
 * that there is no act without its line and no line without its act. Lines are never changed.
 */
export async function recordAct(tx: Db, act: NewAct): Promise<void> {
  const { at, actor, subject } = act
  await insertAct(tx, {
    id: newId(),
    at,
    organisation_id: act.organisationId ?? actor?.organisation.id ?? null,
    actor_id: actor?.memberId ?? null,
    actor_name: actor?.name ?? null,
    act: act.act,
    subject_kind: subject.kind,
    subject_id: subject.id,
    subject_name: subject.name ?? null,
    before_value: act.before === undefined ? null : JSON.stringify(act.before),
    after_value: act.after === undefined ? null : JSON.stringify(act.after),
  })
}

/** A member as subject of an act. */
export function memberSubject(member: Pick<Member, 'id' | 'name' | 'email'>): NewAct['subject'] {
  return { kind: 'member', id: member.id, name: `${member.name} <${member.email}>` }
}

/** An act on the actor's own account. */
export function selfSubject(actor: Actor): NewAct['subject'] {
  return memberSubject({ id: actor.memberId, name: actor.name, email: actor.email })
}
