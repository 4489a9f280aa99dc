import type { View } from '../../../platform/html/view.ts'
import { type Actor, mayCall } from '../../accounts/index.ts'
import { Tabs } from '../layout.tsx'

const tabs = [
  { path: '/desk/missions/', label: 'desk.missions_search', access: 'signed_in' },
  { path: '/desk/missions/to-confirm/', label: 'desk.missions_to_confirm', access: 'signed_in' },
  { path: '/desk/missions/corrections/', label: 'desk.corrections', access: 'moderator' },
  { path: '/desk/missions/imports/', label: 'desk.imports', access: 'administrator' },
] as const

/** Ways between the lists about missions. */
export function MissionTabs({
  view,
  actor,
  current,
}: {
  view: View
  actor: Actor
  current: (typeof tabs)[number]['path']
}) {
  return (
    <Tabs
      view={view}
      label={view.t('desk.missions')}
      tabs={tabs
        .filter(({ access }) => mayCall(actor, access))
        .map(({ path, label }) => ({ path, text: view.t(label), isCurrent: path === current }))}
    />
  )
}
