import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, recordAct, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import {
  type AlsoDonations,
  addWay,
  changeWay,
  endGoal,
  findAsk,
  findGoal,
  listWays,
  orderWays,
  readAmount,
  saveAsk,
  setGoal,
  switchWay,
  type WayInput,
  wayKinds,
} from '../../donations/index.ts'
import type { DeskDeps } from '../types.ts'
import { GivingPage, valuesOf } from './giving-page.tsx'

const read = { access: 'administrator' } as const
/** A way to give decides where people's money goes, so a stolen session must not be enough. */
const write = { access: 'administrator', factor: 'fresh' } as const
const url = '/desk/settings/giving/'
const params = Type.Object({ name: Type.String({ maxLength: 40 }) })
const text = (maxLength: number) => Type.String({ maxLength, default: '' })

const WayBody = Type.Object({
  kind: Type.Union(
    wayKinds.map((kind) => Type.Literal(kind)),
    { default: 'link' },
  ),
  ...{ name: text(100), address: text(1000), holder: text(200), iban: text(100) },
  ...{ label: text(1000), note: text(2000) },
})
/** Name and kind are lasting: totals are counted under them. */
const WayChangeBody = Type.Object({
  ...{ address: text(1000), holder: text(200), iban: text(100), bic: text(30) },
  ...{ remittance: text(1000), label: text(1000), note: text(2000) },
  version: Type.Optional(Type.String({ maxLength: 16 })),
})
const GoalBody = Type.Object({
  amount: text(30),
  currency: text(10),
  basis: Type.Union([Type.Literal('received'), Type.Literal('monthly')], { default: 'received' }),
  ends: text(10),
})

/** The ways to give, the goal, and the words above them. */
export function givingRoutes(server: App, deps: DeskDeps): void {
  server.get(url, { config: read }, (request, reply) => show(deps, request, reply))

  server.post(
    `${url}ways`,
    { config: write, schema: { body: WayBody } },
    async (request, reply) => {
      const { body } = request
      const also = note(deps, request, 'way_added', body.name, {
        address: body.address || body.iban,
      })
      return attempt(deps, request, reply, () => addWay(deps, wayOf(body, request.view.lang), also))
    },
  )

  for (const turn of ['on', 'off'] as const) {
    server.post(
      `${url}ways/:name/switch-${turn}`,
      { config: write, schema: { params } },
      async (request, reply) => {
        const { name } = request.params
        const also = note(deps, request, `way_switched_${turn}`, name)
        return attempt(deps, request, reply, () => switchWay(deps, name, turn, also))
      },
    )
  }

  server.post(
    `${url}ways/:name/rise`,
    { config: write, schema: { params } },
    async (request, reply) => {
      const { name } = request.params
      const also = note(deps, request, 'ways_ordered', name)
      return attempt(deps, request, reply, async () => {
        await orderWays(deps, await orderWithRisen(deps, name), also)
      })
    },
  )
  changeRoutes(server, deps)
  goalRoutes(server, deps)
}

/** The form asks for the factor before anything is typed into it. */
function changeRoutes(server: App, deps: DeskDeps): void {
  server.get(`${url}ways/:name`, { config: write, schema: { params } }, (request, reply) =>
    show(deps, request, reply, {}, request.params.name),
  )

  server.post(
    `${url}ways/:name`,
    { config: write, schema: { params, body: WayChangeBody } },
    async (request, reply) => {
      const { body, params: way, view } = request
      const { address, holder, iban, bic, remittance, label, note: words, version } = body
      const account = { holder, iban, bic, remittance }
      const texts = { [view.lang]: { label, note: words } }
      const changes = { address, account, texts, version }
      return attempt(
        deps,
        request,
        reply,
        () =>
          changeWay(deps, way.name, changes, (tx, before, after) =>
            recordAct(tx, {
              ...{ at: deps.clock.now(), actor: actorOf(request), act: 'desk.act_way_changed' },
              subject: { kind: 'giving', id: way.name, name: way.name },
              ...{ before: detailsOf(before), after: detailsOf(after) },
            }),
          ),
        way.name,
      )
    },
  )
}

function detailsOf({ address, account, texts }: WayInput) {
  return { address, account, texts }
}

