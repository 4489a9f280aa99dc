import type { Access } from '../../platform/http/types.ts'
import { type Actor, mayCall } from '../accounts/index.ts'

interface Place {
  path: string
  access: Access
  /** Message that names it. */
  label: string
  /** Message that says in one sentence what it is for. */
  help: string
  /** Whether it concerns the whole site, and so only the organisation that runs it. */
  isHostOnly?: boolean
}

const allPlaces: readonly Place[] = [
  { path: '/desk/', access: 'signed_in', label: 'desk.start', help: 'desk.start_help' },
  {
    path: '/desk/comments/',
    access: 'moderator',
    label: 'desk.comments',
    help: 'desk.comments_help',
    isHostOnly: true,
  },
  {
    path: '/desk/members/',
    access: 'administrator',
    label: 'desk.members',
    help: 'desk.members_help',
  },
  { path: '/desk/audit/', access: 'administrator', label: 'desk.audit', help: 'desk.audit_help' },
  { path: '/desk/account/', access: 'signed_in', label: 'desk.account', help: 'desk.account_help' },
]

/** The pages of the desk that somebody may open. */
export function places(actor: Actor | undefined): readonly Place[] {
  if (!actor) return []
  return allPlaces.filter(
    ({ access, isHostOnly }) =>
      mayCall(actor, access) && (!isHostOnly || actor.organisation.isHost),
  )
}
