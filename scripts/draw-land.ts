import { readFileSync, writeFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import { MAP_HEIGHT, projectPlace } from '../src/platform/html/equal-earth.ts'

/**
 * Draws the outline of all land, without borders, as one SVG path for `src/platform/html/land.ts`.
 *
 * The shapes are those of Natural Earth at 1:110 million (public domain) in the package
 * world-atlas. Without borders no map of ours takes sides in whose land is whose.
 * Run it when the projection changes: `node scripts/draw-land.ts`.
 */
type Ring = [longitude: number, latitude: number][]

/** Units of the map below which a bend, or an island, is not worth its bytes. */
const MIN_STEP = 2.5
const MIN_AREA = 7

const topology = JSON.parse(readFileSync('node_modules/world-atlas/land-110m.json', 'utf8'))
const { features } = feature(topology, topology.objects.land) as unknown as {
  features: { geometry: { coordinates: Ring[][] } }[]
}
const rings = features.flatMap(({ geometry }) => geometry.coordinates.flat())
const path = rings.flatMap(cutAtEdge).map(drawRing).join('')
writeFileSync(
  'src/platform/html/land.ts',
  `/** All land as an SVG path on the map of \`equal-earth.ts\`; drawn by \`scripts/draw-land.ts\`. */
export const LAND_PATH =
  '${path}'
`,
)
process.stdout.write(`${path.length} characters\n`)

/** The map ends at 180 degrees; a ring that crosses them is cut there into closed pieces. */
function cutAtEdge(ring: Ring): Ring[] {
  const isJump = (index: number) =>
    Math.abs((ring[index]?.[0] ?? 0) - (ring.at(index - 1)?.[0] ?? 0)) > 180
  const jumps = ring.map((_, index) => index).filter(isJump)
  const [start, ...others] = jumps
  if (start === undefined) return [ring]
  const turned = [...ring.slice(start), ...ring.slice(0, start)]
  const ends = [...others.map((index) => index - start), ring.length]
  return ends.map((end, index) => turned.slice(ends[index - 1] ?? 0, end))
}

function drawRing(ring: Ring): string {
  const points = thin(
    ring.map(([longitude, latitude]) => {
      const { x, y } = projectPlace(latitude, longitude)
      return [Math.round(x), Math.round(y)] as const
    }),
  )
  const isCutOff = points.every(([, y]) => y > MAP_HEIGHT)
  if (points.length < 3 || isCutOff || areaOf(points) < MIN_AREA) return ''
  const [first = [0, 0], ...rest] = points
  let [x, y] = first
  const steps = rest.map(([nextX, nextY]) => {
    const step = `${nextX - x}${nextY < y ? '' : ' '}${nextY - y}`
    ;[x, y] = [nextX, nextY]
    return step
  })
  return `M${first.join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`
}

function thin(points: (readonly [number, number])[]): (readonly [number, number])[] {
  let last = points[0] ?? [0, 0]
  return points.filter(([x, y], index) => {
    if (index > 0 && Math.hypot(x - last[0], y - last[1]) < MIN_STEP) return false
    last = [x, y]
    return true
  })
}

function areaOf(points: (readonly [number, number])[]): number {
  return Math.abs(
    points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length] ?? [0, 0]
      return sum + (x * nextY - nextX * y) / 2
    }, 0),
  )
}
