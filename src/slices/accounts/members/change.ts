import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { requireFreshFactor } from '../access.ts'
import { memberSubject, recordAct } from '../audit/record.ts'
import { deleteFactors } from '../factors/queries.ts'
import { findMember, markRemoved, updateRole } from '../member-queries.ts'
import { deleteSessions } from '../session-queries.ts'
import { accountChanged } from '../topics.ts'
import type { Actor, Member, Role } from '../types.ts'

type ChangeDeps = Pick<Deps, 'db' | 'clock' | 'outbox' | 'catalogues'>

/**
 * Gives a member of the actor's organisation another role. Nobody changes their own, so that
 * one administrator always remains.
 *
 * @throws AppError `forbidden` no administrator, no second factor lately, or one's own role
 * @throws AppError `not_found` the organisation has no such member
 * @throws AppError `conflict` the role was changed in the meantime
 */
export async function changeRole(
  deps: ChangeDeps,
  actor: Actor,
  { memberId, role }: { memberId: string; role: Role },
): Promise<void> {
  await changeOther(deps, actor, memberId, async (tx, member) => {
    if (member.role === role) return
    if (!(await updateRole(tx, member.id, { from: member.role, to: role }))) {
      throw new AppError('conflict', 'platform.error_conflict_text')
    }
    await recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'accounts.act_role_changed',
      subject: memberSubject(member),
      before: { role: member.role },
      after: { role },
    })
    await tell(tx, deps, member.id, 'role_changed')
  })
}

/**
 * Takes a member of the actor's organisation away from the desk at once: their sessions end, and
 * they cannot sign in. What they did stays.
 *
 * @throws AppError `forbidden`, `not_found` as `changeRole`
 */
export async function removeMember(
  deps: ChangeDeps,
  actor: Actor,
  memberId: string,
): Promise<void> {
  await changeOther(deps, actor, memberId, async (tx, member) => {
    await markRemoved(tx, member.id, deps.clock.now())
    await deleteSessions(tx, member.id)
    await deleteFactors(tx, member.id)
    await recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'accounts.act_member_removed',
      subject: memberSubject(member),
      before: { role: member.role },
    })
  })
}

/**
 * For a member who lost their authenticator and their recovery codes: takes every second factor
 * away and ends their sessions. They sign in with their password and set up a new one.
 *
 * @throws AppError `forbidden`, `not_found` as `changeRole`
 */
export async function resetFactors(
  deps: ChangeDeps,
  actor: Actor,
  memberId: string,
): Promise<void> {
  await changeOther(deps, actor, memberId, (tx, member) => forgetFactors(tx, deps, member, actor))
}

/** The work of `resetFactors`, inside a transaction; from the command line without an actor. */
export async function forgetFactors(
  tx: Db,
  deps: ChangeDeps,
  member: Member,
  actor?: Actor,
): Promise<void> {
  await deleteFactors(tx, member.id)
  await deleteSessions(tx, member.id)
  await recordAct(tx, {
    at: deps.clock.now(),
    actor,
    act: 'accounts.act_factors_reset',
    subject: memberSubject(member),
    organisationId: member.organisation.id,
  })
  await tell(tx, deps, member.id, 'factor_removed')
}

async function changeOther(
  deps: ChangeDeps,
  actor: Actor,
  memberId: string,
  change: (tx: Db, member: Member) => Promise<void>,
): Promise<void> {
  if (actor.role !== 'administrator') throw new AppError('forbidden', 'accounts.role_missing')
  requireFreshFactor(deps, actor)
  if (memberId === actor.memberId) throw new AppError('forbidden', 'accounts.not_yourself')
  await deps.db.transaction().execute(async (tx) => {
    const member = await findMember(tx, memberId)
    if (member?.organisation.id !== actor.organisation.id) {
      throw new AppError('not_found', 'accounts.member_unknown')
    }
    await change(tx, member)
  })
}

async function tell(
  tx: Db,
  { outbox, catalogues }: Pick<ChangeDeps, 'outbox' | 'catalogues'>,
  memberId: string,
  change: 'role_changed' | 'factor_removed',
): Promise<void> {
  const language = catalogues.languages[0] ?? ''
  await outbox.publish(tx, accountChanged, { memberId, change, language })
}
