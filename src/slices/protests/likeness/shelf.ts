import type { Db } from '../../../platform/db/database.ts'
import { type Clock, MINUTE_MS } from '../../../platform/time.ts'
import { listSketches } from './queries.ts'
import { SKETCH_BYTES } from './sketch.ts'

/** Sketches of one appeal, side by side. */
interface Shelf {
  bytes: Uint8Array
  letters: number
  lastId: string
  readAtMs: number
}

/** Appeals whose sketches are kept in memory: 3 MB each at most. */
const MAX_SHELVES = 8
/** So many letters of an appeal are compared with, the first ones. */
const MAX_LETTERS = 50_000
const BATCH = 5000
/** After that the shelf is filled anew, without the letters that were erased. */
const FRESH_MS = 10 * MINUTE_MS

/**
 * Sketches kept in memory, so that a letter is compared with fifty thousand others in a few
 * milliseconds. New ones are read as they come; erased ones are forgotten within ten minutes.
 */
export function createShelves(clock: Clock) {
  const shelves = new Map<string, Shelf>()

  return async function shelfOf(db: Db, appealId: string): Promise<Readonly<Shelf>> {
    const nowMs = Date.parse(clock.now())
    const known = shelves.get(appealId)
    const isFresh = known !== undefined && Math.abs(nowMs - known.readAtMs) < FRESH_MS
    const shelf = isFresh ? known : emptyShelf(nowMs)
    // Last used, last in order.
    shelves.delete(appealId)
    shelves.set(appealId, shelf)
    for (const oldest of [...shelves.keys()].slice(0, -MAX_SHELVES)) shelves.delete(oldest)
    await fill(db, appealId, shelf)
    return shelf
  }
}

function emptyShelf(readAtMs: number): Shelf {
  return { bytes: new Uint8Array(SKETCH_BYTES * 64), letters: 0, lastId: '', readAtMs }
}

async function fill(db: Db, appealId: string, shelf: Shelf): Promise<void> {
  while (shelf.letters < MAX_LETTERS) {
    const after = shelf.lastId
    const limit = Math.min(BATCH, MAX_LETTERS - shelf.letters)
    const found = await listSketches(db, appealId, { after, limit })
    // Somebody else may have read the same meanwhile.
    if (shelf.lastId !== after) continue
    for (const { id, sketch } of found) {
      append(shelf, sketch)
      shelf.lastId = id
    }
    if (found.length < limit) return
  }
}

function append(shelf: Shelf, sketch: Uint8Array): void {
  const offset = shelf.letters * SKETCH_BYTES
  if (offset + SKETCH_BYTES > shelf.bytes.length) {
    const larger = new Uint8Array(shelf.bytes.length * 2)
    larger.set(shelf.bytes)
    shelf.bytes = larger
  }
  shelf.bytes.set(sketch.subarray(0, SKETCH_BYTES), offset)
  shelf.letters += 1
}
