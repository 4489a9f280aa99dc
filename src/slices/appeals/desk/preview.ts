import type { Deps } from '../../../platform/deps.ts'
import { type Day, dayOf } from '../../../platform/time.ts'
import type { Actor } from '../../accounts/index.ts'
import { composeAppeal } from '../compose.ts'
import { findIssues } from '../issue-queries.ts'
import { findMedia, findStoredById } from '../queries.ts'
import { listRevisionsById } from '../sheets/queries.ts'
import { readOriginal, readTranslation } from '../sheets/read-sheet.ts'
import type { Appeal, AppealKey, AppealTexts } from '../types.ts'
import { openAppeal } from './own-appeal.ts'

/**
 * An appeal as readers would see it if everything that was saved were released now. What cannot
 * be understood yet is left out.
 *
 * @throws AppError `not_found` no such appeal, or another organisation's
 */
export async function previewAppeal(
  deps: Pick<Deps, 'db' | 'reader' | 'clock'>,
  actor: Actor,
  { id, lang }: { id: string; lang: string },
): Promise<Appeal> {
  const appeal = await openAppeal(deps, actor, id)
  const found = await findStoredById(deps.db, id)
  if (!found) throw new Error(`appeal ${id} vanished`)
  const ids = appeal.sheets.map(({ headId }) => headId)
  const heads = new Map((await listRevisionsById(deps.db, ids)).map((each) => [each.id, each]))
  const fieldsOf = (headId?: string) => heads.get(headId ?? '')?.fields ?? {}
  const [first, ...others] = appeal.sheets
  const original = readOriginal(fieldsOf(first?.headId), appeal.originalLanguage)
  const translations = others.flatMap(({ language, headId }): AppealTexts[] => {
    const { texts } = readTranslation(fieldsOf(headId), language)
    return texts.title === '' ? [] : [texts]
  })
  const facts = { ...found.stored.facts, ...original.facts }
  const stored = {
    ...found.stored,
    key: appeal.publishedAt ? appeal.key : draftKey(original.key, dayOf(deps.clock.now())),
    facts,
    texts: [original.texts, ...translations] as [AppealTexts, ...AppealTexts[]],
    media: await findMedia(deps.db, facts),
    issues: (await findIssues(deps.db, [found.stored], lang)).get(id),
  }
  return composeAppeal(stored, appeal.publishedAt ?? deps.clock.now(), lang)
}

/** Where it would stand, as far as that is known. */
function draftKey({ publishedOn, slug }: AppealKey, today: Day): AppealKey {
  return { publishedOn: publishedOn || today, slug: slug || 'draft' }
}
