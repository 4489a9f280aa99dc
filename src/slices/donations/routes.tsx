import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { MINUTE_MS } from '../../platform/time.ts'
import { findGiving } from './find-giving.ts'
import { DonatePage } from './pages.tsx'
import { createPaypalCertificates } from './paypal/certificates.ts'
import { takePatreonReport } from './take-patreon.ts'
import { takePaypalReport } from './take-paypal.ts'
import { GIVEN_FACT, GIVING_FACT } from './topics.ts'

/** What PayPal's certificates are fetched and measured with; tests bring their own. */
type Trust = Pick<Parameters<typeof createPaypalCertificates>[0], 'fetchBytes' | 'roots'>

const REPORTS_PER_MINUTE = 300

/** `/donate/`, and `/webhooks/paypal` and `/webhooks/patreon`, where those report what came in. */
export function donationsRoutes(server: App, deps: Deps, trust: Trust = {}): void {
  const { clock, config, reader } = deps

  const cached = { config: { access: 'public', cached: true } } as const
  server.get('/donate/', cached, async (request, reply) => {
    const giving = await findGiving(reader, request.view.lang)
    if (giving.ways.length === 0) throw new AppError('not_found', 'donations.no_ways')
    return reply.html(<DonatePage view={request.view} giving={giving} />, {
      facts: [GIVING_FACT, GIVEN_FACT],
    })
  })

  const certificates = createPaypalCertificates({
    clock,
    environment: config.paypalEnvironment,
    ...trust,
  })
  void server.register(async (scope) => {
    keepBodiesRaw(scope as unknown as App)
    const rateLimit = { max: REPORTS_PER_MINUTE, timeWindow: MINUTE_MS }
    const limited = { config: { access: 'public', rateLimit } } as const

    // PayPal and Patreon want a plain 200 for whatever need not be sent again.
    scope.post('/webhooks/paypal', limited, async ({ headers, body }, reply) => {
      await takePaypalReport({ ...deps, certificates }, headers, bytesOf(body))
      return reply.code(200).send()
    })
    scope.post('/webhooks/patreon', limited, async ({ headers, body }, reply) => {
      await takePatreonReport(deps, headers, bytesOf(body))
      return reply.code(200).send()
    })
  })
}

/** What is signed are the bytes, so nothing may be read out of them before. */
function keepBodiesRaw(scope: App): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}
