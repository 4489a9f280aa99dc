import type { ComponentChildren } from 'preact'
import type { View } from '../../../platform/html/view.ts'

interface PasskeyFormProps {
  view: View
  /** Where the answer of the passkey goes, without language; with `.json`, where its task is. */
  action: string
  query?: string
  act: 'get' | 'create'
  button: string
  children?: ComponentChildren
}

/** A form that a script shows where the browser knows passkeys; without one it stays hidden. */
export function PasskeyForm({ view, action, query, act, button, children }: PasskeyFormProps) {
  return (
    <form
      method="post"
      action={view.link(action + (query ?? ''))}
      data-enhance="passkey"
      data-task={view.link(`${action}.json`)}
      data-act={act}
      hidden
    >
      {view.csrf && <input type="hidden" name="csrf" value={view.csrf} />}
      <input type="hidden" name="credential" value="" />
      {children}
      <p class="field-error" role="alert" data-failed hidden>
        {view.t('accounts.passkey_failed')}
      </p>
      <button type="submit">{button}</button>
      <script type="module" src={view.assets.scripts.passkey} />
    </form>
  )
}
