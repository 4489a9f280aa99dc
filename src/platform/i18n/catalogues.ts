import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageValues } from '../errors.ts'
import { createMessage, type Message } from './message.ts'

/** The words of one language: `t('appeals.read_more')`. */
export interface Translator {
  (key: string, values?: MessageValues): string
  lang: string
}

/** Every language of the interface. */
export interface Catalogues {
  /** Language tags, the language of last resort first. */
  languages: readonly string[]
  /** The translator of a language; of the first language, when there is no such catalogue. */
  translator(lang: string): Translator
}

/** English stands in wherever nothing else is asked for. */
const FIRST_LANGUAGE = 'en'

/**
 * Loads `locales/LANG/ROOM.json`. Messages are in the ICU format, which translators' tools know.
 *
 * @throws Error when a file is not JSON, naming it
 */
export function loadCatalogues(dir: string): Catalogues {
  const found = readdirSync(dir)
  const languages = [FIRST_LANGUAGE, ...found.filter((lang) => lang !== FIRST_LANGUAGE).sort()]
  const translators = new Map(
    languages.map((lang) => [lang, createTranslator(lang, loadMessages(join(dir, lang)))]),
  )
  const first = translators.get(FIRST_LANGUAGE)
  if (!first) throw new Error(`no catalogue of ${FIRST_LANGUAGE} in ${dir}`)
  return { languages, translator: (lang) => translators.get(lang) ?? first }
}

/** All messages of one language, by key. */
export function loadMessages(dir: string): Map<string, string> {
  const messages = new Map<string, string>()
  for (const file of readdirSync(dir).sort()) {
    const entries: Record<string, string> = JSON.parse(readFileSync(join(dir, file), 'utf8'))
    for (const [key, message] of Object.entries(entries)) messages.set(key, message)
  }
  return messages
}

function createTranslator(lang: string, messages: Map<string, string>): Translator {
  const made = new Map<string, Message>()
  const messageOf = (key: string, text: string) => {
    const message = made.get(key) ?? createMessage(text, lang)
    made.set(key, message)
    return message
  }
  const translate = (key: string, values?: MessageValues) => {
    const text = messages.get(key)
    if (text === undefined) throw new Error(`no message ${key} in the catalogue of ${lang}`)
    return values ? messageOf(key, text)(values) : text
  }
  return Object.assign(translate, { lang })
}
