import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { readUploadForm, type UploadForm, uploadRoutes } from '../../../platform/http/uploads.ts'
import { actorOf, requireHost } from '../../accounts/index.ts'
import { addHandInPhoto, listHandIns, removeHandInPhoto } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { noteOnBundle } from './load.ts'
import { MAX_ALT_CHARS, PhotoPage } from './photo-page.tsx'

const MAX_PHOTO_BYTES = 20 * 1024 * 1024
const config = { access: 'editor' } as const
const url = '/desk/bundles/:id/hand-ins/:handIn/photo'
const params = Type.Object({
  id: Type.String({ maxLength: 36 }),
  handIn: Type.String({ maxLength: 36 }),
})
type PhotoRequest = FastifyRequest<{ Params: Static<typeof params> }>

/** A photo of an attempt to hand letters in: kept only when somebody says that it endangers nobody. */
export function photoRoutes(server: App, deps: DeskDeps): void {
  server.get(url, { config, schema: { params } }, async (request, reply) => {
    requireHost(actorOf(request))
    return reply.html(await page(deps, request, { values: {}, errors: {} }))
  })

  uploadRoutes(server, (scope) => {
    scope.post(url, { config, schema: { params } }, async (request, reply) => {
      requireHost(actorOf(request))
      const { id, handIn } = request.params
      await requireHandIn(deps, request.params)
      const form = await readUploadForm(request, { maxBytes: MAX_PHOTO_BYTES })
      const errors = checkForm(form) ?? (await take(deps, request, form))
      if (!errors)
        return reply.redirect(request.view.link(`/desk/bundles/${id}#hand-in-${handIn}`), 303)
      return reply.code(422).html(await page(deps, request, { values: form.fields, errors }))
    })
  })

  server.post(`${url}/removal`, { config, schema: { params } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    const { id, handIn } = request.params
    await requireHandIn(deps, request.params)
    const act = { actor, act: 'desk.act_photo_removed', bundleId: id }
    await removeHandInPhoto(deps, handIn, (tx) => noteOnBundle(tx, deps, act))
    return reply.redirect(request.view.link(`/desk/bundles/${id}#hand-in-${handIn}`), 303)
  })
}

/** A picture that nobody has looked at is not even opened. */
function checkForm({ file, fields, problem }: UploadForm): FieldErrors | undefined {
  const errors: FieldErrors = {}
  const { alt = '', safe } = fields
  if (alt.trim() === '') errors.alt = { key: 'media.alt_missing' }
  if (alt.trim().length > MAX_ALT_CHARS) {
    errors.alt = { key: 'media.alt_too_long', values: { max: MAX_ALT_CHARS } }
  }
  if (safe !== 'yes') errors.safe = { key: 'desk.photo_safe_missing' }
  if (problem) errors.file = { key: problem.messageKey, values: problem.values }
  else if (!file) errors.file = { key: 'desk.pictures_no_file' }
  return Object.keys(errors).length > 0 ? errors : undefined
}

async function take(
  deps: DeskDeps,
  request: PhotoRequest,
  { file, fields }: UploadForm,
): Promise<FieldErrors | undefined> {
  if (!file) return { file: { key: 'desk.pictures_no_file' } }
  const { params, view } = request
  const actor = actorOf(request)
  const { alt = '' } = fields
  const act = { actor, act: 'desk.act_photo_added', bundleId: params.id }
  const said = { alt, language: view.lang, checkedBy: actor.name }
  try {
    await addHandInPhoto(deps, { handInId: params.handIn, bytes: file.bytes, ...said }, (tx) =>
      noteOnBundle(tx, deps, act),
    )
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error
    return { file: { key: error.messageKey, values: { value: file.name, ...error.values } } }
  }
}

async function page(
  deps: DeskDeps,
  request: PhotoRequest,
  form: { values: Record<string, string>; errors: FieldErrors },
) {
  const { params, view } = request
  const handIn = await requireHandIn(deps, params)
  return <PhotoPage {...{ view, bundleId: params.id, handIn, ...form }} />
}

/** An attempt belongs to its bundle: neither opens the other. */
async function requireHandIn({ reader }: DeskDeps, { id, handIn }: Static<typeof params>) {
  const found = (await listHandIns(reader, id)).find((each) => each.id === handIn)
  if (!found) throw new AppError('not_found', 'protests.hand_in_unknown')
  return found
}
