import type { Deps } from '../../../platform/deps.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { listPictures } from '../queries.ts'
import type { Picture } from '../types.ts'
import { contentHash } from './encode.ts'
import { deleteFiles, filesOf, listStoredFiles, readLargest } from './files.ts'

interface Findings {
  /** Pictures of which files are missing, empty, or not what they were. */
  broken: { picture: Picture; files: string[] }[]
  /** Files that belong to no picture: what a crash or a full disk left behind. */
  strays: string[]
}

/** A file may be on its way to a picture that is just being added. */
const GRACE_MS = HOUR_MS

/** Compares what the database says with what lies on the disk; with `tidy`, deletes strays. */
export async function checkFiles(
  { db, config, clock }: Pick<Deps, 'db' | 'config' | 'clock'>,
  { tidy, onProgress }: { tidy: boolean; onProgress: (done: number, total: number) => void },
): Promise<Findings> {
  const stored = await listStoredFiles(config.dataDir)
  const sizes = new Map(stored.map(({ name, bytes }) => [name, bytes]))
  const pictures = await listPictures(db)
  const broken: Findings['broken'] = []
  for (const [index, picture] of pictures.entries()) {
    const files = filesOf(picture).filter((name) => !sizes.get(name))
    const largest = await readLargest(config, picture)
    if (largest && contentHash(largest) !== picture.hash) files.push(filesOf(picture).at(-1) ?? '')
    if (files.length > 0) broken.push({ picture, files })
    onProgress(index + 1, pictures.length)
  }

  const owned = new Set(pictures.flatMap(filesOf))
  const until = Date.parse(clock.now()) - GRACE_MS
  const strays = stored
    .filter(({ name, modifiedAtMs }) => !owned.has(name) && modifiedAtMs < until)
    .map(({ name }) => name)
  if (tidy) await deleteFiles(config.dataDir, strays)
  return { broken, strays }
}
