import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { View } from '../../../platform/html/view.ts'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, requireHost } from '../../accounts/index.ts'
import {
  decideItems,
  type Item,
  itemKinds,
  listStanding,
  MAX_BATCH,
  undoDecisions,
} from '../../moderation/index.ts'
import type { DeskDeps } from '../types.ts'
import { listWork, type WorkItem } from './items.ts'
import { itemName } from './work-item.tsx'
import { BulkPage, type RuleCount, WorkPage } from './work-page.tsx'

const PAGE_SIZE = 30
const config = { access: 'moderator' } as const
const Kind = Type.Union(itemKinds.map((kind) => Type.Literal(kind)))
const Verdict = Type.Union([Type.Literal('approved'), Type.Literal('refused')])
const Id = Type.String({ maxLength: 36 })

const WorkQuery = Type.Object({
  kind: Type.Optional(Kind),
  /** What was decided last. */
  batch: Type.Optional(Id),
  skipped: Type.Integer({ minimum: 0, default: 0 }),
})
const BulkQuery = Type.Object({
  kind: Kind,
  rule: Type.String({ maxLength: 40 }),
  verdict: Verdict,
})
const DecisionBody = Type.Object({
  items: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: MAX_BATCH }),
  verdict: Verdict,
  reason: Type.Optional(Type.String({ maxLength: 1000 })),
  kind: Type.Optional(Kind),
})
const UndoBody = Type.Object({ kind: Type.Optional(Kind) })

/** Before anything is said about what was sent. */
const preValidation = async (request: FastifyRequest) => requireHost(actorOf(request))

/** The one list of what waits for a moderator, and the decisions on it. */
export function workRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/work/',
    { config, preValidation, schema: { querystring: WorkQuery } },
    async (request, reply) => {
      const { view, query } = request
      return reply.html(<WorkPage view={view} {...(await describeWork(deps, view, query))} />)
    },
  )
  addDecisionRoutes(server, deps)

  server.get(
    '/desk/work/bulk',
    { config, preValidation, schema: { querystring: BulkQuery } },
    async (request, reply) => {
      const { view, query } = request
      const { kind, rule, verdict } = query
      const all = await listWork(deps, view.t, kind)
      const items = all
        .filter(({ rules }) => rules.some(({ code }) => code === rule))
        .slice(0, MAX_BATCH)
      return reply.html(<BulkPage {...{ view, kind, verdict, items }} />)
    },
  )
}

function addDecisionRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/work/decisions'

  server.post(
    url,
    { config, preValidation, schema: { body: DecisionBody } },
    async (request, reply) => {
      const { view, body } = request
      const actor = actorOf(request)
      const reason = body.reason?.trim()
      const waiting = await listWork(deps, view.t, body.kind)
      const chosen = waiting.filter(({ item }) => body.items.includes(itemName(item)))
      if (chosen.length === 0) throw new AppError('conflict', 'moderation.already_decided')
      if (body.verdict === 'refused' && chosen.some(({ refusal }) => refusal && !reason)) {
        const page = await describeWork(deps, view, { kind: body.kind, skipped: 0 })
        return reply
          .code(422)
          .html(<WorkPage view={view} {...page} problem="desk.reason_missing" />)
      }
      const items = chosen.map(({ item }) => item)
      const { batchId, skipped } = await decideItems(deps, actor, {
        ...{ items, reason },
        verdict: body.verdict,
      })
      const missed = skipped + body.items.length - chosen.length
      return reply.redirect(view.link(listPath({ ...body, batchId, missed })), 303)
    },
  )

  server.post(
    `${url}/:id/undo`,
    { config, schema: { params: Type.Object({ id: Id }), body: UndoBody } },
    async (request, reply) => {
      const { view, params, body } = request
      await undoDecisions(deps, actorOf(request), params.id)
      return reply.redirect(view.link(listPath(body)), 303)
    },
  )
}

function listPath(where: { kind?: Item['kind']; batchId?: string; missed?: number }): string {
  const query = new URLSearchParams({
    ...(where.kind && { kind: where.kind }),
    ...(where.batchId && { batch: where.batchId }),
    ...(where.missed && { skipped: String(where.missed) }),
  })
  return query.size > 0 ? `/desk/work/?${query}` : '/desk/work/'
}

async function describeWork(
  deps: DeskDeps,
  view: View,
  { kind, batch, skipped }: Static<typeof WorkQuery>,
) {
  const [all, standing] = await Promise.all([
    listWork(deps, view.t, kind),
    batch ? listStanding(deps.reader, batch) : [],
  ])
  const now = deps.clock.now()
  return {
    ...{ kind, skipped, waiting: all.length },
    shown: all.slice(0, PAGE_SIZE),
    rules: countRules(all),
    standing: standing.filter(({ effectiveAt }) => effectiveAt > now),
  }
}

/** Rules that several items wait for. */
function countRules(all: readonly WorkItem[]): RuleCount[] {
  const found = new Map<string, RuleCount>()
  for (const { item, rules } of all) {
    for (const { code, words } of rules) {
      const key = `${item.kind} ${code}`
      const rule = found.get(key) ?? { kind: item.kind, code, words, count: 0 }
      found.set(key, { ...rule, count: rule.count + 1 })
    }
  }
  return [...found.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count)
}
