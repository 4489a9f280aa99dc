import {
  type MessageFormatElement,
  type PluralElement,
  TYPE,
} from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageValues } from '../errors.ts'
import { remember } from '../remember.ts'

/** A message of a catalogue, with values to fill in. */
export type Message = (values: MessageValues) => string

/**
 * Reads a message in the ICU format.
 *
 * Names, numbers, plurals and choices are put together here, which takes a tenth of the time of the
 * library, and a page has a hundred of them. Whatever else a translator writes, and whatever is wrong
 * with the values, is left to the library.
 */
export function createMessage(text: string, lang: string): Message {
  const format = new IntlMessageFormat(text, lang)
  const write = writerOf(format.getAst(), lang)
  const byLibrary: Message = (values) => String(format.format(values))
  if (!write) return byLibrary
  return (values) => write(values) ?? byLibrary(values)
}

/** Writes a part; undefined when it cannot. `plural` is what `#` stands for. */
type Writer = (values: MessageValues, plural?: number) => string | undefined

function writerOf(elements: readonly MessageFormatElement[], lang: string): Writer | undefined {
  const writers = elements.map((element) => elementWriter(element, lang))
  if (!writers.every((each) => each !== undefined)) return undefined
  return (values, plural) => {
    let text = ''
    for (const write of writers) {
      const part = write(values, plural)
      if (part === undefined) return undefined
      text += part
    }
    return text
  }
}

function elementWriter(element: MessageFormatElement, lang: string): Writer | undefined {
  switch (element.type) {
    case TYPE.literal:
      return () => element.value
    case TYPE.argument:
      return (values) => {
        const value = values[element.value]
        return value === undefined ? undefined : String(value)
      }
    case TYPE.number:
      return element.style ? undefined : (values) => numberIn(lang, values[element.value])
    case TYPE.pound:
      return (_, plural) => numberIn(lang, plural)
    case TYPE.plural:
      return pluralWriter(element, lang)
    case TYPE.select: {
      const branches = branchesOf(element.options, lang)
      return (
        branches &&
        ((values, plural) => {
          const value = values[element.value]
          if (value === undefined) return undefined
          return (branches.get(String(value)) ?? branches.get('other'))?.(values, plural)
        })
      )
    }
    default:
      return undefined
  }
}

function pluralWriter({ value, options, offset, pluralType }: PluralElement, lang: string) {
  const branches = branchesOf(options, lang)
  const rules = new Intl.PluralRules(lang, { type: pluralType })
  return (
    branches &&
    ((values: MessageValues) => {
      const number = values[value]
      if (typeof number !== 'number') return undefined
      const left = number - offset
      const branch =
        branches.get(`=${number}`) ?? branches.get(rules.select(left)) ?? branches.get('other')
      return branch?.(values, left)
    })
  )
}

function branchesOf(
  options: PluralElement['options'],
  lang: string,
): Map<string, Writer> | undefined {
  const branches = new Map<string, Writer>()
  for (const [name, { value }] of Object.entries(options)) {
    const writer = writerOf(value, lang)
    if (!writer) return undefined
    branches.set(name, writer)
  }
  return branches
}

function numberIn(lang: string, value: unknown): string | undefined {
  return typeof value === 'number' ? numberFormats(lang).format(value) : undefined
}

const MAX_LANGUAGES = 100
const numberFormats = remember(MAX_LANGUAGES, (lang) => new Intl.NumberFormat(lang))
