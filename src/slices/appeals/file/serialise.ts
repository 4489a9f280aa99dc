import { stringify } from 'yaml'
import { appealPath } from '../paths.ts'
import type {
  AppealFacts,
  AppealFile,
  AppealTexts,
  Count,
  Figures,
  KeyedText,
  PictureText,
} from '../types.ts'

/** Columns of the front matter. */
const WIDTH = 100

/**
 * Writes the appeal file that reads as this value.
 *
 * Texts that another YAML reader could take for something else (`NO`, `1984`, dates) are put
 * in quotation marks.
 */
export function serialiseAppealFile(file: AppealFile): string {
  const frontMatter = file.kind === 'original' ? originalOf(file) : translationOf(file)
  const yaml = stringify(frontMatter, {
    compat: 'yaml-1.1',
    blockQuote: 'literal',
    lineWidth: WIDTH,
    minContentWidth: 0,
  })
  return `---\n${yaml}---\n\n${file.texts.story}\n`
}

function originalOf({ key, facts, texts }: Extract<AppealFile, { kind: 'original' }>) {
  return {
    ...headOf(texts),
    country: facts.country,
    date: key.publishedOn,
    slug: key.slug,
    topics: unlessEmpty(facts.topics),
    addressee_languages: unlessEmpty(facts.addresseeLanguages),
    act_by: facts.actBy,
    case: facts.caseKey,
    people: keyedOf(rolesIn(facts, texts.language)),
    figures: facts.figures && figuresOf(facts.figures),
    quotation: facts.quotation && quotationOf(facts.quotation, texts.quotation),
    video: facts.video && videoOf(facts.video, texts.video),
    pictures: picturesOf(facts, texts),
    events: eventsOf(facts, texts),
    demands: keyedOf(texts.demands),
    addressees: addresseesOf(facts),
    copy_to: facts.copyTo,
    ...lettersOf(texts),
  }
}

function translationOf({ key, texts }: Extract<AppealFile, { kind: 'translation' }>) {
  return {
    translates: appealPath(key).slice(1, -1),
    ...headOf(texts),
    quotation: wrapped(texts.quotation),
    video: texts.video,
    pictures: pictureTextsOf(texts.pictures),
    people: keyedOf(texts.people ?? []),
    events: keyedOf(texts.events),
    demands: keyedOf(texts.demands),
    ...lettersOf(texts),
  }
}

/** What people are said to be in one language. */
export function rolesIn({ people = [] }: AppealFacts, language: string): KeyedText[] {
  return people.flatMap(({ key, roles }) => {
    const text = roles[language]
    return text === undefined ? [] : [{ key, text }]
  })
}

function headOf({ language, title, call, place }: AppealTexts) {
  return { language, title, call, place }
}

function figuresOf({ asOf, source, counts }: Figures) {
  const entries = counts.map(({ kind, count }) => [kind, countOf(count)])
  return { as_of: asOf, source, ...Object.fromEntries(entries) }
}

function countOf(count: Count) {
  if (typeof count === 'string') return count
  return 'exactly' in count ? count.exactly : { at_least: count.atLeast }
}

function quotationOf(
  { who, publishedOn, url, licence }: NonNullable<AppealFacts['quotation']>,
  text: string | undefined,
) {
  return { who, date: publishedOn, url, licence, text: wrapped(text) }
}

function videoOf(
  { url, archiveUrl, poster }: NonNullable<AppealFacts['video']>,
  title: string | undefined,
) {
  return { title, url, archive_url: archiveUrl, poster }
}

function picturesOf({ pictures = [] }: AppealFacts, texts: AppealTexts) {
  const textOf = new Map(texts.pictures?.map(({ key, ...text }) => [key, text]))
  const entries = pictures.map(({ key, credit, ...source }) => [
    key,
    { ...source, ...textOf.get(key), credit },
  ])
  return unlessEmpty(Object.fromEntries(entries))
}

function addresseesOf({ addressees = [] }: AppealFacts) {
  return unlessEmpty(Object.fromEntries(addressees.map(({ key, ...office }) => [key, office])))
}

function pictureTextsOf(texts: PictureText[] = []) {
  return unlessEmpty(Object.fromEntries(texts.map(({ key, ...text }) => [key, text])))
}

function eventsOf(facts: AppealFacts, texts: AppealTexts) {
  const textOf = new Map(texts.events.map(({ key, text }) => [key, text]))
  const entries = facts.events.map(({ key, happenedOn, time, source }) => [
    key,
    { date: happenedOn, time, source, text: wrapped(textOf.get(key)) },
  ])
  return unlessEmpty(Object.fromEntries(entries))
}

function lettersOf({ letters, prompts }: AppealTexts) {
  const entries = letters.map(({ language, subject, text, phone }) => [
    language,
    { subject, text: wrapped(text), phone: wrapped(phone) },
  ])
  return { letters: unlessEmpty(Object.fromEntries(entries)), prompts: unlessEmpty(prompts) }
}

function keyedOf(texts: KeyedText[]) {
  return unlessEmpty(Object.fromEntries(texts.map(({ key, text }) => [key, wrapped(text)])))
}

/** Undefined, which leaves the key out of the file, for a list or mapping without entries. */
function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value
}

/** Paragraphs broken into short lines; reading joins them again. */
function wrapped(text: string | undefined): string | undefined {
  return text?.split('\n\n').map(wrapParagraph).join('\n\n')
}

function wrapParagraph(paragraph: string): string {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length > WIDTH - 10) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.join('\n')
}
