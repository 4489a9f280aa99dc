import type { Access } from '../../platform/http/types.ts'
import { type Actor, mayCall } from '../accounts/index.ts'
import { countAsked } from '../appeals/index.ts'
import { countHeldComments } from '../comments/index.ts'
import { countCorrections } from '../missions/index.ts'
import { countHeldLetters, countSharedReplies } from '../protests/index.ts'
import type { DeskDeps } from './types.ts'

/** Under which heading of the menu a place stands, in this order. */
export const groups = ['work', 'site', 'own'] as const

export interface Place {
  path: string
  access: Access
  group: (typeof groups)[number]
  /** Message that names it. */
  label: string
  /** Message that says in one sentence what it is for. */
  help: string
  /** Whether it concerns the whole site, and so only the organisation that runs it. */
  isHostOnly?: boolean
  /** How many things wait there for somebody; the page to begin with shows it. */
  countWaiting?(deps: Pick<DeskDeps, 'reader' | 'clock'>, actor: Actor): Promise<number>
}

const allPlaces: readonly Place[] = [
  {
    path: '/desk/',
    access: 'signed_in',
    group: 'work',
    label: 'desk.start',
    help: 'desk.start_help',
  },
  {
    path: '/desk/appeals/',
    access: 'editor',
    group: 'work',
    label: 'desk.appeals',
    help: 'desk.appeals_help',
    countWaiting: ({ reader }, actor) => countAsked(reader, actor),
  },
  {
    path: '/desk/cases/',
    access: 'editor',
    group: 'work',
    label: 'cases.desk',
    help: 'cases.desk_help',
  },
  {
    path: '/desk/work/',
    access: 'moderator',
    group: 'work',
    label: 'desk.work',
    help: 'desk.work_help',
    isHostOnly: true,
    countWaiting: async ({ reader }) =>
      (await countHeldComments(reader)) +
      (await countHeldLetters(reader)) +
      (await countCorrections(reader)) +
      (await countSharedReplies(reader)),
  },
  {
    path: '/desk/comments/',
    access: 'moderator',
    group: 'work',
    label: 'desk.comments',
    help: 'desk.comments_help',
    isHostOnly: true,
    countWaiting: ({ reader }) => countHeldComments(reader),
  },
  {
    path: '/desk/missions/',
    access: 'signed_in',
    group: 'work',
    label: 'desk.missions',
    help: 'desk.missions_help',
    isHostOnly: true,
    countWaiting: ({ reader }, actor) =>
      mayCall(actor, 'moderator') ? countCorrections(reader) : Promise.resolve(0),
  },
  {
    path: '/desk/letters/',
    access: 'signed_in',
    group: 'work',
    label: 'desk.letters',
    help: 'desk.letters_help',
    isHostOnly: true,
  },
  {
    path: '/desk/gatherings/',
    access: 'editor',
    group: 'work',
    label: 'desk.gatherings',
    help: 'desk.gatherings_help',
    isHostOnly: true,
  },
  {
    path: '/desk/bundles/',
    access: 'editor',
    group: 'work',
    label: 'desk.bundles',
    help: 'desk.bundles_help',
    isHostOnly: true,
  },
  {
    path: '/desk/members/',
    access: 'administrator',
    group: 'site',
    label: 'desk.members',
    help: 'desk.members_help',
  },
  {
    path: '/desk/settings/',
    access: 'administrator',
    group: 'site',
    label: 'desk.settings',
    help: 'desk.settings_help',
    isHostOnly: true,
  },
  {
    path: '/desk/audit/',
    access: 'administrator',
    group: 'site',
    label: 'desk.audit',
    help: 'desk.audit_help',
  },
  {
    path: '/desk/account/',
    access: 'signed_in',
    group: 'own',
    label: 'desk.account',
    help: 'desk.account_help',
  },
]

/** The pages of the desk that somebody may open. */
export function places(actor: Actor | undefined): readonly Place[] {
  if (!actor) return []
  return allPlaces.filter(
    ({ access, isHostOnly }) =>
      mayCall(actor, access) && (!isHostOnly || actor.organisation.isHost),
  )
}
