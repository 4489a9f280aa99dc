import { limits } from '../types.ts'
import type { Position, ProblemList } from './problems.ts'

/** An appeal file taken apart, before any of it is understood. */
export interface Source {
  frontMatter: string
  /** The line of the file on which the front matter's first line stands. */
  frontMatterLine: number
  story: string
  storyLine: number
}

/**
 * Checks that the bytes are a text with front matter, and takes it apart.
 *
 * Line ends become `\n`; a byte order mark is dropped. Returns undefined after reporting
 * what keeps the file from being read at all.
 */
export function readSource(bytes: Uint8Array, problems: ProblemList): Source | undefined {
  if (bytes.byteLength > limits.fileBytes) {
    return problems.add(start, 'appeals.file_too_large', { max: limits.fileBytes / 1024 })
  }
  const text = decode(bytes, problems)
  if (text === undefined) return undefined
  if (text.trim() === '') return problems.add(start, 'appeals.file_empty')

  const lines = text.split('\n')
  reportStrayLines(lines, problems)
  if (problems.problems.length > 0) return undefined
  return split(lines, problems)
}

const start: Position = { line: 1, column: 1 }

function split(lines: string[], problems: ProblemList): Source | undefined {
  const first = lines.findIndex((line) => line.trim() !== '')
  if (lines[first]?.trimEnd() !== '---') {
    return problems.add({ line: first + 1, column: 1 }, 'appeals.file_no_front_matter')
  }
  const last = lines.findIndex((line, index) => index > first && line.trimEnd() === '---')
  if (last === -1) {
    return problems.add({ line: first + 1, column: 1 }, 'appeals.file_front_matter_open')
  }
  return {
    frontMatter: lines.slice(first + 1, last).join('\n'),
    frontMatterLine: first + 2,
    story: lines.slice(last + 1).join('\n'),
    storyLine: last + 2,
  }
}

function decode(bytes: Uint8Array, problems: ProblemList): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.replace(/\r\n?/g, '\n')
  } catch {
    return problems.add(firstBadByte(bytes), 'appeals.file_not_utf8')
  }
}

/** Where a lenient decoder writes the first replacement character that is not in the file. */
function firstBadByte(bytes: Uint8Array): Position {
  let goodBytes = 0
  let badBytes = bytes.byteLength
  while (badBytes - goodBytes > 1) {
    const middle = (goodBytes + badBytes) >> 1
    if (isUtf8Prefix(bytes.subarray(0, middle))) goodBytes = middle
    else badBytes = middle
  }
  const before = new TextDecoder().decode(bytes.subarray(0, goodBytes), { stream: true })
  const lines = before.split(/\r\n?|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** With `stream`, a character cut off at the end is not an error. */
function isUtf8Prefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Lines that no author wrote: the marks of an unfinished merge, and control characters. */
function reportStrayLines(lines: string[], problems: ProblemList): void {
  lines.forEach((line, index) => {
    if (/^(<{7}|>{7})( |$)/.test(line)) {
      problems.add({ line: index + 1, column: 1 }, 'appeals.file_conflict_marker')
    }
    const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/.exec(line)
    if (control) {
      problems.add({ line: index + 1, column: control.index + 1 }, 'appeals.file_control', {
        code: (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'),
      })
    }
  })
}
