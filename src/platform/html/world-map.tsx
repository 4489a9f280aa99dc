import { MAP_HEIGHT, MAP_WIDTH, projectPlace } from './equal-earth.ts'
import { LAND_PATH } from './land.ts'

/** A number that belongs to a place. */
export interface MapCircle {
  latitude: number
  longitude: number
  value: number
}

/** Radii in units of the map. The area of a circle stands for its number, down to the smallest. */
const MAX_RADIUS = 32
const MIN_RADIUS = 7

/** As in the stylesheet, which a picture does not see. Attributes hold where styles may not. */
const DARK = `@media (prefers-color-scheme: dark) {
.land { fill: #423c32 } .circle { fill: #ede7dc; stroke: #15130f }
}`

/**
 * The land of the world without borders, and a circle for each place, the largest below. It is a
 * picture for an `<img>`; the numbers themselves belong into a table beside it.
 */
export function WorldMap({ title, circles }: { title: string; circles: MapCircle[] }) {
  const max = Math.max(1, ...circles.map(({ value }) => value))
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}>
      <title>{title}</title>
      <style>{DARK}</style>
      <path class="land" fill="#dad2c4" d={LAND_PATH} />
      {circles
        .filter(({ value }) => value > 0)
        .sort((a, b) => b.value - a.value)
        .map((circle) => (
          <Circle key={`${circle.latitude} ${circle.longitude}`} {...circle} max={max} />
        ))}
    </svg>
  )
}

function Circle({ latitude, longitude, value, max }: MapCircle & { max: number }) {
  const { x, y } = projectPlace(latitude, longitude)
  const radius = Math.max(MIN_RADIUS, MAX_RADIUS * Math.sqrt(value / max))
  const place = { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1) }
  return (
    <circle
      class="circle"
      {...place}
      fill="#1a1713"
      fill-opacity=".78"
      stroke="#fbf8f2"
      stroke-width="2"
    />
  )
}
