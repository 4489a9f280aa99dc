import { appealPath } from '../paths.ts'
import type { AppealFacts, AppealKey, AppealTexts } from '../types.ts'
import { nearestWord } from './nearest.ts'
import type { ParsedFile } from './parse.ts'
import type { ProblemList } from './problems.ts'

/** Reports whatever a translation brings that its original has no place for. */
export function checkTranslation(
  { content, positionOf }: ParsedFile,
  original: { key: AppealKey; facts: AppealFacts; texts: [AppealTexts, ...AppealTexts[]] },
  problems: ProblemList,
): void {
  const { texts } = content
  const { facts, key } = original
  if (texts.language === original.texts[0].language) {
    const values = { path: appealPath(key) }
    problems.add(positionOf('language'), 'appeals.file_original_language', values)
  }
  for (const name of ['quotation', 'video'] as const) {
    if (texts[name] !== undefined && !facts[name]) {
      problems.add(positionOf(name), 'appeals.file_not_in_original', { name })
    }
  }
  const keysOf = (items: { key: string }[] = []) => items.map((item) => item.key)
  const known = {
    pictures: keysOf(facts.pictures),
    events: keysOf(facts.events),
    demands: facts.demands,
    people: keysOf(facts.people),
  }
  for (const field of ['pictures', 'people', 'events', 'demands'] as const) {
    for (const { key: name } of texts[field] ?? []) {
      if (known[field].includes(name)) continue
      const at = positionOf(`${field}.${name}`)
      const nearest = nearestWord(name, known[field])
      if (nearest) problems.add(at, 'appeals.file_unknown_key', { name, nearest })
      else problems.add(at, 'appeals.file_not_in_original', { name })
    }
  }
}
