import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import type { MessageValues } from '../../../platform/errors.ts'
import { nearestWord } from './nearest.ts'
import type { Position, ProblemList } from './problems.ts'

/** A value of the front matter that knows its name and where it stands. */
export interface Value {
  name: string
  node: unknown
  at: Position
  /** Reports a problem with this value; returns undefined, so that a reader can return it. */
  report(messageKey: string, values?: MessageValues): undefined
}

/** Understands a value, or reports what is wrong with it and returns undefined. */
export type Read<T> = (value: Value) => T | undefined

/** A mapping whose keys are known beforehand. */
export interface Mapping {
  at: Position
  has(key: string): boolean
  optional<T>(key: string, read: Read<T>): T | undefined
  required<T>(key: string, read: Read<T>): T | undefined
}

/**
 * Parses the front matter to its outermost mapping.
 *
 * Every scalar arrives as the text that was typed: `NO` is Norway and `1984` a title. What a
 * value means is decided by the reader it is given to.
 */
export function readFrontMatter(
  { text, firstLine }: { text: string; firstLine: number },
  problems: ProblemList,
): Value | undefined {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false })
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  const faults = [...document.errors, ...document.warnings]
  for (const { code, pos } of faults) {
    const offset = code === 'MISSING_CHAR' ? startOfScalar(document, pos[0]) : pos[0]
    problems.add(positionOf(offset), 'appeals.file_yaml', { code })
  }
  if (faults.some((fault) => fault.code !== 'DUPLICATE_KEY')) return undefined

  const toValue = (name: string, node: unknown, at: Position): Value => ({
    name,
    node: isMap(node) ? pairsOf(node, at) : isSeq(node) ? itemsOf(node.items, name, at) : node,
    at,
    report: (messageKey, values) => problems.add(at, messageKey, { name, ...values }),
  })
  const offsetOf = (node: unknown): number | undefined =>
    isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined
  const placeOf = (node: unknown, otherwise: Position): Position => {
    const offset = offsetOf(node)
    return offset === undefined ? otherwise : positionOf(offset)
  }
  const itemsOf = (items: unknown[], name: string, at: Position) =>
    items.map((item) => toValue(name, item, placeOf(item, at)))
  const pairsOf = (map: YAMLMap, at: Position) =>
    new Map(
      map.items.map((pair) => {
        const name = isScalar(pair.key) ? String(pair.key.value) : ''
        return [name, toValue(name, pair.value, placeOf(pair.key, at))]
      }),
    )
  return toValue('', document.contents, { line: firstLine, column: 1 })
}

/** Reads a mapping of these keys; others are reported, with the one that was probably meant. */
export function readMapping(value: Value, known: readonly string[]): Mapping | undefined {
  const pairs = readPairs(value)
  if (!pairs) return undefined
  for (const [name, each] of pairs) {
    if (!known.includes(name)) reportUnknown(each, known)
  }
  return {
    at: value.at,
    has: (key) => pairs.has(key),
    optional(key, read) {
      const found = pairs.get(key)
      return found && read(found)
    },
    required(key, read) {
      const found = pairs.get(key)
      if (found) return read(found)
      return value.report('appeals.file_missing', { key })
    },
  }
}

/** The pairs of a mapping whose keys the author chose. */
export function readPairs(value: Value): Map<string, Value> | undefined {
  if (value.node instanceof Map) return value.node
  return value.report(
    value.name === '' ? 'appeals.file_not_front_matter' : 'appeals.file_not_a_mapping',
  )
}

/** The items of a list. */
export function readItems(value: Value): Value[] | undefined {
  if (Array.isArray(value.node)) return value.node
  return value.report('appeals.file_not_a_list')
}

/** The text of a scalar as it was typed, trimmed. Never empty. */
export function readText(value: Value): string | undefined {
  if (value.node === null) return value.report('appeals.file_blank')
  if (!isScalar(value.node)) return value.report('appeals.file_not_a_text')
  const text = String(value.node.value ?? '').trim()
  return text === '' ? value.report('appeals.file_blank') : text
}

/** A quotation mark that is missing is noticed only at the end; it was forgotten near the start. */
function startOfScalar(document: Document.Parsed, offset: number): number {
  let start = offset
  visit(document, {
    Scalar(_, { range }) {
      if (range && range[0] <= offset && offset <= range[1]) start = range[0]
    },
  })
  return start
}

function reportUnknown(value: Value, known: readonly string[]): undefined {
  const nearest = nearestWord(value.name, known)
  if (nearest) return value.report('appeals.file_unknown_key', { nearest })
  return value.report('appeals.file_unknown_key_of', { known: known.join(', ') })
}
