import type { ErrorCode, MessageValues } from '../errors.ts'
import { Layout } from './layout.tsx'
import type { View } from './view.ts'

interface ErrorPageProps {
  view: View
  /** `unexpected` is a fault of ours; of those the page tells nothing. */
  code: ErrorCode | 'unexpected'
  messageKey?: string
  values?: MessageValues
}

/** What a person sees instead of the page: what is wrong, and where to go on. */
export function ErrorPage({ view, code, messageKey, values }: ErrorPageProps) {
  const title = view.t(`platform.error_${code}`)
  return (
    <Layout view={view} title={title} noindex kind="error-page">
      <h1>{title}</h1>
      <p class="lede">{view.t(messageKey ?? `platform.error_${code}_text`, values)}</p>
      <p>
        <a class="button" href={view.link('/')}>
          {view.t('platform.back_home')}
        </a>
      </p>
    </Layout>
  )
}
