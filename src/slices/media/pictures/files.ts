import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../../../platform/config.ts'
import { newId } from '../../../platform/ids.ts'
import type { Picture, PictureFormat } from '../types.ts'

/** A file still being written ends like this; it is never served. */
const PART = '.part'

/** `<hash>-<width>.<format>`, the last part of its address and the name of its file. */
export function pictureFile(
  { hash }: Pick<Picture, 'hash'>,
  width: number,
  format: PictureFormat,
): string {
  return `${hash}-${width}.${format}`
}

/** The name of every file of a picture. */
export function filesOf(picture: Pick<Picture, 'hash' | 'widths'>): string[] {
  return picture.widths.flatMap((width) => [
    pictureFile(picture, width, 'webp'),
    pictureFile(picture, width, 'jpg'),
  ])
}

/**
 * Writes files so that each is there as a whole or not at all, and on the disk when this is done.
 *
 * When one of them cannot be written, for instance because the disk is full, none is left.
 */
export async function storeFiles(
  dataDir: string,
  files: readonly { name: string; bytes: Uint8Array }[],
): Promise<void> {
  const moves = files.map(({ name, bytes }) => {
    const path = pathOf(dataDir, name)
    return { path, part: `${path}.${newId()}${PART}`, bytes }
  })
  try {
    for (const { part, bytes } of moves) await writeWhole(part, bytes)
  } catch (error) {
    await Promise.all(moves.map(({ part }) => rm(part, { force: true })))
    throw error
  }
  for (const { part, path } of moves) await rename(part, path)
  for (const dir of new Set(moves.map(({ path }) => dirname(path)))) await syncFolder(dir)
}

/** Undefined when there is no such file. */
export async function readStoredFile(dataDir: string, name: string): Promise<Buffer | undefined> {
  return readFile(pathOf(dataDir, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** The bytes of the largest JPEG, from which the same picture can be made again. */
export async function readLargest(
  { dataDir }: Pick<Config, 'dataDir'>,
  picture: Pick<Picture, 'hash' | 'width'>,
): Promise<Buffer | undefined> {
  return readStoredFile(dataDir, pictureFile(picture, picture.width, 'jpg'))
}

export async function deleteFiles(dataDir: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(pathOf(dataDir, name), { force: true })))
}

/** Every file that lies in the folder, with its size and what is left of writing. */
export async function listStoredFiles(
  dataDir: string,
): Promise<{ name: string; bytes: number; modifiedAtMs: number }[]> {
  const entries = await readdir(mediaDir(dataDir), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const { size, mtimeMs } = await stat(join(parentPath, name))
        return { name, bytes: size, modifiedAtMs: mtimeMs }
      }),
  )
}

function mediaDir(dataDir: string): string {
  return join(dataDir, 'media')
}

/** Folders by the first two characters, so that none of them grows without end. */
function pathOf(dataDir: string, name: string): string {
  return join(mediaDir(dataDir), name.slice(0, 2), name)
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
