import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { MINUTE_MS } from '../../../platform/time.ts'
import { actorOf } from '../access.ts'
import { browserOf, goOn, noStore } from '../gate-routes.tsx'
import { nextPath } from '../next.ts'
import { CodePage, SignInPage } from '../pages/gate-pages.tsx'
import { NextQuery } from '../schemas.ts'
import { type AccountsDeps, limits } from '../types.ts'
import {
  offerFactor,
  offerPasskey,
  offerSignIn,
  showPasskeyAgain,
  signInWithPasskey,
} from './passkeys.ts'

const rateLimit = { max: 60, timeWindow: 10 * MINUTE_MS }
const open = { access: 'public', rateLimit } as const
const signedIn = { access: 'signed_in' } as const

const CredentialBody = Type.Object({
  credential: Type.String({ maxLength: limits.credentialChars, default: '' }),
})
const schema = { querystring: NextQuery, body: CredentialBody }

/** Passkeys need scripts in the browser; who has none uses an authenticator app. */
export function passkeyRoutes(server: App, deps: AccountsDeps): void {
  server.post('/desk/sign-in/passkey.json', { config: open }, async (_request, reply) =>
    noStore(reply).send(await offerSignIn(deps)),
  )

  server.post('/desk/sign-in/passkey', { config: open, schema }, async (request, reply) => {
    const { view, body } = request
    const next = nextPath(request.query.next)
    const result = await signInWithPasskey(deps, body.credential, browserOf(deps, request))
    if (result.kind !== 'refused') return goOn(deps, { request, reply, next }, result)
    const errors = { form: { key: 'accounts.passkey_refused' } }
    return noStore(reply)
      .code(422)
      .html(<SignInPage {...{ view, next, errors }} />)
  })

  server.post('/desk/factor/passkey.json', { config: signedIn }, async (request, reply) =>
    reply.send(await offerFactor(deps, actorOf(request))),
  )

  server.post('/desk/factor/passkey', { config: signedIn, schema }, async (request, reply) => {
    const { view, body } = request
    const next = nextPath(request.query.next)
    if (await showPasskeyAgain(deps, actorOf(request), body.credential)) {
      return reply.redirect(view.link(next), 303)
    }
    const errors = { form: { key: 'accounts.passkey_refused' } }
    return reply.code(422).html(<CodePage {...{ view, next, errors }} stage="factor" />)
  })

  server.post('/desk/account/passkeys.json', { config: signedIn }, async (request, reply) =>
    reply.send(await offerPasskey(deps, actorOf(request))),
  )
}
