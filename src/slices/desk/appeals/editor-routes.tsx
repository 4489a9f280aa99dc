import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { App } from '../../../platform/http/types.ts'
import { newId } from '../../../platform/ids.ts'
import { actorOf, recordAct } from '../../accounts/index.ts'
import {
  type DeskAppeal,
  differingFields,
  findRevision,
  kindOf,
  listPending,
  listTranslations,
  openAppeal,
  type Revision,
  type SaveOutcome,
  saveSheet,
} from '../../appeals/index.ts'
import type { DeskDeps } from '../types.ts'
import { ConflictPage } from './conflict-page.tsx'
import { EditorPage } from './editor-page.tsx'
import { readForm } from './form.ts'

const config = { access: 'editor' } as const
const url = '/desk/appeals/:id/texts/:language'

/** A story in Cyrillic takes six bytes for each letter, and there are the letters besides. */
const MAX_FORM_BYTES = 4 * 1024 * 1024

const params = Type.Object({
  id: Type.String({ maxLength: 36 }),
  language: Type.String({ maxLength: 20 }),
})
const EditorQuery = Type.Object({
  saved: Type.Optional(Type.Literal('1')),
  /** Shows also what is missing, and not only what is wrong. */
  check: Type.Optional(Type.Literal('1')),
  /** The list to which a row is being added. */
  add: Type.Optional(Type.String({ maxLength: 20 })),
})
type Params = Static<typeof params>

/** The form of one language, saving by button and by script, and the choice between two versions. */
export function editorRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/appeals/:id/texts/',
    { config, schema: { params: Type.Pick(params, ['id']) } },
    async (request, reply) => {
      const appeal = await openAppeal(deps, actorOf(request), request.params.id)
      const path = `/desk/appeals/${appeal.id}/texts/${appeal.originalLanguage}`
      return reply.redirect(request.view.link(path), 303)
    },
  )

  server.get(
    url,
    {
      config: { ...config, framing: 'around' },
      schema: { params, querystring: EditorQuery },
    },
    (request, reply) => showEditor(deps, request, reply, request.query),
  )

  server.post(
    url,
    { config, schema: { params }, bodyLimit: MAX_FORM_BYTES },
    async (request, reply) => {
      const { view, params: place } = request
      const { outcome, next } = await save(deps, request, place, 'save')
      if (outcome.kind !== 'conflict') {
        return reply.redirect(view.link(pathAfter(place, next)), 303)
      }
      const page = <ConflictPage view={view} appealId={place.id} {...outcome} />
      return reply.code(409).html(page)
    },
  )

  server.post(
    `${url}/autosave.json`,
    { config, schema: { params }, bodyLimit: MAX_FORM_BYTES },
    async (request, reply) => {
      const { outcome } = await save(deps, request, request.params, 'autosave')
      if (outcome.kind === 'conflict') return reply.code(409).send({ conflict: true })
      return reply.send({ revision: outcome.revisionId, at: outcome.at })
    },
  )
  mergeRoute(server, deps)
}

function mergeRoute(server: App, deps: DeskDeps): void {
  server.post(
    `${url}/merge`,
    { config, schema: { params, body: Type.Record(Type.String(), Type.String()) } },
    async (request, reply) => {
      const { view, body, params: place } = request
      const actor = actorOf(request)
      const appeal = await openAppeal(deps, actor, place.id)
      const [theirs, mine] = await Promise.all([
        requireRevision(deps, appeal, body.base),
        requireRevision(deps, appeal, body.mine),
      ])
      const base = await findRevision(deps.reader, mine.basedOn ?? '')
      const names = differingFields(theirs.fields, mine.fields)
      const chosen = Object.fromEntries(names.map((name) => [name, body[`choice.${name}`] ?? '']))
      const sides = { appealId: appeal.id, theirs, mine, base }
      if (names.some((name) => !/^(theirs|mine)$/.test(chosen[name] ?? ''))) {
        const errors = { form: { key: 'desk.conflict_undecided' } }
        return reply.code(422).html(<ConflictPage {...{ view, ...sides, chosen, errors }} />)
      }
      const outcome = await saveSheet(deps, actor, {
        ...{ appealId: appeal.id, language: theirs.language, base: theirs.id, origin: 'merge' },
        fields: mergeFields(theirs, mine, chosen),
        originalId: mine.originalId,
      })
      if (outcome.kind !== 'conflict') {
        return reply.redirect(view.link(pathAfter(place, '')), 303)
      }
      return reply.code(409).html(<ConflictPage {...{ view, ...outcome }} appealId={appeal.id} />)
    },
  )
}

