import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../platform/errors.ts'
import { type FieldErrors, fieldErrors } from '../../platform/http/fields.ts'
import type { App } from '../../platform/http/types.ts'
import {
  accountLimits,
  accountLink,
  actorOf,
  changeRole,
  inviteMember,
  listMembers,
  listOpenInvitations,
  RoleField,
  removeMember,
  resetFactors,
  revokeInvitation,
} from '../accounts/index.ts'
import { MembersPage } from './members-page.tsx'
import type { DeskDeps } from './types.ts'

const config = { access: 'administrator', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })

const InviteBody = Type.Object({
  email: Type.String({ minLength: 1, maxLength: accountLimits.emailChars }),
  role: RoleField,
})

/** Who works at the desk for the actor's organisation. */
export function membersRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/members/', { config }, (request, reply) => show(deps, request, reply, {}))

  server.post(
    '/desk/members/invitations',
    { config, schema: { body: InviteBody }, attachValidation: true },
    async (request, reply) => {
      const { body, view } = request
      const wrong = fieldErrors(request)
      if (wrong) return show(deps, request, reply.code(422), { errors: wrong, values: body })
      try {
        await inviteMember(deps, actorOf(request), { ...body, language: view.lang })
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'forbidden') throw error
        const errors = { email: { key: error.messageKey, values: error.values } }
        return show(deps, request, reply.code(422), { errors, values: body })
      }
      return back(request, reply)
    },
  )

  server.post(
    '/desk/members/invitations/:id/revocation',
    { config, schema: { params } },
    async (request, reply) => {
      await revokeInvitation(deps, actorOf(request), request.params.id)
      return back(request, reply)
    },
  )

  server.post(
    '/desk/members/:id/role',
    { config, schema: { params, body: Type.Object({ role: RoleField }) } },
    async (request, reply) => {
      const change = { memberId: request.params.id, role: request.body.role }
      await changeRole(deps, actorOf(request), change)
      return back(request, reply)
    },
  )

  for (const [act, verb] of [
    ['removal', removeMember],
    ['factor-reset', resetFactors],
  ] as const) {
    server.post(
      `/desk/members/:id/${act}`,
      { config, schema: { params } },
      async (request, reply) => {
        await verb(deps, actorOf(request), request.params.id)
        return back(request, reply)
      },
    )
  }
}

async function show(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: { errors?: FieldErrors; values?: { email?: string; role?: string } },
): Promise<FastifyReply> {
  const { view } = request
  const actor = actorOf(request)
  const { id } = actor.organisation
  const members = await listMembers(deps.reader, id)
  const open = await listOpenInvitations(deps.reader, id, deps.clock.now())
  const invitations = open.map((invitation) => ({
    ...invitation,
    link: linkOf(deps, invitation.id, view.lang),
  }))
  return reply.html(<MembersPage {...{ view, actor, members, invitations, ...form }} />)
}

/** Where no mail leaves, the administrator hands the link over. */
function linkOf(deps: DeskDeps, id: string, language: string): string | undefined {
  if (deps.config.mail !== 'off') return undefined
  return accountLink(deps, { purpose: 'invitation', id, language })
}

function back({ view }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(view.link('/desk/members/'), 303)
}
