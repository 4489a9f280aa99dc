import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32

/**
 * Reads the installation's secret key, making one at the first start.
 *
 * The key is written whole beside its place (mode 0600) and then linked there, which fails when
 * the place is taken: of two processes starting at once one makes the key, and both use it.
 * Losing the file makes every sealed text unreadable.
 *
 * @throws Error when the file holds something else
 */
export function loadSecretKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key')
  const text = readIfThere(file) ?? makeKey(file)
  const key = Buffer.from(text.trim(), 'hex')
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `${file} does not hold a key of 64 hexadecimal digits; restore it from your backup`,
    )
  }
  return key
}

function makeKey(file: string): string {
  // In containers that share the folder every process may have the same number.
  const draft = `${file}.${randomBytes(8).toString('hex')}.tmp`
  const key = `${randomBytes(KEY_BYTES).toString('hex')}\n`
  // On the disk before anything is sealed with it: a power cut must not leave letters without key.
  writeFileSync(draft, key, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
