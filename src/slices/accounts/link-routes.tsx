import { fieldErrors } from '../../platform/http/fields.ts'
import type { App } from '../../platform/http/types.ts'
import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { setCookie } from './cookies.ts'
import { browserOf, goOn, noStore } from './gate-routes.tsx'
import { acceptInvitation, openInvitation } from './members/accept.ts'
import { AskResetPage, InvitationPage, ResetPage } from './pages/gate-pages.tsx'
import { InvitationBody, PasswordBody, ResetAskBody, TokenParams } from './schemas.ts'
import { askForReset, openReset, resetPassword } from './sign-in/reset-password.ts'
import { newDevice } from './sign-in/sign-in.ts'
import type { AccountsDeps } from './types.ts'

const config = { access: 'public' } as const
/** Forms that cost a password hash or a mail, from one network. */
const limited = { ...config, rateLimit: { max: 20, timeWindow: 10 * MINUTE_MS } } as const
const mailing = { ...config, rateLimit: { max: 10, timeWindow: HOUR_MS } } as const

/** What mails link to. Mail scanners follow links: a GET shows, only the POST acts. */
export function linkRoutes(server: App, deps: AccountsDeps): void {
  invitationRoutes(server, deps)
  resetRoutes(server, deps)
}

function invitationRoutes(server: App, deps: AccountsDeps): void {
  const url = '/desk/invitations/:token'
  const schema = { params: TokenParams }

  server.get(url, { config, schema }, async ({ view, params: { token } }, reply) => {
    const invited = await openInvitation(deps, token)
    return noStore(reply).html(<InvitationPage {...{ view, token, invited }} />)
  })

  server.post(
    url,
    { config: limited, schema: { ...schema, body: InvitationBody }, attachValidation: true },
    async (request, reply) => {
      const { view, params, body: values } = request
      const { token } = params
      const invited = await openInvitation(deps, token)
      const wrong = fieldErrors(request)
      const input = { token, input: values }
      const result = wrong
        ? { problems: wrong }
        : await acceptInvitation(deps, input, browserOf(deps, request))
      if ('problems' in result) {
        const errors = result.problems
        const page = <InvitationPage {...{ view, token, invited, values, errors }} />
        return noStore(reply).code(422).html(page)
      }
      const device = newDevice(deps, result.memberId)
      const signedIn = { kind: 'signed_in', session: result.session, device } as const
      return goOn(deps, { request, reply, next: '/desk/account/?needed=factor' }, signedIn)
    },
  )
}

function resetRoutes(server: App, deps: AccountsDeps): void {
  const url = '/desk/password-resets'
  const schema = { params: TokenParams }

  server.get(url, { config }, ({ view }, reply) =>
    noStore(reply).html(<AskResetPage view={view} />),
  )

  server.post(url, { config: mailing, schema: { body: ResetAskBody } }, async (request, reply) => {
    const { view, body } = request
    await askForReset(deps, { email: body.email, language: view.lang })
    return noStore(reply).html(<AskResetPage view={view} isDone />)
  })

  server.get(`${url}/:token`, { config, schema }, async ({ view, params: { token } }, reply) => {
    await openReset(deps, token)
    return noStore(reply).html(<ResetPage view={view} token={token} />)
  })

  server.post(
    `${url}/:token`,
    { config: limited, schema: { ...schema, body: PasswordBody } },
    async ({ view, params: { token }, body }, reply) => {
      const result = await resetPassword(deps, { token, password: body.password })
      if ('problems' in result) {
        const page = <ResetPage view={view} token={token} errors={result.problems} />
        return noStore(reply).code(422).html(page)
      }
      setCookie({ ...deps, reply }, 'device', result.device)
      return noStore(reply).redirect(view.link('/desk/sign-in?message=password_set'), 303)
    },
  )
}
