import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { actorOf } from '../../accounts/index.ts'
import {
  askForRelease,
  beginTranslation,
  cancelRelease,
  discardDraft,
  findPlannedRelease,
  findRevision,
  listPending,
  listReleases,
  listTranslations,
  openAppeal,
  reopenAppeal,
} from '../../appeals/index.ts'
import type { DeskDeps } from '../types.ts'
import { OverviewPage } from './overview-page.tsx'

const config = { access: 'editor' } as const
const fresh = { access: 'editor', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })

/** The page of one appeal at the desk, and its small acts. */
export function overviewRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/appeals/:id/', { config, schema: { params } }, async (request, reply) => {
    const { view } = request
    const appeal = await openAppeal(deps, actorOf(request), request.params.id)
    const [head, pending, translations, planned, [last]] = await Promise.all([
      findRevision(deps.reader, appeal.sheets[0]?.headId ?? ''),
      listPending(deps.reader, appeal),
      listTranslations(deps.reader, appeal, view.languages),
      findPlannedRelease(deps.reader, appeal.id),
      listReleases(deps.reader, appeal.id, 1),
    ])
    const title = head?.fields.title || view.t('desk.appeal_untitled')
    const known = { view, appeal, title, pending, translations, planned, failed: last }
    return reply.html(<OverviewPage {...known} />)
  })

  for (const [act, verb, isFresh] of [
    ['release-request', askForRelease, false],
    ['release/cancellation', cancelRelease, false],
    ['reopening', reopenAppeal, true],
  ] as const) {
    server.post(
      `/desk/appeals/:id/${act}`,
      { config: isFresh ? fresh : config, schema: { params } },
      async (request, reply) => {
        const { id } = request.params
        await verb(deps, actorOf(request), id)
        return reply.redirect(request.view.link(`/desk/appeals/${id}/`), 303)
      },
    )
  }

  server.post(
    '/desk/appeals/:id/discarding',
    { config, schema: { params } },
    async (request, reply) => {
      await discardDraft(deps, actorOf(request), request.params.id)
      return reply.redirect(request.view.link('/desk/appeals/'), 303)
    },
  )

  server.post(
    '/desk/appeals/:id/translations',
    { config, schema: { params, body: Type.Object({ language: Type.String({ maxLength: 20 }) }) } },
    async (request, reply) => {
      const { id } = request.params
      const { language } = request.body
      await beginTranslation(deps, actorOf(request), { appealId: id, language })
      return reply.redirect(request.view.link(`/desk/appeals/${id}/texts/${language}`), 303)
    },
  )
}
