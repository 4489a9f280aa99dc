import type { FastifyReply } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import { addMs, MINUTE_MS } from '../../platform/time.ts'
import { hashCode, readCode } from './confirmation/code.ts'
import { confirmLetter } from './confirmation/confirm.ts'
import { letterToken, readLetterToken } from './confirmation/links.ts'
import {
  BrokenLinkPage,
  CodeUsedPage,
  ConfirmationPage,
  ConfirmPage,
} from './pages/confirm-pages.tsx'
import { describeFate, describeUnconfirmed } from './pages/describe-fate.ts'
import { FatePage } from './pages/fate-page.tsx'
import { findLetterByCode } from './queries.ts'
import { CodeBody, FateQuery, TokenParams } from './schemas.ts'
import { LAPSE_AFTER_MS } from './types.ts'
import { withdrawLetter } from './withdraw.ts'

type FateDeps = Pick<
  Deps,
  'config' | 'db' | 'reader' | 'clock' | 'facts' | 'secrets' | 'catalogues'
>

/** Codes that one network may try in a quarter of an hour, right or wrong. */
const MAX_CODES = 20

/** So much of a wrong code is shown again. */
const MAX_TYPED_CHARS = 20

/**
 * `/confirm` and `/letters/TOKEN`. `GET` and `HEAD` change nothing, because mail scanners follow every
 * link; nothing here is kept by browsers or found by search engines.
 */
export function fateRoutes(server: App, deps: FateDeps): void {
  addCodeRoutes(server, deps)
  addLetterRoutes(server, deps)
}

/** Where the code from the mail is typed. */
function addCodeRoutes(server: App, deps: FateDeps): void {
  const config = { access: 'public' } as const
  const rateLimit = { max: MAX_CODES, timeWindow: 15 * MINUTE_MS }

  server.get('/confirm', { config }, async (request, reply) =>
    personal(reply).html(<ConfirmPage view={request.view} errors={{}} />),
  )

  server.post(
    '/confirm',
    { config: { ...config, rateLimit }, schema: { body: CodeBody } },
    async (request, reply) => {
      const { view, body } = request
      const letter = await findByCode(deps, body.code)
      if (letter?.isConfirmed) return personal(reply).html(<CodeUsedPage view={view} />)
      if (letter) return confirmAndGo(reply, deps, { view, letterId: letter.id })
      const errors = { code: { key: 'protests.error_code' } }
      const typed = body.code.slice(0, MAX_TYPED_CHARS)
      return personal(reply.code(422)).html(<ConfirmPage {...{ view, errors, typed }} />)
    },
  )
}

/** One letter, under its token: its fate, its confirmation, and how to take it back. */
function addLetterRoutes(server: App, deps: FateDeps): void {
  const options = {
    config: { access: 'public' } as const,
    schema: { params: TokenParams, querystring: FateQuery },
  }
  const idOf = (request: { params: { token: string } }) =>
    readLetterToken(deps.secrets, request.params.token)

  server.get('/letters/:token', options, async (request, reply) => {
    const { view, params, query } = request
    const letterId = idOf(request)
    if (!letterId) return answerBrokenLink(reply, view)
    const fate = await describeFate(deps, letterId, view.t)
    const props = { view, path: `/letters/${params.token}`, isTwin: query.twin !== undefined }
    return personal(reply).html(<FatePage {...props} {...fate} />)
  })

  server.get('/letters/:token/confirmation', options, async (request, reply) => {
    const { view, params } = request
    const letterId = idOf(request)
    if (!letterId) return answerBrokenLink(reply, view)
    const shown = await describeUnconfirmed(deps, letterId, view.t)
    if (!shown) return goToFate(reply, deps, { view, letterId })
    const path = `/letters/${params.token}/confirmation`
    return personal(reply).html(<ConfirmationPage view={view} path={path} {...shown} />)
  })

  server.post('/letters/:token/confirmation', options, async (request, reply) => {
    const { view } = request
    const letterId = idOf(request)
    if (!letterId) return answerBrokenLink(reply, view)
    return confirmAndGo(reply, deps, { view, letterId })
  })

  server.post('/letters/:token/withdrawal', options, async (request, reply) => {
    const { view } = request
    const letterId = idOf(request)
    if (!letterId) return answerBrokenLink(reply, view)
    await withdrawLetter(deps, letterId)
    return goToFate(reply, deps, { view, letterId })
  })
}

/** An answer for one person alone. */
function personal(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
}

function answerBrokenLink(reply: FastifyReply, view: View): FastifyReply {
  return personal(reply.code(404)).html(<BrokenLinkPage view={view} />)
}

function goToFate(
  reply: FastifyReply,
  { secrets }: Pick<Deps, 'secrets'>,
  { view, letterId }: { view: View; letterId: string },
): FastifyReply {
  const path = `/letters/${letterToken(secrets, letterId)}`
  return personal(reply).redirect(view.link(path), 303)
}

/** Confirms, and goes on to the letter's status page, or to that of the one confirmed before. */
async function confirmAndGo(
  reply: FastifyReply,
  deps: FateDeps,
  { view, letterId }: { view: View; letterId: string },
): Promise<FastifyReply> {
  const confirmation = await confirmLetter(deps, letterId)
  if (confirmation.kind !== 'twin') return goToFate(reply, deps, { view, letterId })
  const path = `/letters/${letterToken(deps.secrets, confirmation.letterId)}?twin=yes`
  return personal(reply).redirect(view.link(path), 303)
}

async function findByCode(
  { reader, clock, secrets }: Pick<Deps, 'reader' | 'clock' | 'secrets'>,
  typed: string,
): ReturnType<typeof findLetterByCode> {
  const code = readCode(typed)
  if (!code) return undefined
  // Codes are short enough to be guessed at by the million. That is why a code opens a letter only
  // while it waits for confirmation; afterwards the link alone leads to what became of it.
  const since = addMs(clock.now(), -LAPSE_AFTER_MS)
  return findLetterByCode(reader, hashCode(secrets, code), since)
}