function goalRoutes(server: App, deps: DeskDeps): void {
  server.post(`${url}goal`, { config: write, schema: { body: GoalBody } }, (request, reply) => {
    const { body } = request
    const also = note(deps, request, 'goal_set', 'goal', body)
    return attempt(deps, request, reply, () => setGoal(deps, goalOf(body), also))
  })

  server.post(`${url}goal/end`, { config: write }, (request, reply) => {
    const also = note(deps, request, 'goal_ended', 'goal')
    return attempt(deps, request, reply, () => endGoal(deps, also))
  })

  const AskBody = Type.Object({ language: text(3), text: text(2000) })
  server.post(`${url}ask`, { config: write, schema: { body: AskBody } }, (request, reply) => {
    const { language, text: words } = request.body
    const also = note(deps, request, 'ask_changed', language, { text: words.slice(0, 200) })
    return attempt(deps, request, reply, () => saveAsk(deps, language, words, also))
  })
}

function wayOf(body: Static<typeof WayBody>, lang: string) {
  const { name, kind, address, holder, iban, label, note: words } = body
  const texts = { [lang]: { label: label || undefined, note: words || undefined } }
  if (kind === 'bank') return { name, kind, account: { holder, iban }, texts }
  return { name, kind, address, texts }
}

function goalOf({ amount, currency, basis, ends }: Static<typeof GoalBody>) {
  const code = currency.trim().toUpperCase()
  const amountMinor = readAmount(amount, code || 'EUR') ?? 0
  return { amountMinor, currency: code, basis, endsOn: ends || undefined }
}

async function orderWithRisen({ db }: DeskDeps, name: string): Promise<string[]> {
  const names = (await listWays(db)).map((way) => way.name)
  const at = names.indexOf(name)
  const before = names[at - 1]
  if (at > 0 && before !== undefined) names.splice(at - 1, 2, name, before)
  return names
}

function note(
  { clock }: DeskDeps,
  request: FastifyRequest,
  act: string,
  ...[id, after]: [id: string, after?: unknown]
): AlsoDonations {
  const subject = { kind: 'giving', id, name: id }
  const actor = actorOf(request)
  return (tx) => recordAct(tx, { at: clock.now(), actor, act: `desk.act_${act}`, subject, after })
}

/** Shows the page again, with what was typed, when it cannot be done. */
async function attempt(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: () => Promise<unknown>,
  changing?: string,
): Promise<FastifyReply> {
  const actor = actorOf(request)
  requireHost(actor)
  requireFreshFactor(deps, actor)
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'conflict')) {
      throw error
    }
    const field = fields[error.messageKey] ?? 'form'
    const errors = { [field]: { key: error.messageKey, values: error.values } }
    return show(deps, request, reply.code(isOvertaken(errors) ? 409 : 422), errors, changing)
  }
  return reply.redirect(request.view.link(url), 303)
}

/** Somebody else has changed the same way. */
function isOvertaken({ form }: FieldErrors): boolean {
  return form?.key === 'donations.changed_meanwhile'
}

const fields: Record<string, string> = {
  'donations.bad_name': 'name',
  'donations.name_taken': 'name',
  'donations.bad_address': 'address',
  'donations.no_holder': 'holder',
  'donations.bad_iban': 'iban',
  'donations.bad_bic': 'bic',
  'donations.bad_amount': 'amount',
  'donations.bad_currency': 'currency',
  'donations.bad_day': 'ends',
  'donations.goal_ends_first': 'ends',
}

async function show(
  { reader, catalogues }: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: FieldErrors = {},
  name?: string,
): Promise<FastifyReply> {
  requireHost(actorOf(request))
  const asks: Record<string, string> = {}
  for (const language of catalogues.languages) {
    asks[language] = (await findAsk(reader, language)) ?? ''
  }
  const ways = await listWays(reader)
  const changing = ways.find((way) => way.name === name)
  if (name !== undefined && !changing) {
    throw new AppError('not_found', 'donations.no_such_way', { name })
  }
  const goal = await findGoal(reader)
  const { view } = request
  const typed = request.body as Record<string, string> | undefined
  const now = changing && valuesOf(changing, view.lang)
  const meanwhile = isOvertaken(errors) ? now : undefined
  // Who sends it again has seen what stands there now.
  const values = { ...(typed ?? now), ...(meanwhile && { version: meanwhile.version }) }
  const props = { view, ways, goal, asks, values, errors, changing, meanwhile }
  return reply.html(<GivingPage {...props} />)
}
