import type { Deps } from '../../platform/deps.ts'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../platform/time.ts'
import type { Mailer } from '../mail/index.ts'

export const roles = ['editor', 'moderator', 'administrator'] as const

/**
 * - `editor` writes, translates and releases appeals
 * - `moderator` decides on what readers send
 * - `administrator` does both, and looks after members and settings
 */
export type Role = (typeof roles)[number]

export interface Organisation {
  id: string
  name: string
  /** The one that runs this site; the others are its partners. */
  isHost: boolean
}

/** Somebody who works at the desk, for one organisation. */
export interface Member {
  id: string
  organisation: Organisation
  email: string
  name: string
  role: Role
  createdAt: Instant
  /** Has an authenticator app or a passkey. */
  hasFactor: boolean
}

/** Who calls a route or acts in a domain function. */
export interface Actor {
  memberId: string
  organisation: Organisation
  email: string
  name: string
  role: Role
  sessionId: string
  hasFactor: boolean
  /** When the second factor was last shown in this session. */
  factorAt?: Instant
}

export interface Session {
  id: string
  memberId: string
  /** Browser and system, in few words. */
  browser: string
  createdAt: Instant
  lastSeenAt: Instant
  factorAt?: Instant
}

export interface Invitation {
  id: string
  organisationId: string
  /** Unset in the first one, which is for whoever installs the site. */
  email?: string
  role: Role
  createdAt: Instant
  expiresAt: Instant
}

/** Everything that the room's routes and jobs take from the hall. */
export type AccountsDeps = Deps & { mailer: Mailer }

export const limits = {
  nameChars: 100,
  emailChars: 254,
  passwordMinChars: 12,
  passwordMaxChars: 200,
  codeChars: 20,
  tokenChars: 100,
  nextChars: 300,
  credentialChars: 20_000,
} as const

/** A session that is not used for this long has ended. */
export const SESSION_IDLE_MS = 12 * HOUR_MS
/** However much it is used, a session ends after this long. */
export const SESSION_MAX_MS = 7 * DAY_MS
/** Between password and second factor. */
export const PENDING_MS = 10 * MINUTE_MS
/** So often the table learns that a session is in use. */
export const SEEN_STEP_MS = MINUTE_MS

/** For this long a second factor counts as just shown. */
export const FRESH_FACTOR_MS = 15 * MINUTE_MS

export const INVITATION_MS = 7 * DAY_MS
export const FIRST_INVITATION_MS = DAY_MS
export const RESET_MS = HOUR_MS
export const CHALLENGE_MS = 5 * MINUTE_MS
