import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '../../platform/http/types.ts'
import {
  accountLimits,
  actorOf,
  addPasskey,
  beginAuthenticator,
  changePassword,
  checkEnrolment,
  confirmAuthenticator,
  describeFactors,
  endOwnSessions,
  findBegunAuthenticator,
  hasFreshFactor,
  listOwnSessions,
  listPasskeys,
  removeAuthenticator,
  removePasskey,
  renewRecoveryCodes,
} from '../accounts/index.ts'
import { AccountPage, type AccountPageProps } from './account-page.tsx'
import { AuthenticatorPage, RecoveryCodesPage } from './authenticator-pages.tsx'
import type { DeskDeps } from './types.ts'

const config = { access: 'signed_in' } as const
const fresh = { access: 'signed_in', factor: 'fresh' } as const

/** So long that the domain can say in words what is wrong with it. */
const Password = Type.String({ maxLength: 1000, default: '' })
const Code = Type.String({ maxLength: accountLimits.codeChars, default: '' })
const PasskeyBody = Type.Object({
  credential: Type.String({ maxLength: accountLimits.credentialChars, default: '' }),
  name: Type.String({ maxLength: accountLimits.nameChars, default: '' }),
  password: Password,
})
const AccountQuery = Type.Object({ needed: Type.Optional(Type.Literal('factor')) })

/** One's own account: sessions, password, second factors. */
export function accountRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/account/',
    { config, schema: { querystring: AccountQuery } },
    async (request, reply) =>
      showAccount(deps, request, reply, { isFactorNeeded: request.query.needed === 'factor' }),
  )

  server.post(
    '/desk/account/password',
    { config, schema: { body: Type.Object({ current: Password, password: Password }) } },
    async (request, reply) => {
      const errors = await changePassword(deps, actorOf(request), request.body)
      if (errors) return showAccount(deps, request, reply.code(422), { errors })
      return back(request, reply)
    },
  )

  server.post(
    '/desk/account/sessions/:id/end',
    { config, schema: { params: Type.Object({ id: Type.String({ maxLength: 36 }) }) } },
    async (request, reply) => {
      const { id } = request.params
      await endOwnSessions(deps, actorOf(request), id === 'others' ? 'others' : { id })
      return back(request, reply)
    },
  )

  authenticatorRoutes(server, deps)
  passkeyRoutes(server, deps)
}

function authenticatorRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/account/authenticator'

  server.post(
    url,
    { config, schema: { body: Type.Object({ password: Password }) } },
    async (request, reply) => {
      const actor = actorOf(request)
      if (actor.hasFactor && !hasFreshFactor(deps.clock, actor)) {
        return reply.redirect(request.view.link('/desk/factor?next=/desk/account/'), 303)
      }
      const errors = await checkEnrolment(deps, actor, request.body.password)
      if (errors) return showAccount(deps, request, reply.code(422), { factorErrors: errors })
      await beginAuthenticator(deps, actor)
      return reply.redirect(request.view.link(url), 303)
    },
  )

  server.get(url, { config }, async (request, reply) => {
    const begun = await findBegunAuthenticator(deps, actorOf(request))
    if (!begun) return back(request, reply)
    return reply.html(<AuthenticatorPage view={request.view} begun={begun} />)
  })

  server.post(
    `${url}/confirmation`,
    { config, schema: { body: Type.Object({ code: Code }) } },
    async (request, reply) => {
      const { view, body } = request
      const codes = await confirmAuthenticator(deps, actorOf(request), body.code)
      if (codes) return reply.html(<RecoveryCodesPage view={view} codes={codes} />)
      const begun = await findBegunAuthenticator(deps, actorOf(request))
      if (!begun) return back(request, reply)
      const errors = { code: { key: 'accounts.code_refused' } }
      return reply.code(422).html(<AuthenticatorPage {...{ view, begun, errors }} />)
    },
  )

  server.post(`${url}/removal`, { config: fresh }, async (request, reply) => {
    await removeAuthenticator(deps, actorOf(request))
    return back(request, reply)
  })

  // Shown in the answer itself: they are kept nowhere in a form that could be shown later.
  server.post('/desk/account/recovery-codes', { config: fresh }, async (request, reply) => {
    const codes = await renewRecoveryCodes(deps, actorOf(request))
    return reply.html(<RecoveryCodesPage view={request.view} codes={codes} />)
  })
}

function passkeyRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/account/passkeys'

  server.post(url, { config, schema: { body: PasskeyBody } }, async (request, reply) => {
    const { view } = request
    const actor = actorOf(request)
    if (actor.hasFactor && !hasFreshFactor(deps.clock, actor)) {
      return reply.redirect(view.link('/desk/factor?next=/desk/account/'), 303)
    }
    const result = await addPasskey(deps, actor, request.body)
    if ('problems' in result) {
      return showAccount(deps, request, reply.code(422), { passkeyErrors: result.problems })
    }
    if (result.codes.length === 0) return back(request, reply)
    return reply.html(<RecoveryCodesPage view={view} codes={result.codes} />)
  })

  server.post(
    `${url}/removal`,
    { config: fresh, schema: { body: Type.Object({ id: Type.String({ maxLength: 1400 }) }) } },
    async (request, reply) => {
      await removePasskey(deps, actorOf(request), request.body.id)
      return back(request, reply)
    },
  )
}

async function showAccount(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Pick<AccountPageProps, 'errors' | 'factorErrors' | 'passkeyErrors' | 'isFactorNeeded'>,
): Promise<FastifyReply> {
  const actor = actorOf(request)
  const sessions = await listOwnSessions(deps, actor)
  const factors = await describeFactors(deps, actor.memberId)
  const passkeys = await listPasskeys(deps.reader, actor.memberId)
  const found = { view: request.view, actor, sessions, factors, passkeys }
  return reply.html(<AccountPage {...found} {...shown} />)
}

function back({ view }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(view.link('/desk/account/'), 303)
}
