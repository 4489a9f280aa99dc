import type { Db } from '../../../platform/db/database.ts'
import { isUniqueViolation } from '../../../platform/db/errors.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import { memberSubject, recordAct } from '../audit/record.ts'
import { readAccountLink } from '../links.ts'
import {
  countAdministrators,
  findOpenInvitation,
  insertMember,
  markInvitationUsed,
} from '../member-queries.ts'
import { hashPassword, passwordProblem } from '../password.ts'
import { openSession } from '../sessions.ts'
import type { Invitation } from '../types.ts'
import { canonicalEmail } from './invite.ts'

type AcceptDeps = Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'secrets'>

/** What somebody who was invited types; address and role stand in the invitation. */
export interface Acceptance {
  /** Taken from the first administrator only; everybody else was invited under theirs. */
  email: string
  name: string
  password: string
}

/**
 * The invitation behind a link.
 *
 * @throws AppError `not_found` the link was cut short, used, revoked, or is too old
 */
export async function openInvitation(
  { reader, clock, secrets }: Pick<AcceptDeps, 'reader' | 'clock' | 'secrets'>,
  token: string,
): Promise<Invitation> {
  const id = readAccountLink(secrets, 'invitation', token)
  const invitation = id && (await findOpenInvitation(reader, id, clock.now()))
  if (!invitation) throw new AppError('not_found', 'accounts.invitation_unknown')
  return invitation
}

/**
 * Makes whoever holds the link a member, and signs them in. A link works once.
 *
 * @returns what is wrong with what was typed, or the cookie of the session
 * @throws AppError `not_found` the link was cut short, used, revoked, or is too old
 * @throws AppError `conflict` somebody else with this address became a member
 */
export async function acceptInvitation(
  deps: AcceptDeps,
  { token, input }: { token: string; input: Acceptance },
  browser: { userAgent: string | undefined; oldToken: string | undefined },
): Promise<{ problems: FieldErrors } | { session: string; memberId: string }> {
  const invitation = await openInvitation(deps, token)
  const email = invitation.email ?? canonicalEmail(input.email)
  const problems = problemsOf(deps, { ...input, email })
  if (!email || Object.keys(problems).length > 0) return { problems }
  const passwordHash = await hashPassword(input.password)
  const memberId = newId()
  const session = await deps.db.transaction().execute(async (tx) => {
    await use(tx, deps, invitation)
    const name = input.name.trim()
    const at = deps.clock.now()
    const { organisationId, role } = invitation
    await insert(tx, { id: memberId, organisationId, email, name, role, passwordHash, at })
    await recordAct(tx, {
      at,
      act: 'accounts.act_member_joined',
      subject: memberSubject({ id: memberId, name, email }),
      organisationId,
      after: { role },
    })
    const opening = { memberId, stage: 'signed_in', hasShownFactor: false } as const
    return openSession(tx, deps, { ...browser, ...opening })
  })
  return { session, memberId }
}

function problemsOf(
  { config }: Pick<AcceptDeps, 'config'>,
  { email, name, password }: Omit<Acceptance, 'email'> & { email: string | undefined },
): FieldErrors {
  const known = [email ?? '', name, config.siteName, config.organisation]
  const problem = passwordProblem(password, { known })
  return {
    ...(!email && { email: { key: 'accounts.email_unusable' } }),
    ...(name.trim() === '' && { name: { key: 'platform.field_required' } }),
    ...(problem && { password: problem }),
  }
}

async function use(tx: Db, { clock }: AcceptDeps, invitation: Invitation): Promise<void> {
  const isUsed = !(await markInvitationUsed(tx, invitation.id, clock.now()))
  const isLate = invitation.email === undefined && (await countAdministrators(tx)) > 0
  if (isUsed || isLate) throw new AppError('not_found', 'accounts.invitation_unknown')
}

async function insert(tx: Db, member: Parameters<typeof insertMember>[1]): Promise<void> {
  try {
    await insertMember(tx, member)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const values = { email: member.email }
    throw new AppError('conflict', 'accounts.already_member', values, { cause: error })
  }
}
