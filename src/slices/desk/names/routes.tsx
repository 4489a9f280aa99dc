import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { App } from '../../../platform/http/types.ts'
import { dayOf } from '../../../platform/time.ts'
import { nameUses } from '../../../platform/veil/veil.ts'
import { actorOf, requireFreshFactor } from '../../accounts/index.ts'
import {
  type AgreedBy,
  findOwnCase,
  giveConsent,
  listNamed,
  openNames,
  readHistories,
  withdrawConsent,
} from '../../cases/index.ts'
import type { DeskDeps } from '../types.ts'
import { NamePage, type NamePageProps } from './names-page.tsx'
import { previewWithdrawal } from './preview.ts'

const Text = (maxLength: number) => Type.String({ maxLength, default: '' })
const params = Type.Object({ id: Text(36), person: Text(36) })
const WordBody = Type.Object({ by: Text(10), word: Text(300) })
const ConsentBody = Type.Object({
  ...WordBody.properties,
  ...{ on: Text(10), until: Text(10), after: Text(3), pages: Text(3), spread: Text(3) },
  letters: Text(3),
})

const page = '/desk/cases/:id/names/:person'

/** Consents to be named, and the switch that takes one back; both ask for a fresh factor. */
export function namesRoutes(server: App, deps: DeskDeps): void {
  const fresh = { access: 'editor', factor: 'fresh' } as const
  server.get(`${page}/`, { config: fresh, schema: { params } }, async (request, reply) =>
    showName(deps, request, reply, {}),
  )
  server.post(
    `${page}/consents`,
    { config: fresh, schema: { params, body: ConsentBody } },
    async (request, reply) =>
      act(deps, request, reply, 'consents', async (personId) => {
        const { by, word, on, until, after, ...uses } = request.body
        await giveConsent(deps, actorOf(request), {
          // Whoever is nobody of them is refused by the verb, with what was typed.
          ...{ personId, agreedBy: by as AgreedBy, word },
          agreedOn: on || dayOf(deps.clock.now()),
          uses: nameUses.filter((use) => uses[use] === 'yes'),
          holdsAfterRelease: after === 'yes',
          ...(until && { until }),
        })
      }),
  )
  server.post(
    `${page}/withdrawal`,
    { config: fresh, schema: { params, body: WordBody } },
    async (request, reply) =>
      act(deps, request, reply, 'withdrawal', async (personId) => {
        const { by, word } = request.body
        await withdrawConsent(deps, actorOf(request), { personId, agreedBy: by as AgreedBy, word })
      }),
  )
}

type NameRequest = FastifyRequest<{ Params: { id: string; person: string } }>

/** What is refused comes back with what was typed. */
async function act(
  deps: DeskDeps,
  request: NameRequest,
  reply: FastifyReply,
  form: 'consents' | 'withdrawal',
  verb: (personId: string) => Promise<void>,
): Promise<FastifyReply> {
  const { id, person } = request.params
  requireFreshFactor(deps, actorOf(request))
  try {
    await verb(person)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    const errors = { form: { key: error.messageKey, values: error.values } }
    const values = request.body as Record<string, string>
    return showName(deps, request, reply.code(422), { errors, values, refused: form })
  }
  return reply.redirect(request.view.link(`/desk/cases/${id}/names/${person}/`), 303)
}

async function showName(
  deps: DeskDeps,
  request: NameRequest,
  reply: FastifyReply,
  form: Pick<NamePageProps, 'errors' | 'values' | 'refused'>,
): Promise<FastifyReply> {
  const { reader, secrets, clock } = deps
  const { id, person: personId } = request.params
  const { ledger } = await findOwnCase(reader, actorOf(request), id)
  const person = ledger.people.find((one) => one.id === personId)
  const named = (await listNamed(deps, dayOf(clock.now()))).find(({ name }) => name.id === personId)
  if (!person || !named) throw new AppError('not_found', 'cases.not_found')
  const history = (await readHistories({ db: reader, secrets }, personId)).get(personId) ?? []
  const { uses } = named
  const { view } = request
  const all = await openNames({ db: reader, secrets }, { personId })
  const { names, former } = all.get(personId) ?? { names: [], former: [] }
  const preview = uses.length > 0 ? await previewWithdrawal(deps, named) : undefined
  return reply.html(
    <NamePage {...{ view, caseId: id, person, names, former, history, uses, preview, ...form }} />,
  )
}
