import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { readUpload, uploadRoutes } from '../../../platform/http/uploads.ts'
import { actorOf, requireHost } from '../../accounts/index.ts'
import { describeMailSetup } from '../../mail/index.ts'
import { addPicture, pictureAddress } from '../../media/index.ts'
import type { DeskDeps } from '../types.ts'
import { MailPage } from './mail-page.tsx'
import { type FormPage, formPages } from './pages.ts'
import { changeSettings, saveForm, valuesOf } from './save-form.ts'
import { SettingsPage } from './settings-pages.tsx'

const read = { access: 'administrator' } as const
const write = { access: 'administrator', factor: 'fresh' } as const

/** Wide enough for the header on screens with two pixels for one. */
const LOGO_WIDTH = 320
const MAX_LOGO_BYTES = 5 * 1024 * 1024
/** A list of words is the longest of the values. */
const MAX_VALUE_CHARS = 250_000

const SavedQuery = Type.Object({ saved: Type.Optional(Type.Literal('1')) })
const Text = Type.Optional(Type.String({ maxLength: MAX_VALUE_CHARS }))
const SettingsBody = Type.Object({
  siteName: Text,
  organisation: Text,
  accent: Text,
  comments: Text,
  commentWords: Text,
  commentEmailDays: Text,
  lettersPerHour: Text,
})

/** What the organisation decides about its site. */
export function settingsRoutes(server: App, deps: DeskDeps): void {
  for (const page of formPages) {
    server.get(
      page.path,
      { config: read, schema: { querystring: SavedQuery } },
      (request, reply) => {
        const isSaved = request.query.saved !== undefined
        return show(deps, request, reply, { page, isSaved })
      },
    )

    server.post(
      page.path,
      { config: write, schema: { body: SettingsBody } },
      async (request, reply) => {
        const { body, view } = request
        const values = { ...body, languages: languagesIn(deps, body) }
        const errors = await saveForm(deps, actorOf(request), { page, form: values })
        if (!errors) return reply.redirect(view.link(`${page.path}?saved=1`), 303)
        return show(deps, request, reply.code(422), { page, values, errors })
      },
    )
  }
  logoRoutes(server, deps)
  mailRoute(server, deps)
}

/** Each language has a box of its own: `language-en`. */
function languagesIn({ catalogues }: DeskDeps, form: object): string {
  return catalogues.languages.filter((code) => `language-${code}` in form).join(',')
}

function logoRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/settings/look/logo'
  const page = formPages[1]

  uploadRoutes(server, (scope) => {
    scope.post(url, { config: write }, async (request, reply) => {
      const actor = actorOf(request)
      requireHost(actor)
      try {
        const file = await readUpload(request, { maxBytes: MAX_LOGO_BYTES })
        if (!file) throw new AppError('invalid', 'desk.import_without_file')
        const logo = await keepLogo(deps, file.bytes)
        await changeSettings(deps, actor, { logo: JSON.stringify(logo) })
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'forbidden') throw error
        const errors = { file: { key: error.messageKey, values: error.values } }
        return show(deps, request, reply.code(422), { page, errors })
      }
      return reply.redirect(request.view.link(`${page.path}?saved=1`), 303)
    })
  })

  server.post(`${url}/removal`, { config: write }, async (request, reply) => {
    await changeSettings(deps, actorOf(request), { logo: undefined })
    return reply.redirect(request.view.link(`${page.path}?saved=1`), 303)
  })
}

/** Made anew like every picture, so that nothing of the file remains but what is seen. */
async function keepLogo(deps: DeskDeps, bytes: Buffer) {
  const { picture } = await addPicture(deps, { bytes, alt: deps.config.siteName }, { again: true })
  const width = picture.widths.find((each) => each >= LOGO_WIDTH) ?? picture.width
  const height = Math.round((picture.height / picture.width) * width)
  return { path: pictureAddress(picture, width, 'webp'), width, height }
}

function mailRoute(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/settings/mail/',
    {
      config: read,
      schema: { querystring: Type.Object({ check: Type.Optional(Type.Literal('1')) }) },
    },
    async (request, reply) => {
      const { view, query } = request
      requireHost(actorOf(request))
      const { config } = deps
      const findings = query.check && (await describeMailSetup({ config, t: view.t }))
      return reply.html(<MailPage view={view} config={config} findings={findings} />)
    },
  )
}

async function show(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { page: FormPage; values?: object; errors?: FieldErrors; isSaved?: boolean },
): Promise<FastifyReply> {
  requireHost(actorOf(request))
  const { page, errors = {}, isSaved = false } = shown
  const { config, settings, catalogues } = deps
  const values = { ...valuesOf(deps, page), ...shown.values }
  const fixed = new Set(page.keys.filter((key) => settings.isFixed(key)))
  const { languages } = catalogues
  const props = { view: request.view, page, values, fixed, errors, languages, isSaved, config }
  return reply.html(<SettingsPage {...props} />)
}
