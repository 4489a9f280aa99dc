import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32

/**
 * Reads the installation's secret key, making one at the first start.
 *
 * The file is created exclusively with mode 0600, so that of two processes starting at once
 * one writes the key and both use it. Losing the file makes every sealed text unreadable.
 */
export function loadSecretKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key')
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `${file} does not hold a key of 64 hexadecimal digits; restore it from your backup`,
    )
  }
  return key
}
