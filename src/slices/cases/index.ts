/**
 * Cases: the people whom appeals are about, what happened to them, and what is asked for them.
 *
 * A case is a ledger. Events are recorded with date, source and reliability, and are never changed,
 * only corrected by later ones; the state of each person, the counts and the sentence at the top of
 * a page are folds over them (`foldCase`). Real names are kept sealed and apart from everything
 * else. The room knows nothing of appeals, which name the case that they belong to.
 */

export { casesCommands } from './cli.ts'
export { namesCommands } from './consent/cli.ts'
export { readHistories } from './consent/history.ts'
export { consentTimetables as casesTimetables } from './consent/jobs.ts'
export { findNamesVersion } from './consent/queries.ts'
export { giveConsent, withdrawConsent } from './consent/record.ts'
export { namesChanged } from './consent/topics.ts'
export { type AgreedBy, agreedByAll, type ConsentRecord } from './consent/types.ts'
export { createVeils, listNamed } from './consent/veils.ts'
export { caseCalendarEvents } from './file/calendar.ts'
export { type CaseFile, caseFileOf } from './file/case-file.ts'
export { importCase } from './file/import-case.ts'
export {
  type OutcomeRow,
  outcomeCase,
  outcomeCells,
  outcomeColumns,
  outcomeRows,
} from './file/open-data.ts'
export { findCaseAtAddress } from './find-at-address.ts'
export { type Alarm, caseAlarms } from './fold/alarms.ts'
export { type Appointment, nextAppointment } from './fold/appointments.ts'
export { type CaseState, foldCase } from './fold/case-state.ts'
export type { Counts } from './fold/counts.ts'
export type { AddressedDemand } from './fold/demands.ts'
export { type MilestoneNews, milestonesOf } from './fold/milestones.ts'
export {
  hasOutcome,
  type PersonState,
  type PersonWord,
  personWords,
  wordFor,
} from './fold/person-state.ts'
export type { Range } from './fold/ranges.ts'
export {
  caseFeedPath,
  casePath,
  caseTitle,
  caseTitleOf,
  findShownCase,
  type ShownCase,
} from './load-case.ts'
export { localText } from './local-text.ts'
export { migrations as casesMigrations } from './migrations.ts'
export { openNames } from './names.ts'
export { findOwnCase, listOwnCases } from './own-cases.ts'
export {
  CaseDates,
  CaseDemands,
  CaseFeedLink,
  CasePeople,
  CaseSummary,
  CaseTimeline,
  Local,
  Sources,
} from './pages/case-parts.tsx'
export { alarmText, eventLine, personLabel, stateSentence, whenText } from './pages/words.ts'
export { Lanes } from './pictures/lanes.tsx'
export { PeopleRow } from './pictures/people-row.tsx'
export {
  findCase,
  findCaseByKey,
  findLedger,
  findPerson,
  listCases,
  listPeople,
  listPublicCases,
} from './queries.ts'
export { addGroup, addPerson, type NewPerson } from './record/add-person.ts'
export { changeCase, changePerson, versionOfPerson } from './record/change-case.ts'
export { addDemand, changeDemand, type ReportedChange } from './record/change-demand.ts'
export type { ReportedEvent } from './record/check-event.ts'
export { closeCase, reopenCase, requireOutcomes, setCasePublic } from './record/close-case.ts'
export { beginNamedCase, openCase } from './record/open-case.ts'
export { recordEvent } from './record/record-event.ts'
export { casesRoutes } from './routes.tsx'
export {
  CASES_FACT,
  caseChanged,
  caseFact,
  type Milestone,
  milestoneReached,
} from './topics.ts'
export type { Case, CaseEvent, Count, Group, Ledger, LocalTexts, Person } from './types.ts'

export {
  CASE_KEY_CHARS,
  demandStates,
  eventKinds,
  limits as caseLimits,
  organs,
  precisions,
  reliabilities,
} from './types.ts'
