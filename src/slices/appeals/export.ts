import type { Db } from '../../platform/db/database.ts'
import { AppError } from '../../platform/errors.ts'
import type { StoredAppeal } from './compose.ts'
import { serialiseAppealFile } from './file/serialise.ts'
import { appealPath } from './paths.ts'
import { findStoredAppeal } from './queries.ts'
import type { AppealFile, AppealKey, AppealTexts } from './types.ts'

/** A file to be written. */
export interface FileOutput {
  name: string
  text: string
}

/**
 * Writes one appeal, in whatever state, as the files that `importAppeals` reads: the original
 * first, then a file for each translation.
 *
 * @throws AppError `not_found` no such appeal
 */
export async function exportAppeal(db: Db, key: AppealKey): Promise<FileOutput[]> {
  const stored = await findStoredAppeal(db, key)
  if (!stored) throw new AppError('not_found', 'appeals.not_found', { path: appealPath(key) })
  const { publishedOn, slug } = key
  const [original, ...translations] = stored.texts
  const files: [string, AppealFile][] = [
    [`${publishedOn}-${slug}.md`, { kind: 'original', key, facts: stored.facts, texts: original }],
    ...translations.map((texts): [string, AppealFile] => [
      `${publishedOn}-${slug}.${texts.language}.md`,
      { kind: 'translation', key, texts: withoutStrays(texts, stored) },
    ]),
  ]
  return files.map(([name, file]) => ({ name, text: serialiseAppealFile(file) }))
}

/** Leaves out translations of what the original has dropped since; import would refuse them. */
function withoutStrays(texts: AppealTexts, { facts }: StoredAppeal): AppealTexts {
  return {
    ...texts,
    quotation: facts.quotation && texts.quotation,
    video: facts.video && texts.video,
    events: texts.events.filter(({ key }) => facts.events.some((event) => event.key === key)),
    demands: texts.demands.filter(({ key }) => facts.demands.includes(key)),
  }
}
