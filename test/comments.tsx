import type { TestContext } from 'node:test'
import type { Config } from '../src/platform/config.ts'
import { loadAssets } from '../src/platform/html/assets.ts'
import { Layout } from '../src/platform/html/layout.tsx'
import type { View } from '../src/platform/html/view.ts'
import { createServer } from '../src/platform/http/server.ts'
import type { App } from '../src/platform/http/types.ts'
import { MINUTE_MS } from '../src/platform/time.ts'
import {
  Comments,
  CommentsQuery,
  type CommentsRequest,
  commentPostRoute,
  commentsRoutes,
  loadComments,
} from '../src/slices/comments/index.ts'
import type { ComposedMessage, Mailer } from '../src/slices/mail/index.ts'
import { openTestApp, type TestApp } from './harness.ts'

/** A page that can be commented on; what it is about does not matter to the room. */
export const PAGE = '/2013/05/22/arrests/'
export const SUBJECT = { kind: 'page', id: 'arrests' }

const typed = { name: 'Chloé', email: 'chloe@reader.example', text: 'Release them all today!' }

export interface CommentsApp extends TestApp {
  /** Serves the page and the room's own routes. */
  server: App
  /** Everything that was handed to the mailer, in order. */
  sent: ComposedMessage[]
  /** Reads the page's form, waits a minute, and sends it. */
  post(
    form?: Record<string, string | undefined>,
    headers?: Record<string, string>,
  ): ReturnType<typeof postForm>
  /** Sends a comment that is taken, and returns its id. */
  comment(form?: Record<string, string>): Promise<string>
  page(query?: string): Promise<string>
}

/** An installation with one page that can be commented on, and a mail server that takes all. */
export async function openCommentsApp(
  t: TestContext,
  changes: Partial<Config> = {},
): Promise<CommentsApp> {
  const app = await openTestApp(t, { moderators: ['bruno@outcry.example'], ...changes })
  const sent: ComposedMessage[] = []
  const mailer: Mailer = {
    async handOver(message) {
      sent.push(message)
      return { kind: 'accepted', words: '250 2.0.0 Ok' }
    },
    close: async () => {},
  }
  Object.assign(app.deps, { mailer })
  const server = await servePage(t, app)
  const page = async (query = '') => (await server.inject(PAGE + query)).body
  const post: CommentsApp['post'] = async (form = {}, headers = {}) => {
    const { reply } = form
    const stamp = hiddenField(await page(reply ? `?reply=${reply}` : ''), 'stamp')
    app.clock.advance(MINUTE_MS)
    return postForm(server, { stamp, ...typed, ...form }, headers)
  }
  const comment: CommentsApp['comment'] = async (form) => {
    const answer = await post(form)
    const token = /\/comments\/([\w-]+)$/.exec(String(answer.headers.location))?.[1] ?? ''
    return app.deps.secrets.readToken('comment-status', token) ?? ''
  }
  return { ...app, server, sent, post, comment, page }
}

/** The value of a hidden field of the first form that has it. */
export function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
}

/** The paths on the site that a mail leads to, in order. */
export function linksIn(message: ComposedMessage | undefined): string[] {
  const links = message?.readable.text.match(/https:\/\/outcry\.example\/\S+/g) ?? []
  return links.map((link) => link.slice('https://outcry.example'.length))
}

function postForm(
  server: App,
  form: Record<string, string | undefined>,
  headers: Record<string, string>,
) {
  const fields = Object.entries(form).filter(([, value]) => value !== undefined)
  return server.inject({
    method: 'POST',
    url: `${PAGE}comments`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(Object.fromEntries(fields) as Record<string, string>).toString(),
  })
}

async function servePage(t: TestContext, { deps }: TestApp): Promise<App> {
  const server = await createServer({ ...deps, assets: loadAssets('assets') })
  const render = async (view: View, request: CommentsRequest) => {
    const comments = await loadComments(deps, SUBJECT, request)
    return (
      <Layout view={view} title="Arrests" noindex>
        <Comments view={view} path={PAGE} comments={comments} />
      </Layout>
    )
  }
  commentsRoutes(server, deps)
  commentPostRoute(server, deps, {
    url: `${PAGE}comments`,
    findPage: async ({ view }) => ({
      subject: SUBJECT,
      path: PAGE,
      render: async (form) => ({ page: await render(view, form) }),
    }),
  })
  server.get(
    PAGE,
    { config: { access: 'public' }, schema: { querystring: CommentsQuery } },
    async (request, reply) => reply.html(await render(request.view, request.query)),
  )
  await server.ready()
  t.after(() => server.close())
  return server
}
