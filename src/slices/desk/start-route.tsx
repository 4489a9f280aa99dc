import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import { type Actor, actorOf } from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'
import { type Place, places } from './places.ts'
import type { DeskDeps } from './types.ts'

/** A list of work, and how much of it waits; undefined where nothing can wait. */
interface Work {
  place: Place
  waiting?: number
}

/** What there is to do, for whoever has come in. */
export function startRoute(server: App, deps: DeskDeps): void {
  server.get('/desk/', { config: { access: 'signed_in' } }, async (request, reply) => {
    const work = await listWork(deps, actorOf(request))
    return reply.html(<StartPage view={request.view} work={work} />)
  })
}

/** What waits comes first; otherwise the order is that of the menu. */
async function listWork(deps: DeskDeps, actor: Actor): Promise<Work[]> {
  const others = places(actor).filter(({ path }) => path !== '/desk/')
  const work: Work[] = await Promise.all(
    others.map(async (place) => ({ place, waiting: await place.countWaiting?.(deps, actor) })),
  )
  const isWaiting = ({ waiting = 0 }: Work) => Number(waiting > 0)
  return work.sort((a, b) => isWaiting(b) - isWaiting(a))
}

function StartPage({ view, work }: { view: View; work: Work[] }) {
  const { t, actor } = view
  return (
    <DeskLayout view={view} title={t('desk.start')} help={t('desk.start_help')}>
      {actor && !actor.hasFactor && (
        <p class="notice-warning">
          {t('desk.factor_needed')} <a href={view.link('/desk/account/')}>{t('desk.account')}</a>
        </p>
      )}
      <ul class="work-list">
        {work.map(({ place: { path, label, help }, waiting }) => (
          <li key={path}>
            {waiting !== undefined && <Waiting view={view} count={waiting} />}
            <a href={view.link(path)}>{t(label)}</a>
            <p class="hint">{t(help)}</p>
          </li>
        ))}
      </ul>
    </DeskLayout>
  )
}

function Waiting({ view, count }: { view: View; count: number }) {
  const words = view.t('desk.waiting', { count })
  return count > 0 ? <strong>{words}</strong> : <span class="meta">{words}</span>
}
