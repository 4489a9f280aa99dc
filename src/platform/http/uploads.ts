import multipart, { type MultipartFields } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { App } from './types.ts'

/** One file that a form brought. */
export interface Upload {
  /** As the browser names it: for messages only, never for a path. */
  name: string
  bytes: Buffer
}

/**
 * Adds routes whose forms carry one file. Only these take `multipart/form-data`; everywhere else it
 * is refused with 415.
 */
export function uploadRoutes(server: App, addRoutes: (scope: App) => void): void {
  void server.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 20, fieldSize: 2000, parts: 21 },
    })
    addRoutes(scope as unknown as App)
  })
}

/**
 * The file of a form, read into memory; undefined when none was chosen.
 *
 * @throws AppError `invalid` the file is larger than `maxBytes`, or the form is broken
 */
export async function readUpload(
  request: FastifyRequest,
  { maxBytes }: { maxBytes: number },
): Promise<Upload | undefined> {
  const { file, problem } = await readUploadForm(request, { maxBytes })
  if (problem) throw problem
  return file
}

/** A form with a file and what was typed in front of it. */
export interface UploadForm {
  file?: Upload
  /** The fields that stand before the file. */
  fields: Record<string, string>
  /** What is wrong with the file, so that the form can be shown again. */
  problem?: AppError
}

/** The same with the fields of the form; a file that is refused takes none of them along. */
export async function readUploadForm(
  request: FastifyRequest,
  { maxBytes }: { maxBytes: number },
): Promise<UploadForm> {
  let fields: Record<string, string> = {}
  try {
    const part = await request.file({ limits: { fileSize: maxBytes } })
    if (!part) return { fields }
    fields = textsOf(part.fields)
    const bytes = await part.toBuffer()
    if (bytes.length === 0 && part.filename === '') return { fields }
    return { fields, file: { name: plainName(part.filename), bytes } }
  } catch (cause) {
    return { fields, problem: problemOf(cause, maxBytes) }
  }
}

function textsOf(fields: MultipartFields): Record<string, string> {
  const texts = Object.values(fields)
    .flat()
    .flatMap((each) =>
      each?.type === 'field' && typeof each.value === 'string'
        ? [[each.fieldname, each.value] as const]
        : [],
    )
  return Object.fromEntries(texts)
}

function problemOf(cause: unknown, maxBytes: number): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const isTooLarge = code === 'FST_REQ_FILE_TOO_LARGE'
  const mebibytes = Math.floor(maxBytes / 1024 ** 2)
  return isTooLarge
    ? new AppError('invalid', 'platform.file_too_large', { mebibytes }, { cause })
    : new AppError('invalid', 'platform.file_broken', {}, { cause })
}

/** The last part of the name, in one line: some browsers send whole paths, and liars send worse. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 100)
}
