import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { View } from '../../../platform/html/view.ts'
import type { App } from '../../../platform/http/types.ts'
import { formatInstant } from '../../../platform/i18n/format.ts'
import { ActForm, type Actor, actorOf, requireHost } from '../../accounts/index.ts'
import {
  type Correction,
  decideCorrection,
  findCorrection,
  findMissionsById,
  listCorrections,
  type Mission,
  missionTitle,
} from '../../missions/index.ts'
import { DeskLayout } from '../layout.tsx'
import type { DeskDeps } from '../types.ts'
import { noteOn } from './note.ts'
import { requireMission } from './routes.tsx'
import { MissionTabs } from './tabs.tsx'

const PAGE_SIZE = 50
const config = { access: 'moderator' } as const
const Id = Type.String({ maxLength: 36 })
const url = '/desk/missions/corrections/'

/** What readers say is wrong with missions. */
export function correctionsRoutes(server: App, deps: DeskDeps): void {
  server.get(
    url,
    { config, schema: { querystring: Type.Object({ after: Type.Optional(Id) }) } },
    async (request, reply) => {
      const { view } = request
      const actor = actorOf(request)
      requireHost(actor)
      const page = { afterId: request.query.after, limit: PAGE_SIZE + 1 }
      const found = await listCorrections(deps.reader, page)
      const corrections = found.slice(0, PAGE_SIZE)
      const next = found.length > PAGE_SIZE ? corrections.at(-1)?.id : undefined
      const ids = corrections.map(({ missionId }) => missionId)
      const missions = await findMissionsById(deps.reader, ids)
      return reply.html(<CorrectionsPage {...{ view, actor, corrections, missions, next }} />)
    },
  )

  for (const [path, decision, act] of [
    ['acceptance', 'accepted', 'desk.act_correction_accepted'],
    ['refusal', 'refused', 'desk.act_correction_refused'],
  ] as const) {
    server.post(
      `${url}:id/${path}`,
      { config, schema: { params: Type.Object({ id: Id }) } },
      async (request, reply) => {
        const { view } = request
        const actor = actorOf(request)
        requireHost(actor)
        const { id } = request.params
        const correction = await findCorrection(deps.reader, id)
        if (!correction) throw new AppError('not_found', 'missions.correction_unknown')
        const mission = await requireMission(deps, correction.missionId)
        // A reader's words are deleted after a while; the log is for ever.
        const before = { kind: correction.kind }
        await decideCorrection(
          deps,
          { id, decision },
          noteOn(deps, { actor, act, mission, before }),
        )
        if (decision === 'refused') return reply.redirect(view.link(url), 303)
        const form = `/desk/missions/${mission.id}?correction=${id}#contact`
        return reply.redirect(view.link(form), 303)
      },
    )
  }
}

interface CorrectionsPageProps {
  view: View
  actor: Actor
  /** The oldest first. */
  corrections: Correction[]
  missions: ReadonlyMap<string, Mission>
  next: string | undefined
}

function CorrectionsPage(props: CorrectionsPageProps) {
  const { view, actor, corrections, missions, next } = props
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.corrections')} help={t('desk.corrections_help')}>
      <MissionTabs view={view} actor={actor} current={url} />
      {corrections.length === 0 && <p>{t('desk.corrections_none')}</p>}
      {corrections.map((correction) => (
        <Item
          key={correction.id}
          view={view}
          correction={correction}
          mission={missions.get(correction.missionId)}
        />
      ))}
      {next && (
        <p>
          <a href={view.link(`${url}?after=${next}`)}>{t('desk.corrections_more')}</a>
        </p>
      )}
    </DeskLayout>
  )
}

function Item({
  view,
  correction,
  mission,
}: {
  view: View
  correction: Correction
  mission: Mission | undefined
}) {
  const { t, lang } = view
  const { id, kind, wrong, right, knownFrom, createdAt } = correction
  return (
    <article class="card">
      <h2>
        {mission && (
          <a href={view.link(`/desk/missions/${mission.id}`)}>{missionTitle(t, mission)}</a>
        )}
      </h2>
      <dl>
        <dt>{t('desk.contact_kind')}</dt>
        <dd>{t(`missions.kind_${kind}`)}</dd>
        <dt>{t('desk.correction_wrong')}</dt>
        <dd>
          <bdi>{wrong || '–'}</bdi>
        </dd>
        <dt>{t('desk.correction_right')}</dt>
        <dd>
          <bdi>{right || '–'}</bdi>
        </dd>
        <dt>{t('desk.correction_from')}</dt>
        <dd>
          <bdi>{knownFrom}</bdi> <small class="meta">{formatInstant(lang, createdAt)}</small>
        </dd>
      </dl>
      <div class="acts">
        <ActForm
          view={view}
          action={`${url}${id}/acceptance`}
          button={t('desk.correction_accept')}
        />
        <ActForm view={view} action={`${url}${id}/refusal`} button={t('desk.correction_refuse')} />
      </div>
    </article>
  )
}
