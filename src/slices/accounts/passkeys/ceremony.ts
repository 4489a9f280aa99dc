import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Config } from '../../../platform/config.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { addMs } from '../../../platform/time.ts'
import { CHALLENGE_MS } from '../types.ts'
import { insertChallenge, type Passkey, takeChallenge } from './queries.ts'

/** What a challenge was handed out for; one for one purpose is worth nothing for another. */
export type Purpose = 'sign_in' | `registration:${string}` | `factor:${string}`

type CeremonyDeps = Pick<Deps, 'config' | 'db' | 'clock'>

/** Loaded when somebody uses a passkey: it is large, and most processes never do. */
const webauthn = () => import('@simplewebauthn/server')

/** What the browser needs to make a passkey (WebAuthn §5.4). */
export async function registrationOptions(
  deps: CeremonyDeps,
  member: { id: string; email: string; name: string },
  existing: readonly Passkey[],
): Promise<object> {
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: deps.config.siteName,
    rpID: rpIdOf(deps.config),
    userName: member.email,
    userDisplayName: member.name,
    userID: new TextEncoder().encode(member.id),
    attestationType: 'none',
    excludeCredentials: existing.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await remember(deps, options.challenge, `registration:${member.id}`)
  return options
}

/** What the browser needs to sign in with a passkey; it offers those that it has for this site. */
export async function authenticationOptions(
  deps: CeremonyDeps,
  purpose: Purpose,
  allowed?: readonly Passkey[],
): Promise<object> {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(deps.config),
    userVerification: 'required',
    allowCredentials: allowed?.map(({ id }) => ({ id })),
  })
  await remember(deps, options.challenge, purpose)
  return options
}

/** The new passkey, or undefined when anything about the answer is not right. */
export async function verifyRegistration(
  deps: CeremonyDeps,
  credential: string,
  memberId: string,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const response = parse<RegistrationResponseJSON>(credential)
  if (!response) return undefined
  const { verifyRegistrationResponse } = await webauthn()
  const result = await quietly(() =>
    verifyRegistrationResponse({
      ...expectations(deps, `registration:${memberId}`),
      response,
    }),
  )
  if (!result?.verified) return undefined
  const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
}

/** The passkey's new counter, or undefined when anything about the answer is not right. */
export async function verifyAuthentication(
  deps: CeremonyDeps,
  { credential, passkey, purpose }: { credential: string; passkey: Passkey; purpose: Purpose },
): Promise<number | undefined> {
  const response = parse<AuthenticationResponseJSON>(credential)
  if (!response) return undefined
  const { verifyAuthenticationResponse } = await webauthn()
  const result = await quietly(() =>
    verifyAuthenticationResponse({
      ...expectations(deps, purpose),
      response,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: passkey.transports as AuthenticatorTransport[],
      },
    }),
  )
  return result?.verified ? result.authenticationInfo.newCounter : undefined
}

/** Which passkey an answer claims to come from. */
export function passkeyIdOf(credential: string): string {
  const id = parse<{ id?: unknown }>(credential)?.id
  return typeof id === 'string' ? id : ''
}

/** The challenge is used up by looking at it, so an answer that was overheard is worth nothing. */
function expectations({ config, db, clock }: CeremonyDeps, purpose: Purpose) {
  return {
    expectedChallenge: (challenge: string) =>
      takeChallenge(db, { challenge, purpose, now: clock.now() }),
    expectedOrigin: config.publicUrl,
    expectedRPID: rpIdOf(config),
    requireUserVerification: true,
  }
}

async function remember(
  { db, clock }: { db: Db; clock: Deps['clock'] },
  challenge: string,
  purpose: Purpose,
): Promise<void> {
  await insertChallenge(db, { challenge, purpose, expiresAt: addMs(clock.now(), CHALLENGE_MS) })
}

/** The library throws when something does not fit; what comes from a browser may be anything. */
async function quietly<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}

function parse<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}

function rpIdOf({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return new URL(publicUrl).hostname
}
