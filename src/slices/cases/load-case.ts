import type { Db } from '../../platform/db/database.ts'
import type { View } from '../../platform/html/view.ts'
import { type CaseState, foldCase } from './fold/case-state.ts'
import { localText } from './local-text.ts'
import { findCaseByKey, findLedger } from './queries.ts'
import type { Case, Ledger } from './types.ts'

/** A case as readers may see it, with everything that follows from its ledger. */
export interface ShownCase {
  ledger: Ledger
  state: CaseState
}

/**
 * The public case of this key; undefined for one that is hidden, and where there is none. Whatever is
 * shown to readers comes from here.
 */
export async function findShownCase(db: Db, key: string): Promise<ShownCase | undefined> {
  const found = await findCaseByKey(db, key)
  if (!found?.publishedAt) return undefined
  const ledger = await findLedger(db, found.id)
  return ledger && { ledger, state: foldCase(ledger) }
}

/** Where the page of a case is. */
export function casePath(key: string): string {
  return `/cases/${key}/`
}

export function caseTitle(view: Pick<View, 'lang'>, { ledger }: ShownCase): string {
  return caseTitleOf(view, ledger.case)
}

export function caseTitleOf({ lang }: Pick<View, 'lang'>, { titles, key }: Case): string {
  return localText(titles, lang)?.text ?? key
}
