import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { readUpload, uploadRoutes } from '../../../platform/http/uploads.ts'
import {
  type Actor,
  actorOf,
  recordAct,
  requireFreshFactor,
  requireHost,
} from '../../accounts/index.ts'
import {
  type Also,
  applyImport,
  findImport,
  findMissionsById,
  listImports,
  type MissionImport,
  prepareImport,
  undoImport,
} from '../../missions/index.ts'
import type { DeskDeps } from '../types.ts'
import { ImportPage, ImportsPage } from './import-pages.tsx'

/** The directory of the whole world has some three megabytes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024
const MAX_LISTED = 20
const config = { access: 'administrator', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const url = '/desk/missions/imports/'

/** Files of missions: uploaded, looked at, taken in, undone. */
export function importRoutes(server: App, deps: DeskDeps): void {
  server.get(url, { config }, (request, reply) => showImports(deps, request, reply))

  uploadRoutes(server, (scope) => {
    scope.post(url, { config }, async (request, reply) => {
      requireHost(actorOf(request))
      try {
        const file = await readUpload(request, { maxBytes: MAX_FILE_BYTES })
        if (!file) throw new AppError('invalid', 'desk.import_without_file')
        const id = await prepareImport(deps, { name: file.name, content: file.bytes })
        return reply.redirect(request.view.link(url + id), 303)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error
        const errors = { file: { key: error.messageKey, values: error.values } }
        return showImports(deps, request, reply.code(422), errors)
      }
    })
  })

  server.get(`${url}:id`, { config, schema: { params } }, async (request, reply) => {
    const { view } = request
    const actor = actorOf(request)
    requireHost(actor)
    const found = await requireImport(deps, request.params.id)
    const { contacts, descriptions = [] } = found.summary
    const ids = [...contacts, ...descriptions].map(({ missionId }) => missionId)
    const missions = await findMissionsById(deps.reader, [...new Set(ids)])
    return reply.html(<ImportPage {...{ view, actor, found, missions }} />)
  })

  for (const [path, verb, act] of [
    ['application', applyImport, 'desk.act_missions_imported'],
    ['undoing', undoImport, 'desk.act_import_undone'],
  ] as const) {
    server.post(`${url}:id/${path}`, { config, schema: { params } }, async (request, reply) => {
      const actor = actorOf(request)
      requireHost(actor)
      requireFreshFactor(deps, actor)
      const found = await requireImport(deps, request.params.id)
      await verb(deps, found.id, note(deps, { actor, act, found }))
      return reply.redirect(request.view.link(url + found.id), 303)
    })
  }
}

async function showImports(
  { reader }: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: FieldErrors = {},
): Promise<FastifyReply> {
  const { view } = request
  const actor = actorOf(request)
  requireHost(actor)
  const imports = await listImports(reader, MAX_LISTED)
  return reply.html(<ImportsPage {...{ view, actor, imports, errors }} />)
}

async function requireImport({ reader }: DeskDeps, id: string): Promise<MissionImport> {
  const found = await findImport(reader, id)
  if (!found) throw new AppError('not_found', 'missions.import_unknown')
  return found
}

function note(
  { clock }: DeskDeps,
  { actor, act, found }: { actor: Actor; act: string; found: MissionImport },
): Also {
  const { id, fileName, summary } = found
  const subject = { kind: 'import', id, name: fileName }
  const after = { rows: summary.rows, ...summary.outcomes }
  return (tx) => recordAct(tx, { at: clock.now(), actor, act, subject, after })
}
