import type { Instant } from '../../platform/time.ts'

export interface OrganisationsTable {
  id: string
  name: string
  created_at: Instant
  /** Since when it runs this site; null for partners. */
  host_since: Instant | null
}

export interface MembersTable {
  id: string
  organisation_id: string
  /** In small letters. */
  email: string
  name: string
  role: string
  /** argon2id, as a PHC string. */
  password_hash: string
  created_at: Instant
  removed_at: Instant | null
}

/** The link is derived from the row's id and stands in no table. */
export interface InvitationsTable {
  id: string
  organisation_id: string
  /** Null in the first invitation, which is for whoever installs the site. */
  email: string | null
  role: string
  invited_by: string | null
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
  revoked_at: Instant | null
}

export interface SessionsTable {
  id: string
  /** Keyed hash of the cookie's value. */
  token_hash: string
  member_id: string
  browser: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
  /** Null between password and second factor. */
  signed_in_at: Instant | null
  factor_at: Instant | null
}

export interface PasswordResetsTable {
  id: string
  member_id: string
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

/** Failed attempts, by a keyed hash of what was attempted; a success takes the row away. */
export interface SignInAttemptsTable {
  key_hash: string
  failures: number
  last_at: Instant
  blocked_until: Instant
}

/** An authenticator app (RFC 6238). One row a member. */
export interface AuthenticatorsTable {
  member_id: string
  /** Encrypted with the member's id as context. */
  secret: string
  created_at: Instant
  /** Null until the first code was shown. */
  confirmed_at: Instant | null
  /** Time step of the last code that was taken: none counts twice. */
  last_step: number
}

export interface RecoveryCodesTable {
  id: string
  member_id: string
  code_hash: string
  used_at: Instant | null
}

export interface PasskeysTable {
  /** The credential's id, base64url. */
  id: string
  member_id: string
  /** COSE key, base64url. */
  public_key: string
  counter: number
  /** JSON: how the browser reaches it. */
  transports: string
  name: string
  created_at: Instant
  last_used_at: Instant | null
}

/** What an authenticator has to sign; a row goes when it is used, so each counts once. */
export interface PasskeyChallengesTable {
  challenge: string
  /** `registration:MEMBER`, `sign_in` or `factor:MEMBER`. */
  purpose: string
  expires_at: Instant
}

/** Append-only; the database refuses anything else. */
export interface ActsTable {
  id: string
  at: Instant
  organisation_id: string | null
  /** Null when nobody was signed in. */
  actor_id: string | null
  actor_name: string | null
  /** A message of the catalogues: `accounts.act_role_changed`. */
  act: string
  subject_kind: string
  subject_id: string
  subject_name: string | null
  /** JSON of what a setting was. */
  before_value: string | null
  after_value: string | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    organisations: OrganisationsTable
    members: MembersTable
    invitations: InvitationsTable
    sessions: SessionsTable
    password_resets: PasswordResetsTable
    sign_in_attempts: SignInAttemptsTable
    authenticators: AuthenticatorsTable
    recovery_codes: RecoveryCodesTable
    passkeys: PasskeysTable
    passkey_challenges: PasskeyChallengesTable
    acts: ActsTable
  }
}
