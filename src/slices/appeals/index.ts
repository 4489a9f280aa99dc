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
export { PartnerQuotation, Story, Video } from './components/story.tsx'
export { AppealTeaser } from './components/teaser.tsx'
export { TopicLinks, topicName } from './components/topics.tsx'
export type { StoredAppeal } from './compose.ts'
export { datedAt } from './dates.ts'
export { exportAppeal } from './export.ts'
export { importAppeals } from './import.ts'
export { letterTexts } from './letter-texts.ts'
export {
  countAppealsByDay,
  findNeighbourMonths,
  listAppealCountries,
  listAppeals,
  listAppealsById,
  listAppealTopics,
  listMonths,
} from './list-queries.ts'
export { migrations as appealsMigrations } from './migrations.ts'
export { type AppealAddress, listAppealAddresses, listAppealNews } from './news-queries.ts'
export { appealPath, parseAppealPath } from './paths.ts'
export { publishAppeal } from './publish.ts'
export { findAppeal, findAppealById, findAppealId, isWithdrawn } from './queries.ts'
export {
  type AppealPlace,
  countPublicAppeals,
  listAppealYears,
  listPublicAppeals,
  listPublicPlaces,
  listPublicStates,
} from './search-queries.ts'
export {
  APPEALS_FACT,
  appealChanged,
  appealFact,
  appealPublished,
  appealWithdrawn,
} from './topics.ts'
export type {
  Appeal,
  AppealKey,
  AppealTexts,
  LetterText,
  Quotation,
  Teaser,
} from './types.ts'
export { withdrawAppeal } from './withdraw.ts'
