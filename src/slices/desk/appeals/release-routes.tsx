import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import type { Instant } from '../../../platform/time.ts'
import { type Actor, actorOf } from '../../accounts/index.ts'
import {
  decideRelease,
  findRevision,
  isAuthor,
  listLetterCorrections,
  listPending,
  openAppeal,
} from '../../appeals/index.ts'
import { countRewordable } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { ReleasePage, type ReleasePageProps } from './release-page.tsx'

const config = { access: 'editor', factor: 'fresh' } as const
const url = '/desk/appeals/:id/release'
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })

const Many = Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100, default: [] })
const ReleaseBody = Type.Object({
  revision: Many,
  check: Many,
  override: Type.String({ maxLength: 500, default: '' }),
  release_at: Type.String({ maxLength: 30, default: '' }),
  reword: Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')])),
})

/** The last look, and the decision. */
export function releaseRoutes(server: App, deps: DeskDeps): void {
  server.get(url, { config, schema: { params } }, (request, reply) =>
    show(deps, request, reply, { values: { checked: [] }, errors: {} }),
  )

  server.post(url, { config, schema: { params, body: ReleaseBody } }, async (request, reply) => {
    const { view, body } = request
    const { id } = request.params
    const outcome = await tryRelease(deps, actorOf(request), id, body)
    if (!outcome) return reply.redirect(view.link(`/desk/appeals/${id}/`), 303)
    const { status, errors } = outcome
    return show(deps, request, reply.code(status), { values: valuesOf(body), errors })
  })
}

/** Undefined when it was released; otherwise why not, for the form that comes back. */
async function tryRelease(
  deps: DeskDeps,
  actor: Actor,
  appealId: string,
  body: Static<typeof ReleaseBody>,
): Promise<{ status: 409 | 422; errors: FieldErrors } | undefined> {
  const releaseAt = readMoment(body.release_at)
  if (releaseAt === null) {
    return { status: 422, errors: { release_at: { key: 'desk.release_no_moment' } } }
  }
  try {
    const errors = await decideRelease(deps, actor, {
      ...{ appealId, releaseAt, checked: body.check },
      revisions: readRevisions(body.revision),
      overrideReason: body.override,
      reword: body.reword === 'yes',
    })
    return errors && { status: 422, errors }
  } catch (error) {
    // Somebody saved meanwhile: what was ticked and typed stays, beside what is there to see now.
    if (!(error instanceof AppError) || error.messageKey !== 'appeals.release_stale') throw error
    return { status: 409, errors: { revision: { key: error.messageKey } } }
  }
}

async function show(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: Static<typeof params> }>,
  reply: FastifyReply,
  form: Pick<ReleasePageProps, 'values' | 'errors'>,
): Promise<FastifyReply> {
  const { view } = request
  const actor = actorOf(request)
  const appeal = await openAppeal(deps, actor, request.params.id)
  const pending = await listPending(deps.reader, appeal)
  const ready = pending.filter(({ errors }) => Object.keys(errors).length === 0)
  if (ready.length === 0) {
    const problem = pending.length === 0 ? 'release_nothing' : 'release_unfinished'
    throw new AppError('conflict', `appeals.${problem}`)
  }
  const head = await findRevision(deps.reader, appeal.sheets[0]?.headId ?? '')
  const corrections = await listLetterCorrections(deps.reader, appeal, ready)
  const letters =
    corrections.length > 0 ? await countRewordable(deps, appeal.id, corrections) : undefined
  const isOwn = await isAuthor(deps.reader, appeal, actor)
  const title = head?.fields.title || view.t('desk.appeal_untitled')
  return reply.html(<ReleasePage {...{ view, appeal, title, ready, isOwn, letters, ...form }} />)
}

function valuesOf(body: Static<typeof ReleaseBody>): ReleasePageProps['values'] {
  return {
    override: body.override,
    releaseAt: body.release_at,
    checked: body.check,
    reword: body.reword && body.reword === 'yes',
    languages: Object.keys(readRevisions(body.revision)),
  }
}

/** `en:REVISION` for each language that was looked at. */
function readRevisions(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [, language = '', id = ''] = /^([A-Za-z-]+):([0-9a-f-]{36})$/.exec(pair) ?? []
      return id === '' ? [] : [[language, id]]
    }),
  )
}

/** What a browser sends for a day and a time, taken as UTC; null when it is neither. */
function readMoment(text: string): Instant | undefined | null {
  if (text.trim() === '') return undefined
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? new Date(`${text}Z`) : new Date('')
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
