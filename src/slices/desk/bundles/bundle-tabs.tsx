import type { View } from '../../../platform/html/view.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import { Tabs } from '../layout.tsx'

const pages = [
  { name: 'list', path: '/desk/bundles/', title: 'desk.bundles' },
  { name: 'account', path: '/desk/bundles/account/', title: 'desk.bundles_account' },
] as const

/** From the bundles to the account of all letters, and back. */
export function BundleTabs({
  view,
  current,
}: {
  view: View
  current: (typeof pages)[number]['name']
}) {
  const tabs = pages.map(({ name, path, title }) => ({
    path,
    text: view.t(title),
    isCurrent: name === current,
  }))
  return <Tabs view={view} label={view.t('desk.bundles')} tabs={tabs} />
}

/** What a mission is called; one that is in the directory no more has no name. */
export function missionName(view: View, mission: Mission | undefined): string {
  return mission ? missionTitle(view.t, mission) : view.t('protests.mission_gone')
}
