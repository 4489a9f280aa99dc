import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { killMailbox, reviveMailbox } from './demo/kill-mailbox.ts'
import { KeptMessagePage, MailboxPage } from './pages.tsx'
import { findKeptMessage, listDeaths, listKeptMessages } from './queries.ts'

const PAGE_SIZE = 50

/** The built-in mailbox, open to whoever reaches the server; in the demo only. */
export function mailRoutes(app: App, deps: Deps): void {
  const { config, reader, secrets } = deps
  if (!config.demo) return
  const store = { db: reader, secrets }

  app.get(
    '/mailbox',
    {
      config: { access: 'public' },
      schema: {
        querystring: Type.Object({ before: Type.Optional(Type.String({ maxLength: 36 })) }),
      },
    },
    async (request, reply) => {
      const { view, query } = request
      const found = await listKeptMessages(store, { beforeId: query.before, limit: PAGE_SIZE + 1 })
      const messages = found.slice(0, PAGE_SIZE)
      const olderThan = found.length > PAGE_SIZE ? messages.at(-1)?.id : undefined
      const props = { view, messages, olderThan, dead: await listDeaths(reader) }
      return reply.html(<MailboxPage {...props} />)
    },
  )

  app.get(
    '/mailbox/:id',
    {
      config: { access: 'public' },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const kept = await findKeptMessage(store, request.params.id)
      if (!kept) throw new AppError('not_found', 'mail.kept_not_found')
      return reply.html(<KeptMessagePage view={request.view} kept={kept} />)
    },
  )

  const options = {
    config: { access: 'public' } as const,
    schema: { body: Type.Object({ address: Type.String({ maxLength: 254 }) }) },
  }
  app.post('/mailbox/deaths', options, async ({ body, view }, reply) => {
    await killMailbox(deps, body.address)
    return reply.redirect(view.link('/mailbox'), 303)
  })
  app.post('/mailbox/revivals', options, async ({ body, view }, reply) => {
    await reviveMailbox(deps, body.address)
    return reply.redirect(view.link('/mailbox'), 303)
  })
}
