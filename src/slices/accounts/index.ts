/**
 * Accounts: organisations and their members, how they sign in, what they may do, and what they did.
 *
 * A member belongs to one organisation and has one role. `createGuard` keeps everybody else from
 * routes that are not public; `actorOf` says who calls; `requireFreshFactor` asks for the second
 * factor again before what a stolen session must not be enough for; `recordAct` writes the audit
 * log in the transaction of the act. Readers have no account and get no cookie.
 */
export { actorOf, hasFreshFactor, mayCall, requireFreshFactor, requireHost } from './access.ts'
export { type Act, type ActFilter, listActKinds, listActs } from './audit/queries.ts'
export { memberSubject, type NewAct, recordAct } from './audit/record.ts'
export { accountsCommands } from './cli.ts'
export {
  beginAuthenticator,
  checkEnrolment,
  confirmAuthenticator,
  describeFactors,
  findBegunAuthenticator,
  removeAuthenticator,
  renewRecoveryCodes,
} from './factors/enrol.ts'
export { createGuard } from './guard.ts'
export { accountsHandlers, accountsTimetables } from './jobs.ts'
export { accountLink } from './links.ts'
export { findHost, findMember, listMembers, listOpenInvitations } from './member-queries.ts'
export { changeRole, removeMember, resetFactors } from './members/change.ts'
export { inviteFirstAdministrator, inviteMember, revokeInvitation } from './members/invite.ts'
export { migrations as accountsMigrations } from './migrations.ts'
export { ActForm, Field, FormProblem } from './pages/field.tsx'
export { NewPasswordField } from './pages/gate-pages.tsx'
export { PasskeyForm } from './passkeys/passkey-form.tsx'
export { addPasskey, removePasskey } from './passkeys/passkeys.ts'
export { listPasskeys, type Passkey } from './passkeys/queries.ts'
export { accountsRoutes } from './routes.ts'
export { RoleField } from './schemas.ts'
export { endOwnSessions, listOwnSessions } from './sessions.ts'
export { changePassword } from './sign-in/reset-password.ts'
export {
  type AccountsDeps,
  type Actor,
  FRESH_FACTOR_MS,
  type Invitation,
  limits as accountLimits,
  type Member,
  type Organisation,
  type Role,
  roles,
  type Session,
} from './types.ts'
