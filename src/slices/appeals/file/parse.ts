import { type AppealFacts, type AppealFile, type AppealTexts, limits } from '../types.ts'
import {
  type Mapping,
  type Read,
  readFrontMatter,
  readMapping,
  type Value,
} from './front-matter.ts'
import { type Position, ProblemList } from './problems.ts'
import * as read from './readers.ts'
import * as section from './sections.ts'
import { readSource, type Source } from './source.ts'

/** An appeal file that has been understood. */
export interface ParsedFile {
  name: string
  content: AppealFile
  /** Where a key stands, for instance `demands.release`; the first line when it is not there. */
  positionOf(path: string): Position
}

const textKeys = ['language', 'title', 'call', 'place', 'people', 'letters', 'prompts']
const originalKeys = [
  ...['date', 'slug', 'country', 'topics', 'addressee_languages', 'act_by', 'case', 'figures'],
  ...['quotation', 'video', 'pictures', 'events', 'demands', 'addressees', 'copy_to', ...textKeys],
]
const translationKeys = [
  ...['translates', 'quotation', 'video', 'pictures', 'events', 'demands', ...textKeys],
]

/**
 * Reads an appeal file: an original with its facts, or a translation with its texts alone.
 *
 * @throws AppealFileError `invalid` with every problem of the file, each with line and column
 */
export function parseAppealFile(name: string, bytes: Uint8Array): ParsedFile {
  const problems = new ProblemList(name)
  const source = readSource(bytes, problems)
  const root =
    source &&
    readFrontMatter({ text: source.frontMatter, firstLine: source.frontMatterLine }, problems)
  const content = root && readContent(root, readStory(source, problems))
  problems.throwIfAny()
  if (!root || !content) throw new Error(`${name} could not be read, and no problem was reported`)

  const positions = new Map(listPositions(root))
  return {
    name,
    content,
    positionOf: (path) => positions.get(path) ?? { line: 1, column: 1 },
  }
}

function readStory({ story, storyLine }: Source, problems: ProblemList): string {
  const text = story.replace(/^([ \t]*\n)+/, '').trimEnd()
  if (text.trim() === '') problems.add({ line: storyLine, column: 1 }, 'appeals.file_no_story')
  if (text.length > limits.storyChars) {
    problems.add({ line: storyLine, column: 1 }, 'appeals.file_story_too_long', {
      chars: text.length,
      max: limits.storyChars,
    })
  }
  return text
}

/**
 * Undefined when a problem kept something from being read. Empty texts stand in for what is
 * missing: they are reported, and the file is refused before anyone sees them.
 */
function readContent(root: Value, story: string): AppealFile | undefined {
  const isTranslation = root.node instanceof Map && root.node.has('translates')
  const mapping = readMapping(root, isTranslation ? translationKeys : originalKeys)
  return mapping && (isTranslation ? readTranslation(mapping, story) : readOriginal(mapping, story))
}

function readOriginal(file: Mapping, story: string): AppealFile {
  const head = readHead(file)
  const quotation = file.optional('quotation', section.readQuotation)
  const pictures = file.optional('pictures', read.keyed(section.readPicture, limits.pictures))
  const pictureKeys = pictures?.map(({ key }) => key) ?? []
  const video = file.optional('video', section.readVideoWith(pictureKeys))
  const events = file.optional('events', read.keyed(section.readEvent, limits.events)) ?? []
  const demands = file.optional('demands', section.keyedTexts(limits.demands)) ?? []
  const caseKey = file.optional('case', read.caseKey)
  const people = file.optional('people', section.peopleOf(caseKey))
  const facts: AppealFacts = {
    country: file.required('country', read.country) ?? '',
    topics: file.optional('topics', read.listOf(read.slug, limits.topics)) ?? [],
    addresseeLanguages: file.optional('addressee_languages', addresseeLanguages) ?? [],
    actBy: file.optional('act_by', read.day),
    caseKey,
    people: people?.map(({ key, text }) => ({ key, roles: { [head.language]: text } })),
    figures: file.optional('figures', section.readFigures),
    quotation: quotation?.facts,
    video: video?.facts,
    pictures: pictures?.map(({ key, fact }) => ({ key, ...fact })),
    addressees: file.optional('addressees', read.keyed(section.readAddressee, limits.addressees)),
    copyTo: file.optional('copy_to', read.mailAddress),
    events: events.map(({ text: _, ...fact }) => fact),
    demands: demands.map(({ key }) => key),
  }
  const texts: AppealTexts = {
    ...head,
    place: file.required('place', read.oneLine(limits.nameChars)) ?? '',
    quotation: quotation?.text,
    video: video?.title,
    pictures: pictures?.map(({ key, text }) => ({ key, ...text })),
    events: events.map(({ key, text }) => ({ key, text })),
    demands,
    ...readLetters(file),
    story,
  }
  const publishedOn = file.required('date', read.day) ?? ''
  const slug = file.required('slug', read.slug) ?? ''
  return { kind: 'original', key: { publishedOn, slug }, facts, texts }
}

function readTranslation(file: Mapping, story: string): AppealFile {
  const key = file.required('translates', read.appealKey) ?? { publishedOn: '', slug: '' }
  const texts: AppealTexts = {
    ...readHead(file),
    place: file.optional('place', read.oneLine(limits.nameChars)),
    quotation: file.optional('quotation', section.paragraph),
    video: file.optional('video', read.oneLine(limits.titleChars)),
    pictures: file.optional('pictures', read.keyed(section.readPictureText, limits.pictures)),
    people: file.optional('people', section.peopleTexts),
    events: file.optional('events', section.keyedTexts(limits.events)) ?? [],
    demands: file.optional('demands', section.keyedTexts(limits.demands)) ?? [],
    ...readLetters(file),
    story,
  }
  return { kind: 'translation', key, texts }
}

function readHead(file: Mapping) {
  return {
    language: file.required('language', read.language) ?? '',
    title: file.required('title', read.oneLine(limits.titleChars)) ?? '',
    call: file.required('call', read.oneLine(limits.callChars)) ?? '',
  }
}

/** Letters may be in any language in an original; a translation brings the one in its own. */
function readLetters(file: Mapping): Pick<AppealTexts, 'letters' | 'prompts'> {
  const own = file.has('translates') ? file.optional('language', quiet(read.language)) : undefined
  return {
    letters: file.optional('letters', (value) => section.readLetterTexts(value, own)) ?? [],
    prompts: file.optional('prompts', read.listOf(prompt, limits.prompts)) ?? [],
  }
}

const prompt = read.oneLine(limits.callChars)
const addresseeLanguages = read.listOf(read.language, limits.addresseeLanguages)

/** A second look at a value whose problems are reported elsewhere. */
function quiet<T>(reader: Read<T>): Read<T> {
  return (value) => reader({ ...value, report: () => undefined })
}

function listPositions(value: Value, prefix = ''): [string, Position][] {
  if (!(value.node instanceof Map)) return []
  return [...(value.node as Map<string, Value>)].flatMap(([key, each]) => [
    [prefix + key, each.at] as [string, Position],
    ...listPositions(each, `${prefix}${key}.`),
  ])
}
