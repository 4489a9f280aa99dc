import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '../errors.ts'
import { ErrorPage } from '../html/error-page.tsx'

/** The one table that turns codes into statuses (RFC 9110). */
const statuses: Record<ErrorCode, number> = {
  not_found: 404,
  invalid: 400,
  forbidden: 403,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
}

const RETRY_AFTER_SECONDS = 60

/** Turns whatever was thrown into an answer: words for a refusal, no detail for a bug. */
export function answerError(
  error: FastifyError | AppError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const refusal = asRefusal(error)
  const route = request.routeOptions.url
  if (!refusal) {
    request.log.error({ err: error, route }, 'a request failed')
    sendError(request, reply.code(500), { code: 'unexpected' })
    return
  }
  // What somebody tried to do, never who: addresses of links and forms stay out of the log.
  if (request.method === 'POST') {
    request.log.warn({ route, code: refusal.code, key: refusal.messageKey }, 'refused')
  }
  if (refusal.code === 'unavailable') void reply.header('retry-after', RETRY_AFTER_SECONDS)
  sendError(request, reply.code(statusOf(error) ?? statuses[refusal.code]), refusal)
}

/** The answer to an address that no route knows. */
export function answerUnknown(request: FastifyRequest, reply: FastifyReply): void {
  sendError(request, reply.code(404), { code: 'not_found' })
}

type Refusal = Pick<AppError, 'code'> & Partial<Pick<AppError, 'messageKey' | 'values'>>

function asRefusal(error: Error): Refusal | undefined {
  if (error instanceof AppError) return error
  const status = statusOf(error)
  if (status === 413) return { code: 'invalid', messageKey: 'platform.error_too_large' }
  if (status === 415) return { code: 'invalid', messageKey: 'platform.error_unsupported_type' }
  if (status === 429) return { code: 'rate_limited' }
  if (status === 404) return { code: 'not_found' }
  return status !== undefined && status < 500 ? { code: 'invalid' } : undefined
}

function statusOf(error: Error): number | undefined {
  return 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined
}

function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    code,
    messageKey,
    values,
  }: Refusal | { code: 'unexpected'; messageKey?: string; values?: Refusal['values'] },
): void {
  const { view } = request
  void reply.header('cache-control', 'no-store')
  if (/\.json(\?|$)/.test(view.path)) {
    const message = view.t(messageKey ?? `platform.error_${code}_text`, values)
    void reply.send({ error: { code, message } })
    return
  }
  reply.html(<ErrorPage view={view} code={code} messageKey={messageKey} values={values} />)
}
