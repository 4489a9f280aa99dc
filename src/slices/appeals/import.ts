import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Instant } from '../../platform/time.ts'
import { noteVideo } from '../media/index.ts'
import { checkTranslation } from './file/check-translation.ts'
import { type ParsedFile, parseAppealFile } from './file/parse.ts'
import { AppealFileError, type FileProblem, ProblemList } from './file/problems.ts'
import { keepRoles, noteCase, saveRoles } from './name-case.ts'
import { appealPath } from './paths.ts'
import { announceChange, releaseAppeal } from './publish.ts'
import { findStoredAppeal, insertAppeal, insertText, updateFacts, updateText } from './queries.ts'
import { settlePictures } from './settle-pictures.ts'
import { noteFile } from './sheets/note-file.ts'
import { markHeadsReleased } from './sheets/queries.ts'
import { writeOriginal, writeTranslation } from './sheets/write-sheet.ts'
import type { AppealFile, AppealKey } from './types.ts'

/** A file as it came from a disk or a form. */
export interface FileInput {
  name: string
  bytes: Uint8Array
  /** Reads a picture by its path from the folder of the file; a file alone brings none. */
  readBeside?: (path: string) => Promise<Uint8Array>
}

/** What became of one file. */
export interface ImportReport {
  file: string
  key: AppealKey
  language: string
  outcome: 'created' | 'changed' | 'unchanged'
  /** Whether this import made the appeal public. */
  released: boolean
}

/**
 * Takes in originals and translations, in any order, all of them or none.
 *
 * A new original becomes a draft, or public at once with `publish`. A file that is known
 * changes what differs; importing it again changes nothing. `appeals.published` and
 * `appeals.changed` are saved in the same transaction, one for each public appeal concerned.
 * Pictures beside the files are taken in before; if the files are then refused, they remain, shown
 * nowhere.
 *
 * @throws AppealFileError `invalid` with every problem of every file
 * @throws AppError `conflict` an appeal that has been withdrawn is to be published
 */
export async function importAppeals(
  deps: Pick<Deps, 'db' | 'clock' | 'outbox' | 'config' | 'secrets'>,
  files: FileInput[],
  { publish }: { publish: boolean },
): Promise<ImportReport[]> {
  const { db, clock, outbox } = deps
  const parsed = await settleAll(deps, parseAll(files), files)
  const originals = parsed.filter(({ content }) => content.kind === 'original')
  const translations = parsed.filter(({ content }) => content.kind === 'translation')
  const at = clock.now()

  return db.transaction().execute(async (tx) => {
    const saved = await saveAll(tx, [...originals, ...translations], at)
    const released = new Set<string>()
    for (const [id, changes] of Map.groupBy(saved, (each) => each.id)) {
      const isNews = publish && (await releaseAppeal({ tx, outbox }, id, at))
      if (isNews) {
        released.add(id)
        await markHeadsReleased(tx, id)
      } else if (changes.some(({ outcome }) => outcome !== 'unchanged')) {
        await announceChange({ tx, outbox }, id, at)
      }
    }
    return saved.map(({ id, ...report }) => ({ ...report, released: released.has(id) }))
  })
}

