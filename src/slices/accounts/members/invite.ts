import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { addMs } from '../../../platform/time.ts'
import { parseAddress } from '../../mail/index.ts'
import { requireFreshFactor } from '../access.ts'
import { recordAct } from '../audit/record.ts'
import { accountLink } from '../links.ts'
import {
  countAdministrators,
  findHost,
  findMemberByEmail,
  findOrganisationByName,
  insertInvitation,
  insertOrganisation,
  revokeInvitations,
} from '../member-queries.ts'
import { invitationMade } from '../topics.ts'
import {
  type Actor,
  FIRST_INVITATION_MS,
  INVITATION_MS,
  type Invitation,
  type Organisation,
  type Role,
} from '../types.ts'

type InviteDeps = Pick<Deps, 'config' | 'catalogues' | 'secrets' | 'db' | 'clock' | 'outbox'>

/**
 * Invites somebody into the actor's organisation. They get a link by mail that can be used once,
 * within a week; an earlier one to the same address stops working.
 *
 * @throws AppError `forbidden` the actor is no administrator, or showed no second factor lately
 * @throws AppError `invalid` mail cannot be sent to this address
 * @throws AppError `conflict` somebody with this address is a member
 */
export async function inviteMember(
  deps: InviteDeps,
  actor: Actor,
  { email, role, language }: { email: string; role: Role; language: string },
): Promise<Invitation> {
  if (actor.role !== 'administrator') throw new AppError('forbidden', 'accounts.role_missing')
  requireFreshFactor(deps, actor)
  return deps.db.transaction().execute(async (tx) => {
    const invitation = await invite(tx, deps, {
      ...{ email, role, language, organisation: actor.organisation },
      invitedBy: actor.memberId,
    })
    await recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'accounts.act_member_invited',
      subject: { kind: 'invitation', id: invitation.id, name: invitation.email },
      after: { role },
    })
    return invitation
  })
}

/**
 * Invites from the command line, which whoever runs the installation may do: into the organisation
 * that runs the site, or into another one, which is made when there is none of this name.
 *
 * @returns the link, which is mailed as well
 * @throws AppError `invalid`, `conflict` as `inviteMember`
 */
export async function inviteByOperator(
  deps: InviteDeps,
  { email, role, organisation }: { email: string; role: Role; organisation?: string },
): Promise<string> {
  const { db, clock, config, catalogues } = deps
  const language = catalogues.languages[0] ?? ''
  const invitation = await db.transaction().execute(async (tx) => {
    const host = await ensureHost(tx, deps)
    const own = organisation === undefined || organisation === config.organisation
    const into = own ? host : await ensurePartner(tx, deps, organisation)
    const made = await invite(tx, deps, { email, role, language, organisation: into })
    await recordAct(tx, {
      at: clock.now(),
      act: 'accounts.act_member_invited',
      subject: { kind: 'invitation', id: made.id, name: made.email },
      organisationId: into.id,
      after: { role },
    })
    return made
  })
  return accountLink(deps, { purpose: 'invitation', id: invitation.id, language })
}

/**
 * As long as nobody administers the installation: a link for whoever starts it. It can be used once,
 * within a day; links of earlier starts stop working.
 */
export async function inviteFirstAdministrator(deps: InviteDeps): Promise<string | undefined> {
  const { db, clock, catalogues } = deps
  const id = await db.transaction().execute(async (tx) => {
    if ((await countAdministrators(tx)) > 0) return undefined
    const now = clock.now()
    const host = await ensureHost(tx, deps)
    await revokeInvitations(tx, { email: null }, now)
    const invitation: Invitation = {
      id: newId(),
      organisationId: host.id,
      role: 'administrator',
      createdAt: now,
      expiresAt: addMs(now, FIRST_INVITATION_MS),
    }
    await insertInvitation(tx, invitation)
    return invitation.id
  })
  return (
    id && accountLink(deps, { purpose: 'invitation', id, language: catalogues.languages[0] ?? '' })
  )
}

/**
 * Makes an invitation of the actor's organisation useless.
 *
 * @throws AppError `forbidden` the actor is no administrator, or showed no second factor lately
 * @throws AppError `not_found` there is none, or it was used
 */
export async function revokeInvitation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  invitationId: string,
): Promise<void> {
  if (actor.role !== 'administrator') throw new AppError('forbidden', 'accounts.role_missing')
  requireFreshFactor({ clock }, actor)
  await db.transaction().execute(async (tx) => {
    const which = { id: invitationId, organisationId: actor.organisation.id }
    if ((await revokeInvitations(tx, which, clock.now())) === 0) {
      throw new AppError('not_found', 'accounts.invitation_unknown')
    }
    await recordAct(tx, {
      at: clock.now(),
      actor,
      act: 'accounts.act_invitation_revoked',
      subject: { kind: 'invitation', id: invitationId },
    })
  })
}

interface NewInvitation {
  email: string
  role: Role
  language: string
  organisation: Organisation
  invitedBy?: string
}

async function invite(
  tx: Db,
  { clock, outbox }: InviteDeps,
  { email, role, language, organisation, invitedBy }: NewInvitation,
): Promise<Invitation> {
  const address = canonicalEmail(email)
  if (!address) throw new AppError('invalid', 'accounts.email_unusable')
  if (await findMemberByEmail(tx, address)) {
    throw new AppError('conflict', 'accounts.already_member', { email: address })
  }
  const now = clock.now()
  await revokeInvitations(tx, { email: address }, now)
  const invitation: Invitation = {
    id: newId(),
    organisationId: organisation.id,
    email: address,
    role,
    createdAt: now,
    expiresAt: addMs(now, INVITATION_MS),
  }
  await insertInvitation(tx, { ...invitation, invitedBy })
  await outbox.publish(tx, invitationMade, { invitationId: invitation.id, language })
  return invitation
}

/** In small letters; undefined when mail cannot be sent there. */
export function canonicalEmail(text: string): string | undefined {
  return parseAddress(text.trim())?.address.toLowerCase()
}

async function ensureHost(tx: Db, { config, clock }: InviteDeps): Promise<Organisation> {
  const host = await findHost(tx)
  const name = config.organisation
  return host ?? insertOrganisation(tx, { name, isHost: true, at: clock.now() })
}

async function ensurePartner(tx: Db, { clock }: InviteDeps, name: string): Promise<Organisation> {
  const found = await findOrganisationByName(tx, name)
  return found ?? insertOrganisation(tx, { name, isHost: false, at: clock.now() })
}
