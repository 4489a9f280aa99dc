import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { addPicture, findPictures } from '../media/index.ts'
import type { ParsedFile } from './file/parse.ts'
import type { ProblemList } from './file/problems.ts'
import type { PictureFact } from './types.ts'

type MediaDeps = Pick<Deps, 'db' | 'config' | 'clock' | 'secrets'>

interface Beside {
  problems: ProblemList
  /** Reads a file by its path from the folder of the appeal file. */
  readBeside?: (path: string) => Promise<Uint8Array>
}

/**
 * Takes in the pictures that lie beside an appeal file, and makes sure that those it names by id
 * are there. What is wrong with one of them is a problem of the file.
 */
export async function settlePictures(
  deps: MediaDeps,
  file: ParsedFile,
  beside: Beside,
): Promise<ParsedFile> {
  const { content } = file
  if (content.kind === 'translation' || !content.facts.pictures) return file
  const pictures: PictureFact[] = []
  for (const fact of content.facts.pictures) {
    const id = await settle(deps, file, { fact, ...beside })
    if (id !== undefined) pictures.push({ key: fact.key, id, credit: fact.credit })
  }
  return { ...file, content: { ...content, facts: { ...content.facts, pictures } } }
}

async function settle(
  deps: MediaDeps,
  { content, positionOf }: ParsedFile,
  { fact, problems, readBeside }: Beside & { fact: PictureFact },
): Promise<string | undefined> {
  const at = positionOf(`pictures.${fact.key}.${'id' in fact ? 'id' : 'file'}`)
  if ('id' in fact) {
    if ((await findPictures(deps.db, [fact.id])).has(fact.id)) return fact.id
    return problems.add(at, 'appeals.file_unknown_picture', { value: fact.id })
  }
  const alt = content.texts.pictures?.find(({ key }) => key === fact.key)?.alt ?? ''
  try {
    if (!readBeside) throw new AppError('invalid', 'appeals.file_picture_alone')
    const bytes = await readBeside(fact.file)
    const { picture } = await addPicture(deps, { bytes, alt, credit: fact.credit })
    return picture.id
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return problems.add(at, error.messageKey, { value: fact.file, ...error.values })
  }
}
