import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { App } from '../../../platform/http/types.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import { describeSubject } from '../pages/describe-subject.ts'
import { TokenParams } from '../schemas.ts'
import type { ProtestsDeps } from '../types.ts'
import { findSurvey, markAnswered } from './queries.ts'
import { endSurveys, readSurveyToken } from './survey.ts'

const answers = ['yes', 'no'] as const
const body = Type.Object({ answer: Type.Union(answers.map((answer) => Type.Literal(answer))) })

/** `/surveys/TOKEN`: whether the mission answered. `GET` changes nothing, because mail scanners follow links. */
export function surveyRoutes(server: App, deps: ProtestsDeps): void {
  const config = { access: 'public' } as const
  const { db, reader, clock } = deps
  const schema = { params: TokenParams }
  const url = '/surveys/:token'

  server.get(url, { config, schema }, async ({ params, view }, reply) => {
    const letterId = requireLetter(deps, params.token)
    const survey = await findSurvey(reader, letterId)
    const about = await describeSubject(reader, letterId, view.t)
    const answer = survey?.answer ?? undefined
    const props = { ...about, path: `/surveys/${params.token}`, answer }
    return personal(reply).html(<SurveyPage view={view} {...props} />)
  })

  server.post(url, { config, schema: { ...schema, body } }, async (request, reply) => {
    const { params, view } = request
    const letterId = requireLetter(deps, params.token)
    await markAnswered(db, letterId, { answer: request.body.answer, at: clock.now() })
    return personal(reply).redirect(view.link(`/surveys/${params.token}`), 303)
  })

  server.get(`${url}/end`, { config, schema }, async ({ params, view }, reply) => {
    requireLetter(deps, params.token)
    return personal(reply).html(<EndPage view={view} action={`/surveys/${params.token}/end`} />)
  })

  void server.register(async (scope) => {
    // Either kind of form may come from a mail program (RFC 8058 §3.2); it says nothing new.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => ({}))
    scope.post(`${url}/end`, { config, schema }, async ({ params, view }, reply) => {
      await endSurveys(deps, requireLetter(deps, (params as { token: string }).token))
      return personal(reply).html(<EndPage view={view} />)
    })
  })
}

function requireLetter({ secrets }: ProtestsDeps, token: string): string {
  const id = readSurveyToken(secrets, token)
  if (!id) throw new AppError('not_found', 'protests.survey_unknown')
  return id
}

/** An answer for one person alone. */
function personal(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
}

interface SurveyPageProps {
  view: View
  path: string
  missionName: string
  appeal?: { title: string; path: string }
  answer?: 'yes' | 'no'
}

function SurveyPage({ view, path, missionName, appeal, answer }: SurveyPageProps) {
  const { t } = view
  const title = t('protests.survey')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      {appeal && (
        <p class="kicker">
          <a href={view.link(appeal.path)}>{headline(appeal.title)}</a>
        </p>
      )}
      <h1>{title}</h1>
      <p class="lede">{missionName}</p>
      {answer && <p class="notice">{t(`protests.survey_said_${answer}`)}</p>}
      <p>{t('protests.survey_text')}</p>
      {/* What was said can be changed, but nothing calls for it any more. */}
      <form class={answer ? undefined : 'confirm-form'} method="post" action={view.link(path)}>
        {answers.map((each) => (
          <>
            <button key={each} type="submit" name="answer" value={each}>
              {t(`protests.survey_${each}`)}
            </button>{' '}
          </>
        ))}
      </form>
      <p>
        <a href={view.link(`${path}/end`)}>{t('protests.survey_end')}</a>
      </p>
    </Layout>
  )
}

/** Asks, and without an action says that it is done. */
function EndPage({ view, action }: { view: View; action?: string }) {
  const { t } = view
  const title = t(action ? 'protests.survey_end' : 'protests.survey_ended')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      <h1>{title}</h1>
      <p class="lede">{t(action ? 'protests.survey_end_text' : 'protests.survey_ended_text')}</p>
      {action && (
        <form class="confirm-form" method="post" action={view.link(action)}>
          <button type="submit">{t('protests.survey_end_button')}</button>
        </form>
      )}
    </Layout>
  )
}
