/**
 * Protests: letters from writing to fate, and what people do by other ways.
 *
 * A letter is written in a form, confirmed by its writer from their own mailbox, waits for its turn,
 * and is handed to the mail server of the mission, at a pace that the mission bears. Everything that
 * happens to it is a row, and its writer can look it up. Names, addresses and words are stored
 * encrypted and forgotten four weeks after the letter has come to rest; only counts remain.
 */
export {
  type BoardRow,
  countHeldLetters,
  countLettersOf,
  findBoard,
  type LettersOf,
  listHeldLetters,
  listLettersOf,
  listSubjectsIn,
  listTurnedAway,
  type StateCounts,
  type TurnedAway,
} from './board/queries.ts'
export { revealLetter } from './board/reveal.ts'
export {
  findAccounts,
  type LetterAccounts,
  places as letterPlaces,
  type Sums as LetterSums,
} from './bundles/account.ts'
export { isLogoAmong, listAppealsUsing } from './bundles/drop-unused.ts'
export { recordHandIn } from './bundles/hand-in.ts'
export { type LoadedHandIns, loadHandIns } from './bundles/load-hand-ins.ts'
export { makeBundle, undoBundle } from './bundles/make.ts'
export { addHandInPhoto, removeHandInPhoto } from './bundles/photo.ts'
export { listPhotographed } from './bundles/photo-queries.ts'
export { type PrintedLetter, printBundle } from './bundles/print.ts'
export { countBundleable, findBundle, listBundles, listHandIns } from './bundles/queries.ts'
export {
  type Bundle,
  type HandIn,
  handInOutcomes,
  handInRemarks,
  MAX_BUNDLE_LETTERS,
  MAX_NOTE_CHARS,
  type RecordedHandIn,
} from './bundles/types.ts'
export { protestsCommands } from './cli.ts'
export { readLetterToken } from './confirmation/links.ts'
export { countLetters, lettersFact } from './count-queries.ts'
export { composeWaitingLetters } from './delivery/compose-waiting.ts'
export {
  countWaitingByMission,
  countWaitingLetters,
  findPace,
  listStops,
} from './delivery/queue-queries.ts'
export { retryLetter } from './delivery/resume.ts'
export { type LetterState, letterStates } from './fate.ts'
export { countRewordable, type Rewordable } from './follow-appeal.ts'
export { cancelGathering, planGathering, publishGathering } from './gatherings/gather.ts'
export { listGatherings, listPublicGatherings } from './gatherings/queries.ts'
export {
  type Gathering,
  gatheringKinds,
  MAX_GATHERING_NOTE_CHARS,
  MAX_PLACE_CHARS,
} from './gatherings/types.ts'
export { releaseLetter, turnDownLetter } from './holds/decide.ts'
export { readHeldWords } from './holds/read-words.ts'
export { protestsHandlers, protestsTimetables } from './jobs.ts'
export { migrations as protestsMigrations } from './migrations.ts'
export { ActBox } from './pages/act-box.tsx'
export { Gatherings, gatheringTime } from './pages/gatherings.tsx'
export { HandIns } from './pages/hand-ins.tsx'
export { LetterCounts } from './pages/letter-counts.tsx'
export { pauseLetters, resumeLetters } from './pauses/pause.ts'
export { listPauses, type Pause } from './pauses/queries.ts'
export { findOfficeHours, type MissionHours } from './planner/find-hours.ts'
export { type Forecast, forecastMissions } from './planner/forecast.ts'
export { clockTime, type KnownHours } from './planner/office-hours.ts'
export {
  MAX_HOURS_SOURCE_CHARS,
  resetOfficeHours,
  setOfficeHours,
} from './planner/set-hours.ts'
export { findLetter, listHistory } from './queries.ts'
export { countSharedReplies, findReply, listSharedReplies } from './replies/queries.ts'
export {
  approveReply,
  MAX_REPLY_CHARS,
  readDraft,
  redactReply,
  refuseReply,
} from './replies/share.ts'
export { protestsRoutes } from './routes.tsx'
export type {
  CountryCount,
  HistoryEntry,
  Letter,
  LetterContent,
  LetterTotals,
  PauseKind,
  ProtestsDeps,
} from './types.ts'
