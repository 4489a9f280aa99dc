import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { readUploadForm, type UploadForm, uploadRoutes } from '../../../platform/http/uploads.ts'
import { newId } from '../../../platform/ids.ts'
import { actorOf } from '../../accounts/index.ts'
import { findRevision, openAppeal, rowKeys, saveSheet } from '../../appeals/index.ts'
import { addPicture, findPictures } from '../../media/index.ts'
import type { DeskDeps } from '../types.ts'
import { PicturesPage } from './pictures-page.tsx'

const MAX_PICTURE_BYTES = 20 * 1024 * 1024
const config = { access: 'editor' } as const
const url = '/desk/appeals/:id/pictures'
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
type Params = Static<typeof params>

/** Pictures of an appeal: each is made anew, and added to the newest revision. */
export function picturesRoutes(server: App, deps: DeskDeps): void {
  server.get(url, { config, schema: { params } }, (request, reply) =>
    show(deps, request, reply, { values: {}, errors: {} }),
  )

  uploadRoutes(server, (scope) => {
    scope.post(url, { config, schema: { params } }, async (request, reply) => {
      const { view } = request
      const form = await readUploadForm(request, { maxBytes: MAX_PICTURE_BYTES })
      const errors = await take(deps, request, form)
      if (errors) return show(deps, request, reply.code(422), { values: form.fields, errors })
      return reply.redirect(view.link(`/desk/appeals/${request.params.id}/pictures`), 303)
    })
  })
}

async function take(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: Params }>,
  { file, fields, problem }: UploadForm,
): Promise<FieldErrors | undefined> {
  const { id } = request.params
  const actor = actorOf(request)
  // Before the picture is worked on: it must be an appeal of theirs.
  await openAppeal(deps, actor, id)
  const { alt = '', caption = '', credit = '' } = fields
  if (problem) return { file: { key: problem.messageKey, values: problem.values } }
  if (!file) return { file: { key: 'desk.pictures_no_file' } }
  if (alt.trim() === '') return { alt: { key: 'media.alt_missing' } }
  try {
    const words = { alt, credit: credit || undefined }
    const { picture } = await addPicture(deps, { bytes: file.bytes, ...words })
    await addRow(deps, request, { id: picture.id, alt, caption, credit })
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error
    return { file: { key: error.messageKey, values: { value: file.name, ...error.values } } }
  }
}

/** Goes on from whatever is newest: a picture more overwrites nothing. */
async function addRow(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: Params }>,
  row: Record<string, string>,
): Promise<void> {
  const actor = actorOf(request)
  const appeal = await openAppeal(deps, actor, request.params.id)
  const head = await findRevision(deps.reader, appeal.sheets[0]?.headId ?? '')
  if (!head) throw new Error(`appeal ${appeal.id} has no original`)
  const key = `picture-${newId().slice(-8)}`
  const added = Object.entries(row).map(([part, text]) => [`pictures.${key}.${part}`, text])
  const fields = { ...head.fields, ...Object.fromEntries(added) }
  const sheet = { appealId: appeal.id, language: appeal.originalLanguage, base: head.id, fields }
  const outcome = await saveSheet(deps, actor, { ...sheet, origin: 'save' })
  if (outcome.kind === 'conflict') throw new AppError('conflict', 'desk.pictures_again')
}

async function show(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  form: { values: Record<string, string>; errors: FieldErrors },
): Promise<FastifyReply> {
  const { view } = request
  const appeal = await openAppeal(deps, actorOf(request), request.params.id)
  const head = await findRevision(deps.reader, appeal.sheets[0]?.headId ?? '')
  const fields = head?.fields ?? {}
  const rows = rowKeys(fields, 'pictures').map((key) => ({
    id: fields[`pictures.${key}.id`] ?? '',
    alt: fields[`pictures.${key}.alt`] ?? '',
  }))
  const kept = await findPictures(
    deps.reader,
    rows.map(({ id }) => id),
  )
  const pictures = rows.flatMap(({ id, alt }) => {
    const picture = kept.get(id)
    return picture ? { picture, alt } : []
  })
  return reply.html(<PicturesPage {...{ view, appeal, pictures, ...form }} />)
}
