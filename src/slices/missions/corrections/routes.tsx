import { Type } from 'typebox'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { fieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { findMission } from '../queries.ts'
import type { Mission } from '../types.ts'
import { CorrectionPage, correctionPath } from './page.tsx'
import { CorrectionBody, correctionLimits, submitCorrection } from './submit.ts'

const config = { access: 'public' } as const
const params = Type.Object({
  state: Type.String({ maxLength: 2 }),
  id: Type.String({ maxLength: 36 }),
})

/** A newsroom behind one address may have found many; a machine finds more. */
const MAX_PER_NETWORK_AND_HOUR = 20

/** Readers' word that a contact is wrong. */
export function correctionRoutes(app: App, deps: Pick<Deps, 'db' | 'reader' | 'clock'>): void {
  const url = '/missions/:state/corrections/:id'
  const countNetwork = app.createRateLimit({ max: MAX_PER_NETWORK_AND_HOUR, timeWindow: HOUR_MS })

  app.get(
    url,
    {
      config,
      schema: { params, querystring: Type.Object({ sent: Type.Optional(Type.Literal('1')) }) },
    },
    async ({ params, query, view }, reply) => {
      const mission = await requireMissionOf(deps.reader, params)
      const isSent = query.sent !== undefined
      return reply.html(<CorrectionPage view={view} mission={mission} isSent={isSent} />)
    },
  )

  app.post(
    url,
    {
      config,
      schema: { params, body: CorrectionBody },
      attachValidation: true,
      bodyLimit: correctionLimits.formBytes,
    },
    async (request, reply) => {
      const { body, view } = request
      const mission = await requireMissionOf(deps.reader, request.params)
      const network = await countNetwork(request)
      const isTooMuch = !network.isAllowed && network.isExceeded
      const errors = isTooMuch
        ? { form: { key: 'missions.correction_network' } }
        : (fieldErrors(request) ??
          (await submitCorrection(deps, { missionId: mission.id, language: view.lang }, body)))
      if (!errors) return reply.redirect(view.link(`${correctionPath(mission)}?sent=1`), 303)
      const page = <CorrectionPage view={view} mission={mission} values={body} errors={errors} />
      return reply.code(isTooMuch ? 429 : 422).html(page)
    },
  )
}

async function requireMissionOf(
  reader: Db,
  { id, state }: { id: string; state: string },
): Promise<Mission> {
  const mission = await findMission(reader, id)
  if (!mission || mission.sendingState !== state.toUpperCase()) {
    throw new AppError('not_found', 'missions.unknown_mission', { id })
  }
  return mission
}
