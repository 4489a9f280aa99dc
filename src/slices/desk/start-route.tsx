import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import { ActForm } from '../accounts/index.ts'
import { DeskLayout } from './layout.tsx'
import { places } from './places.ts'

/** What there is to do, for whoever has come in. */
export function startRoute(server: App): void {
  server.get('/desk/', { config: { access: 'signed_in' } }, ({ view }, reply) =>
    reply.html(<StartPage view={view} />),
  )
}

function StartPage({ view }: { view: View }) {
  const { t, actor } = view
  return (
    <DeskLayout view={view} title={t('desk.start')} help={t('desk.start_help')}>
      {actor && !actor.hasFactor && (
        <p class="notice-warning">
          {t('desk.factor_needed')} <a href={view.link('/desk/account/')}>{t('desk.account')}</a>
        </p>
      )}
      <dl>
        {places(actor)
          .filter(({ path }) => path !== '/desk/')
          .map(({ path, label, help }) => (
            <>
              <dt key={path}>
                <a href={view.link(path)}>{t(label)}</a>
              </dt>
              <dd>{t(help)}</dd>
            </>
          ))}
      </dl>
      <ActForm view={view} action="/desk/sign-out" button={t('desk.sign_out')} />
    </DeskLayout>
  )
}