/** Their version, with those fields of mine that were chosen. */
function mergeFields(theirs: Revision, mine: Revision, chosen: Record<string, string>) {
  const merged = new Map(Object.entries(theirs.fields))
  for (const [name, side] of Object.entries(chosen)) {
    if (side === 'theirs') continue
    const text = mine.fields[name]
    if (text === undefined) merged.delete(name)
    else merged.set(name, text)
  }
  return Object.fromEntries(merged)
}

async function save(
  deps: DeskDeps,
  request: FastifyRequest,
  { id, language }: Params,
  origin: 'save' | 'autosave',
): Promise<{ outcome: SaveOutcome; next: string }> {
  const actor = actorOf(request)
  const appeal = await openAppeal(deps, actor, id)
  const form = readForm(kindOf(appeal, language), language, request.body)
  if (form.unknown.length > 0) {
    await recordAct(deps.db, {
      ...{ at: deps.clock.now(), actor, act: 'desk.act_fields_refused' },
      subject: { kind: 'appeal', id },
      after: { fields: form.unknown.slice(0, 5) },
    })
    throw new AppError('invalid', 'appeals.sheet_unknown_field', { name: form.unknown[0] ?? '' })
  }
  if (!form.isWhole) throw new AppError('invalid', 'desk.form_cut')
  const { fields, base, originalId, next } = form
  const sheet = { appealId: id, language, base, fields, origin, originalId }
  return { outcome: await saveSheet(deps, actor, sheet), next }
}

/** Where the button leads that was pressed. */
function pathAfter({ id, language }: Params, next: string): string {
  const editor = `/desk/appeals/${id}/texts/${language}?saved=1`
  if (next === 'preview') return `/desk/appeals/${id}/preview/`
  if (next === 'done') return `/desk/appeals/${id}/`
  if (next === 'pictures') return `/desk/appeals/${id}/pictures`
  const list = /^more-([a-z]+)$/.exec(next)?.[1]
  return list ? `${editor}&add=${list}#new-${list}` : editor
}

async function showEditor(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  query: Static<typeof EditorQuery>,
): Promise<FastifyReply> {
  const { view, params: place } = request
  const appeal = await openAppeal(deps, actorOf(request), place.id)
  const sheet = appeal.sheets.find(({ language }) => language === place.language)
  const head = sheet && (await findRevision(deps.reader, sheet.headId))
  if (!head) throw new AppError('not_found', 'appeals.desk_no_language')
  const pending = await listPending(deps.reader, appeal)
  const found = pending.find(({ language }) => language === head.language)?.errors ?? {}
  const wrong = Object.entries(found).filter(
    ([, { key }]) => query.check || key !== 'platform.field_required',
  )
  const original =
    kindOf(appeal, head.language) === 'original'
      ? undefined
      : await findOriginal(deps, appeal, head.language)
  const errors = Object.fromEntries(wrong)
  const isSaved = query.saved !== undefined
  const spare = newId().slice(-8)
  return reply.html(
    <EditorPage {...{ view, appeal, head, errors, original, isSaved, spare }} adding={query.add} />,
  )
}

async function findOriginal({ reader }: DeskDeps, appeal: DeskAppeal, language: string) {
  const head = await findRevision(reader, appeal.sheets[0]?.headId ?? '')
  if (!head) throw new Error(`appeal ${appeal.id} has no original`)
  const states = await listTranslations(reader, appeal, [])
  return { head, state: states.find((each) => each.language === language) }
}

async function requireRevision(
  { reader }: DeskDeps,
  appeal: DeskAppeal,
  id = '',
): Promise<Revision> {
  const revision = await findRevision(reader, id)
  if (revision?.appealId !== appeal.id) throw new AppError('not_found', 'desk.revision_unknown')
  return revision
}
