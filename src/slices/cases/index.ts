/**
 * Cases: the people whom appeals are about, what happened to them, and what is asked for them.
 *
 * A case is a ledger. Events are recorded with date, source and reliability, and are never changed,
 * only corrected by later ones; the state of each person, the counts and the sentence at the top of
 * a page are folds over them. Real names are kept sealed and apart from everything else. The room
 * knows nothing of appeals, which name the case that they belong to.
 */
export { localText } from './local-text.ts'
export { migrations as casesMigrations } from './migrations.ts'
export { openNames } from './names.ts'
export { findCase, findCaseByKey, findLedger, findPerson, listPeople } from './queries.ts'
export { addGroup, addPerson, type NewPerson } from './record/add-person.ts'
export { openCase } from './record/open-case.ts'
export {
  CASES_FACT,
  caseChanged,
  caseFact,
  type Milestone,
  milestoneReached,
} from './topics.ts'
export type { Case, CaseEvent, Ledger, LocalTexts, Person } from './types.ts'
