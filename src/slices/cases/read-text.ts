import { readFile } from 'node:fs/promises'
import { AppError } from '../../platform/errors.ts'

/** @throws AppError `invalid` the file cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new AppError('invalid', 'cases.cannot_read_file', { file, reason }, { cause })
  }
}
