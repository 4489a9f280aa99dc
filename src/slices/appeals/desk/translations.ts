import type { Db } from '../../../platform/db/database.ts'
import { differingFields } from '../sheets/fields.ts'
import { listRevisionsById, type Revision } from '../sheets/queries.ts'
import type { DeskAppeal } from './own-appeal.ts'

/** How a translation stands to its original. */
export interface TranslationState {
  language: string
  state: 'missing' | 'behind' | 'current'
  /** Fields of the original that read differently since it was translated. */
  changed: string[]
}

const wordy = /^(title|call|place|story|prompts|quotation\.text|video\.title)$/
const wordyRows = /^(events|demands)\.[^.]+\.text$|^pictures\.[^.]+\.(alt|caption)$/

/** The state of every language that the site has or the appeal is in, but for the original's. */
export async function listTranslations(
  db: Db,
  appeal: DeskAppeal,
  siteLanguages: readonly string[],
): Promise<TranslationState[]> {
  const [original, ...sheets] = appeal.sheets
  const heads = await listRevisionsById(db, [
    ...(original ? [original.headId] : []),
    ...sheets.map(({ headId }) => headId),
  ])
  const byId = new Map(heads.map((each) => [each.id, each]))
  const now = byId.get(original?.headId ?? '')
  const seenIds = sheets.flatMap(({ headId }) => byId.get(headId)?.originalId ?? [])
  const seen = new Map((await listRevisionsById(db, seenIds)).map((each) => [each.id, each]))
  const there = sheets.map(({ language, headId }) => {
    const head = byId.get(headId)
    const changed = changedSince(now, seen.get(head?.originalId ?? ''))
    const isEmpty = Object.keys(head?.fields ?? {}).length === 0
    const state = isEmpty ? 'missing' : changed.length > 0 ? 'behind' : 'current'
    return { language, state, changed: isEmpty ? [] : changed } as const
  })
  const languages = [appeal.originalLanguage, ...sheets.map(({ language }) => language)]
  const missing = siteLanguages.filter((language) => !languages.includes(language))
  return [
    ...there,
    ...missing.map((language) => ({ language, state: 'missing' as const, changed: [] })),
  ]
}

/** What came in as files is taken to have been translated from what came in with it. */
function changedSince(now: Revision | undefined, seen: Revision | undefined): string[] {
  if (!now || !seen || now.id === seen.id) return []
  return differingFields(seen.fields, now.fields).filter(
    (name) => wordy.test(name) || wordyRows.test(name),
  )
}
