import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { actorOf } from '../../accounts/index.ts'
import { createDraft, deskStates, listDeskAppeals } from '../../appeals/index.ts'
import type { DeskDeps } from '../types.ts'
import { ListPage } from './list-page.tsx'

const PAGE_SIZE = 50
const config = { access: 'editor' } as const

const ListQuery = Type.Object({
  state: Type.Optional(Type.Union(deskStates.map((state) => Type.Literal(state)))),
  after: Type.Optional(Type.String({ maxLength: 80 })),
})
const NewBody = Type.Object({
  language: Type.String({ maxLength: 20 }),
  updates: Type.Optional(Type.String({ maxLength: 36 })),
})

/** The organisation's appeals, and how one is begun. */
export function listRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/appeals/',
    { config, schema: { querystring: ListQuery } },
    async (request, reply) => {
      const { view, query } = request
      const options = { ...query, limit: PAGE_SIZE }
      const found = await listDeskAppeals(deps.reader, actorOf(request), options)
      return reply.html(<ListPage view={view} state={query.state} {...found} />)
    },
  )

  server.post('/desk/appeals/', { config, schema: { body: NewBody } }, async (request, reply) => {
    const { view, body } = request
    const draft = { language: body.language, updatesId: body.updates }
    const id = await createDraft(deps, actorOf(request), draft)
    return reply.redirect(view.link(`/desk/appeals/${id}/texts/`), 303)
  })
}
