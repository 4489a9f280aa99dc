import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import { Field } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { dayOf } from '../../../platform/time.ts'
import { ActForm, actorOf, recordAct, requireHost } from '../../accounts/index.ts'
import { listPendingItems } from '../../moderation/index.ts'
import { findReply, MAX_REPLY_CHARS, readDraft, redactReply } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import type { DeskDeps } from '../types.ts'

const config = { access: 'moderator' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const body = Type.Object({ text: Type.String({ default: '' }) })

/** A mission's answer that its reader has shared: what of it will be public. */
export function repliesRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/replies/:id'

  server.get(url, { config, schema: { params } }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view, params } = request
    const { receivedAt, text } = await requireDraft(deps, params.id)
    return reply.html(<RedactPage {...{ view, id: params.id, receivedAt, text }} errors={{}} />)
  })

  server.post(url, { config, schema: { params, body } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    const { view, params, body } = request
    const { id } = params
    const { receivedAt } = await requireDraft(deps, id)
    const text = body.text.replaceAll('\r\n', '\n').trim()
    if (text === '' || text.length > MAX_REPLY_CHARS) {
      const errors = { text: { key: 'desk.reply_text_wrong', values: { max: MAX_REPLY_CHARS } } }
      return reply
        .code(422)
        .html(<RedactPage {...{ view, id, receivedAt, text: body.text, errors }} />)
    }
    const act = { at: deps.clock.now(), actor, act: 'desk.act_reply_redacted' }
    await redactReply(deps, { replyId: id, text }, (tx) =>
      recordAct(tx, { ...act, subject: { kind: 'reply', id } }),
    )
    return reply.redirect(view.link('/desk/work/?kind=reply'), 303)
  })
}

/** What was decided a moment ago is not changed behind the back of whoever decided. */
async function requireDraft({ reader, secrets }: DeskDeps, id: string) {
  const found = await findReply(reader, id)
  const text = found && readDraft(secrets, found)
  if (!found || text === undefined) throw new AppError('not_found', 'protests.reply_decided')
  const pending = await listPendingItems(reader)
  if (pending.some((item) => item.kind === 'reply' && item.id === id)) {
    throw new AppError('conflict', 'moderation.already_decided')
  }
  return { receivedAt: found.receivedAt, text }
}

interface RedactPageProps {
  view: View
  id: string
  receivedAt: string
  text: string
  errors: FieldErrors
}

function RedactPage({ view, id, receivedAt, text, errors }: RedactPageProps) {
  const { t, lang } = view
  return (
    <DeskLayout view={view} title={t('desk.reply')} help={t('desk.reply_help')}>
      <p>
        <a href={view.link('/desk/work/?kind=reply')}>{t('desk.work_back')}</a>
      </p>
      <p>{t('desk.reply_received', { day: formatDay(lang, dayOf(receivedAt)) })}</p>
      <ActForm view={view} action={`/desk/replies/${id}`} button={t('desk.reply_save')}>
        <Field view={view} name="text" label={t('desk.work_reply_public')} errors={errors}>
          {(control) => (
            <textarea {...control} required rows={16} maxLength={MAX_REPLY_CHARS} dir="auto">
              {`\n${text}`}
            </textarea>
          )}
        </Field>
      </ActForm>
    </DeskLayout>
  )
}
