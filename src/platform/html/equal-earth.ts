/**
 * Where a place lies on a map of the world, in the Equal Earth projection: every square kilometre
 * takes the same space, so that no part of the world looks more important than it is.
 *
 * Source: Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of
 * Geographical Information Science 33(3), 2019. The map is 1000 units wide; Antarctica is cut off.
 */
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796]
const ROOT = Math.sqrt(3) / 2
const RADIANS = Math.PI / 180
/** Half of the equator at the formula's own scale. */
const HALF_EQUATOR = Math.PI / (ROOT * A1)
const NORTH_EDGE = 84
const SOUTH_EDGE = -57

export const MAP_WIDTH = 1000
const SCALE = MAP_WIDTH / (2 * HALF_EQUATOR)
const TOP = northing(NORTH_EDGE)
export const MAP_HEIGHT = Math.round((TOP - northing(SOUTH_EDGE)) * SCALE)

/** Degrees, north and east positive, to units of the map, from its upper left corner. */
export function projectPlace(latitude: number, longitude: number): { x: number; y: number } {
  const theta = Math.asin(ROOT * Math.sin(latitude * RADIANS))
  const slope = A1 + 3 * A2 * theta ** 2 + 7 * A3 * theta ** 6 + 9 * A4 * theta ** 8
  const easting = (longitude * RADIANS * Math.cos(theta)) / (ROOT * slope)
  return { x: (easting + HALF_EQUATOR) * SCALE, y: (TOP - northing(latitude)) * SCALE }
}

function northing(latitude: number): number {
  const theta = Math.asin(ROOT * Math.sin(latitude * RADIANS))
  return A1 * theta + A2 * theta ** 3 + A3 * theta ** 7 + A4 * theta ** 9
}