function parseAll(files: FileInput[]): ParsedFile[] {
  const problems: FileProblem[] = []
  const parsed = files.flatMap(({ name, bytes }) => {
    try {
      return parseAppealFile(name, bytes)
    } catch (error) {
      if (!(error instanceof AppealFileError)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  problems.push(...findTwins(parsed))
  if (problems.length > 0) throw new AppealFileError(problems)
  return parsed
}

async function settleAll(
  deps: Parameters<typeof settlePictures>[0],
  parsed: ParsedFile[],
  files: FileInput[],
): Promise<ParsedFile[]> {
  const settled: ParsedFile[] = []
  const found: FileProblem[] = []
  for (const each of parsed) {
    const problems = new ProblemList(each.name)
    const readBeside = files.find(({ name }) => name === each.name)?.readBeside
    settled.push(await settlePictures(deps, each, { problems, readBeside }))
    found.push(...problems.problems)
  }
  if (found.length > 0) throw new AppealFileError(found)
  return settled
}

/** Two files for one text: which of them holds would depend on their order. */
function findTwins(parsed: ParsedFile[]): FileProblem[] {
  const identityOf = ({ content }: ParsedFile) =>
    `${appealPath(content.key)} ${content.texts.language}`
  return [...Map.groupBy(parsed, identityOf).values()].flatMap(([first, ...twins]) =>
    twins.map((twin) => ({
      file: twin.name,
      line: 1,
      column: 1,
      messageKey: 'appeals.file_twice',
      values: { other: first?.name ?? '' },
    })),
  )
}

type Saved = Omit<ImportReport, 'released'> & { id: string }

async function saveAll(tx: Db, files: ParsedFile[], at: Instant): Promise<Saved[]> {
  const saved: Saved[] = []
  const problems: FileProblem[] = []
  for (const file of files) {
    const list = new ProblemList(file.name)
    const { key, texts } = file.content
    const result = await saveFile(tx, file, { problems: list, at })
    if (result) saved.push({ ...result, file: file.name, key, language: texts.language })
    problems.push(...list.problems)
  }
  if (problems.length > 0) throw new AppealFileError(problems)
  return saved
}

type SaveContext = { problems: ProblemList; at: Instant }

async function saveFile(tx: Db, file: ParsedFile, context: SaveContext) {
  const { content } = file
  if (content.kind === 'original') return saveOriginal(tx, { ...file, content }, context)
  return saveTranslation(tx, { ...file, content }, context)
}

type Original = ParsedFile & { content: Extract<AppealFile, { kind: 'original' }> }
type Translation = ParsedFile & { content: Extract<AppealFile, { kind: 'translation' }> }

async function saveOriginal(tx: Db, { content, positionOf }: Original, context: SaveContext) {
  const { problems, at } = context
  const { key, facts, texts } = content
  const before = await findStoredAppeal(tx, key)
  const named = { facts, title: texts.title, language: texts.language, at }
  // A partner's appeal, exported and taken in again, keeps the case that it had.
  if (before?.facts.caseKey !== facts.caseKey && !(await noteCase(tx, named))) {
    const values = { key: facts.caseKey ?? '' }
    problems.add(positionOf('case'), 'appeals.file_case_of_others', values)
  }
  if (facts.video?.url) await noteVideo(tx, facts.video.url, at)
  const newId = await insertAppeal(tx, { key, facts, language: texts.language, at })
  if (newId !== undefined) {
    await insertText(tx, newId, texts, at)
    return { id: newId, outcome: 'created' as const }
  }
  const stored = await findStoredAppeal(tx, key)
  if (!stored) throw new Error(`${appealPath(key)} vanished during its import`)
  const [{ language }] = stored.texts
  if (language !== texts.language) {
    const path = appealPath(key)
    const values = { path, language, target: path.slice(1, -1) }
    return problems.add(positionOf('language'), 'appeals.file_other_original', values)
  }
  const isFactNew = await updateFacts(tx, stored.id, keepRoles(facts, stored.facts))
  const isTextNew = await updateText(tx, stored.id, texts, at)
  if (isFactNew || isTextNew) {
    const fields = writeOriginal(key, facts, texts)
    await noteFile(tx, { appealId: stored.id, language, fields, at })
  }
  return { id: stored.id, outcome: outcomeOf(isFactNew || isTextNew) }
}

async function saveTranslation(tx: Db, file: Translation, { problems, at }: SaveContext) {
  const { key, texts: all } = file.content
  const { people, ...texts } = all
  const stored = await findStoredAppeal(tx, key)
  if (!stored) {
    const values = { path: appealPath(key) }
    return problems.add(file.positionOf('translates'), 'appeals.file_no_original', values)
  }
  checkTranslation(file, stored, problems)
  const areRolesNew = await saveRoles(tx, stored, { people, language: texts.language })
  if (await insertText(tx, stored.id, texts, at)) {
    return { id: stored.id, outcome: 'created' as const }
  }
  const isNew = await updateText(tx, stored.id, texts, at)
  if (isNew) {
    const revision = { appealId: stored.id, language: texts.language, at }
    await noteFile(tx, { ...revision, fields: writeTranslation(texts) })
  }
  return { id: stored.id, outcome: outcomeOf(isNew || areRolesNew) }
}

function outcomeOf(isChanged: boolean): 'changed' | 'unchanged' {
  return isChanged ? 'changed' : 'unchanged'
}
