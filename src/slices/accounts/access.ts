import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { Access } from '../../platform/http/types.ts'
import { addMs, type Clock } from '../../platform/time.ts'
import { type Actor, FRESH_FACTOR_MS, type Role, roles } from './types.ts'

/** The one table that says which roles may call which routes. */
const rolesFor: Record<Exclude<Access, 'public'>, readonly Role[]> = {
  signed_in: roles,
  editor: ['editor', 'administrator'],
  moderator: ['moderator', 'administrator'],
  administrator: ['administrator'],
}

export function mayCall(actor: Pick<Actor, 'role'>, access: Access): boolean {
  return access === 'public' || rolesFor[access].includes(actor.role)
}

/** Who calls a route that is not public. */
export function actorOf(request: FastifyRequest): Actor {
  const { actor } = request.view
  if (!actor) throw new Error(`${request.routeOptions.url} is public and has no actor`)
  return actor
}

/**
 * For verbs that a stolen session must not be enough for: release, withdrawal, consent to names,
 * export, roles. Routes that lead there have `config.factor: 'fresh'`, which asks for it.
 *
 * @throws AppError `forbidden` the second factor was not shown within the last 15 minutes
 */
export function requireFreshFactor({ clock }: { clock: Clock }, actor: Actor): void {
  if (!actor.hasFactor) throw new AppError('forbidden', 'accounts.factor_missing')
  if (!hasFreshFactor(clock, actor)) throw new AppError('forbidden', 'accounts.factor_stale')
}

export function hasFreshFactor(clock: Clock, { hasFactor, factorAt }: Actor): boolean {
  const since = addMs(clock.now(), -FRESH_FACTOR_MS)
  return hasFactor && factorAt !== undefined && factorAt > since
}

/**
 * For what concerns the whole site, and not one organisation's own work.
 *
 * @throws AppError `forbidden` the actor belongs to a partner organisation
 */
export function requireHost(actor: Actor): void {
  if (!actor.organisation.isHost) throw new AppError('forbidden', 'accounts.host_only')
}
