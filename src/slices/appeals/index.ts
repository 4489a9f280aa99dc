/**
 * Appeals: what happened, to whom, and what is asked of whom.
 *
 * An appeal has one identity (day and slug, which make its address) and texts in one or more
 * languages. It comes in as an appeal file, Markdown with YAML front matter, and leaves as one
 * without loss (`docs/appeal-file.md`). It is a draft, then public, and may be withdrawn; each
 * of these steps is announced through the outbox. The room gives out appeals in the reader's
 * language and the parts of their page; rooms above put the page together.
 */

export { appealsCommands } from './cli.ts'
export { Demands, Timeline } from './components/case.tsx'
export { CaseState } from './components/figures.tsx'
export { AppealHeader } from './components/header.tsx'
export { Issues } from './components/issues.tsx'
export { PartnerQuotation, Story, Video } from './components/story.tsx'
export { AppealTeaser } from './components/teaser.tsx'
export { TopicLinks, topicName } from './components/topics.tsx'
export type { StoredAppeal } from './compose.ts'
export { datedAt } from './dates.ts'
export { createDraft } from './desk/create-draft.ts'
export { closeAppeal, discardDraft, reopenAppeal, withdrawFromDesk } from './desk/end.ts'
export { linkCase } from './desk/link-case.ts'
export {
  countAsked,
  type DeskEntry,
  type DeskState,
  deskStates,
  listDeskAppeals,
} from './desk/list-appeals.ts'
export { type DeskAppeal, kindOf, openAppeal } from './desk/own-appeal.ts'
export { previewAppeal } from './desk/preview.ts'
export { beginTranslation, type SaveOutcome, saveSheet } from './desk/save-sheet.ts'
export { listTranslations, type TranslationState } from './desk/translations.ts'
export { exportAppeal } from './export.ts'
export { importAppeals } from './import.ts'
export { appealsHandlers, appealsTimetables } from './jobs.ts'
export { letterTexts } from './letter-texts.ts'
export {
  countAppealsByDay,
  findNeighbourMonths,
  listAppealCountries,
  listAppeals,
  listAppealsById,
  listAppealsOfCase,
  listAppealTopics,
  listMonths,
} from './listing/list-queries.ts'
export { type AppealAddress, listAppealAddresses, listAppealNews } from './listing/news-queries.ts'
export {
  type AppealPlace,
  countPublicAppeals,
  listAppealYears,
  listPublicAppeals,
  listPublicPlaces,
  listPublicStates,
  listYearsAround,
} from './listing/search-queries.ts'
export { migrations as appealsMigrations } from './migrations.ts'
export { appealPath, parseAppealPath } from './paths.ts'
export { listAppealsShowing, listPicturesOf } from './picture-queries.ts'
export { publishAppeal } from './publish.ts'
export { findAppeal, findAppealById, findAppealId, isAppealPublic, isWithdrawn } from './queries.ts'
export { type Checkpoint, checkpoints } from './release/checklist.ts'
export { listLetterCorrections, listPending, type PendingSheet } from './release/pending.ts'
export { askForRelease, cancelRelease } from './release/plan.ts'
export { findPlannedRelease, listReleases, type Release } from './release/queries.ts'
export { decideRelease, isAuthor } from './release/release.ts'
export {
  differingFields,
  isField,
  type RowKind,
  rowKeys,
  rowKinds,
  type SheetFields,
  type SheetKind,
  withoutRows,
} from './sheets/fields.ts'
export { findRevision, listRevisions, listRevisionsById, type Revision } from './sheets/queries.ts'
export { readOriginal, readTranslation } from './sheets/read-sheet.ts'
export {
  APPEALS_FACT,
  appealChanged,
  appealClosed,
  appealFact,
  appealPublished,
  appealWithdrawn,
  type LetterCorrection,
  lettersCorrected,
  picturesLeft,
} from './topics.ts'
export type {
  Appeal,
  AppealKey,
  AppealTexts,
  LetterText,
  Quotation,
  Teaser,
} from './types.ts'
export {
  figureKinds,
  limits as appealLimits,
} from './types.ts'
export { withdrawAppeal } from './withdraw.ts'
