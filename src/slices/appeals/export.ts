import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { findPictures, readLargest } from '../media/index.ts'
import type { StoredAppeal } from './compose.ts'
import { rolesIn, serialiseAppealFile } from './file/serialise.ts'
import { appealPath } from './paths.ts'
import { findStoredAppeal } from './queries.ts'
import type { AppealFacts, AppealFile, AppealKey, AppealTexts, PictureFact } from './types.ts'

/** A file to be written. */
export interface FileOutput {
  name: string
  content: string | Uint8Array
}

/**
 * Writes one appeal, in whatever state, as the files that `importAppeals` reads: the original
 * first, then a file for each translation, then the pictures. Files are made to be handed on, so
 * names of people who have not agreed to that are not in them.
 *
 * @throws AppError `not_found` no such appeal
 */
export async function exportAppeal(
  { db, config, veils }: Pick<Deps, 'db' | 'config' | 'veils'>,
  key: AppealKey,
): Promise<FileOutput[]> {
  const stored = await findStoredAppeal(db, key)
  if (!stored) throw new AppError('not_found', 'appeals.not_found', { path: appealPath(key) })
  const veil = await veils.for('spread')
  // Names of files are read by whoever gets them, like the files themselves.
  const shownKey = { ...key, slug: veil.text(key.slug) }
  const base = `${shownKey.publishedOn}-${shownKey.slug}`
  const pictures = await exportPictures({ db, config }, stored, base)
  const facts = withFiles(stored.facts, pictures)
  const [original, ...translations] = stored.texts.map((texts) => withoutStrays(texts, facts))
  if (!original) throw new Error(`${appealPath(key)} has no text`)
  const files: [string, AppealFile][] = [
    [`${base}.md`, { kind: 'original', key: shownKey, facts, texts: original }],
    ...translations.map((texts): [string, AppealFile] => [
      `${base}.${texts.language}.md`,
      {
        kind: 'translation',
        key: shownKey,
        texts: { ...texts, people: rolesIn(facts, texts.language) },
      },
    ]),
  ]
  return [
    ...files.map(([name, file]) => ({ name, content: serialiseAppealFile(veil.all(file)) })),
    ...[...pictures.values()].map(({ name, bytes }) => ({ name, content: bytes })),
  ]
}

/** The pictures that there are, by key, each with the name of its file. */
async function exportPictures(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  { facts }: StoredAppeal,
  base: string,
): Promise<Map<string, { name: string; bytes: Uint8Array }>> {
  const exported = new Map<string, { name: string; bytes: Uint8Array }>()
  const ids = (facts.pictures ?? []).flatMap((fact) => ('id' in fact ? [[fact.key, fact.id]] : []))
  const found = await findPictures(
    db,
    ids.map(([, id = '']) => id),
  )
  for (const [key = '', id = ''] of ids) {
    const picture = found.get(id)
    const bytes = picture && (await readLargest(config, picture))
    if (bytes) exported.set(key, { name: `${base}.${key}.jpg`, bytes })
  }
  return exported
}

/** Facts that name their pictures by the files that are written; one that is gone is left out. */
function withFiles(facts: AppealFacts, files: ReadonlyMap<string, { name: string }>): AppealFacts {
  const pictures = facts.pictures?.flatMap(({ key, credit }): PictureFact[] => {
    const file = files.get(key)?.name
    return file === undefined ? [] : [{ key, file, credit }]
  })
  const { video } = facts
  const poster = video?.poster !== undefined && files.has(video.poster) ? video.poster : undefined
  return { ...facts, pictures, video: video && { ...video, poster } }
}

/** Leaves out translations of what the original has dropped since; import would refuse them. */
function withoutStrays(texts: AppealTexts, facts: AppealFacts): AppealTexts {
  return {
    ...texts,
    quotation: facts.quotation && texts.quotation,
    video: facts.video && texts.video,
    pictures: texts.pictures?.filter(({ key }) =>
      facts.pictures?.some((picture) => picture.key === key),
    ),
    events: texts.events.filter(({ key }) => facts.events.some((event) => event.key === key)),
    demands: texts.demands.filter(({ key }) => facts.demands.includes(key)),
  }
}
