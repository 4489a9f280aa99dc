import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { App } from '../../../platform/http/types.ts'
import { type Actor, actorOf } from '../../accounts/index.ts'
import { findRevision, listRevisions, openAppeal, saveSheet } from '../../appeals/index.ts'
import type { DeskDeps } from '../types.ts'
import { ConflictPage } from './conflict-page.tsx'
import { HistoryPage, RevisionPage } from './history-page.tsx'

const PAGE_SIZE = 50
const config = { access: 'editor' } as const
const Id = Type.String({ maxLength: 36 })
const params = Type.Object({ id: Id, revision: Id })

/** What was saved, what each save changed, and taking an earlier one up again. */
export function historyRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/appeals/:id/revisions/',
    {
      config,
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ before: Type.Optional(Id) }),
      },
    },
    async (request, reply) => {
      const { view, query } = request
      const appeal = await openAppeal(deps, actorOf(request), request.params.id)
      const options = { before: query.before, limit: PAGE_SIZE + 1 }
      const found = await listRevisions(deps.reader, appeal.id, options)
      const revisions = found.slice(0, PAGE_SIZE)
      const next = found.length > PAGE_SIZE ? revisions.at(-1)?.id : undefined
      return reply.html(<HistoryPage {...{ view, appeal, revisions, next }} />)
    },
  )

  const url = '/desk/appeals/:id/revisions/:revision'
  server.get(url, { config, schema: { params } }, async (request, reply) => {
    const { view } = request
    const { appeal, revision } = await find(deps, actorOf(request), request.params)
    const before = await findRevision(deps.reader, revision.basedOn ?? '')
    return reply.html(<RevisionPage {...{ view, appeal, revision, before }} />)
  })

  server.post(
    `${url}/restoration`,
    { config, schema: { params, body: Type.Object({ base: Id }) } },
    async (request, reply) => {
      const { view, body } = request
      const actor = actorOf(request)
      const { appeal, revision } = await find(deps, actor, request.params)
      const { language, fields, originalId } = revision
      const outcome = await saveSheet(deps, actor, {
        ...{ appealId: appeal.id, language, fields, originalId },
        ...{ base: body.base, origin: 'restore' },
      })
      if (outcome.kind === 'conflict') {
        const page = <ConflictPage view={view} appealId={appeal.id} {...outcome} />
        return reply.code(409).html(page)
      }
      return reply.redirect(view.link(`/desk/appeals/${appeal.id}/texts/${language}?saved=1`), 303)
    },
  )
}

async function find(
  deps: DeskDeps,
  actor: Actor,
  { id, revision: revisionId }: { id: string; revision: string },
) {
  const appeal = await openAppeal(deps, actor, id)
  const revision = await findRevision(deps.reader, revisionId)
  if (revision?.appealId !== appeal.id) throw new AppError('not_found', 'desk.revision_unknown')
  return { appeal, revision }
}
