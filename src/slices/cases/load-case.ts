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
  return found?.publishedAt ? loadCase(db, found) : undefined
}

/** A case that was just found, with its ledger and all that follows from it. */
export async function loadCase(db: Db, found: Case): Promise<ShownCase | undefined> {
  const known = remembered.get(db)?.get(found.id)
  if (known?.ledger.case.version === found.version) {
    return { ledger: { ...known.ledger, case: found }, state: known.state }
  }
  const ledger = await findLedger(db, found.id, known?.ledger.events)
  if (!ledger) return undefined
  // The version was read before the rest, so what is remembered is never older than it says.
  const shown = { ledger: { ...ledger, case: found }, state: foldCase(ledger, known?.state) }
  remember(db, shown)
  return shown
}

/** A hundred cases of the usual size, or four of the largest. */
const REMEMBERED_EVENTS = 20_000

/** Ledgers and their folds, which change with the version of a case alone; those read last. */
const remembered = new WeakMap<Db, Map<string, ShownCase>>()

function remember(db: Db, shown: ShownCase): void {
  const cases = remembered.get(db) ?? new Map<string, ShownCase>()
  remembered.set(db, cases)
  cases.delete(shown.ledger.case.id)
  cases.set(shown.ledger.case.id, shown)
  let events = 0
  for (const { ledger } of cases.values()) events += ledger.events.length + 1
  for (const [id, { ledger }] of cases) {
    if (events <= REMEMBERED_EVENTS || cases.size === 1) return
    cases.delete(id)
    events -= ledger.events.length + 1
  }
}

/** Where the page of a case is. */
export function casePath(key: string): string {
  return `/cases/${key}/`
}

/** Where the feed of its milestones is. */
export function caseFeedPath(key: string): string {
  return `${casePath(key)}feed/`
}

export function caseTitle(view: Pick<View, 'lang'>, { ledger }: ShownCase): string {
  return caseTitleOf(view, ledger.case)
}

export function caseTitleOf({ lang }: Pick<View, 'lang'>, { titles, key }: Case): string {
  return localText(titles, lang)?.text ?? key
}
