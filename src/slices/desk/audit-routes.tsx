import { Readable } from 'node:stream'
import { type Static, Type } from 'typebox'
import type { App } from '../../platform/http/types.ts'
import { isDay } from '../../platform/time.ts'
import {
  type ActFilter,
  type Actor,
  actorOf,
  listActKinds,
  listActs,
  listMembers,
  recordAct,
  requireFreshFactor,
} from '../accounts/index.ts'
import { actsAsCsv } from './audit-csv.ts'
import { AuditPage } from './audit-page.tsx'
import type { DeskDeps } from './types.ts'

const PAGE_SIZE = 100

const AuditQuery = Type.Object({
  actor: Type.String({ maxLength: 36, default: '' }),
  act: Type.String({ maxLength: 100, default: '' }),
  from: Type.String({ maxLength: 10, default: '' }),
  to: Type.String({ maxLength: 10, default: '' }),
  before: Type.Optional(Type.String({ maxLength: 36 })),
})

/** What was done at the desk: to look through, and to take away. */
export function auditRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/audit/',
    { config: { access: 'administrator' }, schema: { querystring: AuditQuery } },
    async (request, reply) => {
      const { view, query } = request
      const { id } = actorOf(request).organisation
      const options = { filter: filterOf(query), beforeId: query.before, limit: PAGE_SIZE + 1 }
      const found = await listActs(deps.reader, id, options)
      const acts = found.slice(0, PAGE_SIZE)
      const older = found.length > PAGE_SIZE ? acts.at(-1)?.id : undefined
      const kinds = await listActKinds(deps.reader, id)
      const members = await listMembers(deps.reader, id)
      return reply.html(<AuditPage {...{ view, acts, older, kinds, members, query }} />)
    },
  )

  // A POST, because taking the log away is an act that the log itself tells of.
  server.post(
    '/desk/audit/export',
    { config: { access: 'administrator', factor: 'fresh' }, schema: { body: AuditQuery } },
    async (request, reply) => {
      const actor = actorOf(request)
      await noteExport(deps, actor)
      const rows = actsAsCsv(deps, actor.organisation.id, filterOf(request.body))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .send(Readable.from(rows))
    },
  )
}

async function noteExport(deps: DeskDeps, actor: Actor): Promise<void> {
  requireFreshFactor(deps, actor)
  await recordAct(deps.db, {
    at: deps.clock.now(),
    actor,
    act: 'desk.act_audit_exported',
    subject: { kind: 'organisation', id: actor.organisation.id, name: actor.organisation.name },
  })
}

function filterOf({ actor, act, from, to }: Static<typeof AuditQuery>): ActFilter {
  return {
    actorId: actor || undefined,
    act: act || undefined,
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
  }
}
