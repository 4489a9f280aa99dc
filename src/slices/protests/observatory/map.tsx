import { countryPlaces } from '../../../platform/country-places.ts'
import type { View } from '../../../platform/html/view.ts'
import { type MapCircle, WorldMap } from '../../../platform/html/world-map.tsx'
import { formatNumber } from '../../../platform/i18n/format.ts'
import { missionTitle } from '../../missions/index.ts'
import { carried, type ObservedMission } from './observe.ts'

const NAMED_MISSIONS = 3

/** What the map shows, in words. */
export function describeMissions({ t, lang }: View, missions: readonly ObservedMission[]): string {
  const named = missions
    .slice(0, NAMED_MISSIONS)
    .map((each) => `${missionTitle(t, each.mission)} ${formatNumber(lang, carried(each))}`)
  return t('protests.observatory_map_described', {
    count: missions.length,
    named: named.join(', '),
  })
}

/**
 * Letters carried to missions, where these stand. Shares are not drawn: a circle for a share would look
 * the same for ten letters as for a thousand. Missions in one place have one circle.
 */
export function MissionsMap({ view, missions }: { view: View; missions: ObservedMission[] }) {
  const circles = new Map<string, MapCircle>()
  for (const observed of missions) {
    const place = placeOf(observed)
    if (!place) continue
    const key = `${place.latitude} ${place.longitude}`
    const value = (circles.get(key)?.value ?? 0) + carried(observed)
    circles.set(key, { ...place, value })
  }
  return <WorldMap title={describeMissions(view, missions)} circles={[...circles.values()]} />
}

/** Its own coordinates, or the quarter of that country where embassies stand. */
function placeOf({ mission }: ObservedMission): Omit<MapCircle, 'value'> | undefined {
  const { latitude, longitude, receivingState } = mission
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude }
  const known = countryPlaces.find(([code]) => code === receivingState)
  return known && { latitude: known[1], longitude: known[2] }
}
