/**
 * Missions: the embassies, consulates and other offices of states abroad, how to reach them, and which of them
 * answers for a reader in which country.
 *
 * The directory is imported from files and mended by hand. A contact carries its source, the source's date and
 * the day on which somebody confirmed it; a contact that changes ends and another begins, so that a letter's
 * address can be explained years later. Several sources may speak of one mission: the room merges them and keeps what
 * each said.
 */
export { type Also, addContact, checkContact, type NewContact } from './add-contact.ts'
export { missionsCommands } from './cli.ts'
export { ContactClosing, KindSelect, MissionCard, MissionReason } from './components.tsx'
export { decideCorrection } from './corrections/decide.ts'
export {
  type Correction,
  countCorrections,
  findCorrection,
  listCorrections,
  listCorrectionsOf,
} from './corrections/queries.ts'
export { describeMission } from './description/describe.ts'
export {
  type Description,
  findDescription,
  listPastDescriptions,
  type PastDescription,
} from './description/queries.ts'
export { addAccreditation, endAccreditation } from './edit/accreditation.ts'
export { confirmContact, endContact } from './edit/contacts.ts'
export { mergeMissions } from './edit/merge.ts'
export {
  type Accreditation,
  type ContactRecord,
  listAccreditations,
  listContactHistory,
  listUnreachable,
  searchMissions,
} from './edit/queries.ts'
export { AddressHealth } from './health/address-health.tsx'
export type { Evidence, EvidenceKind } from './health/fold.ts'
export { listAddressEvidence } from './health/queries.ts'
export { recordEvidence } from './health/record-evidence.ts'
export { applyImport, prepareImport, undoImport } from './import/desk-import.ts'
export { importMissions } from './import/import-missions.ts'
export { findImport, listImports, type MissionImport } from './import/import-queries.ts'
export type { Described } from './import/summary.ts'
export { missionsTimetables } from './jobs.ts'
export { migrations as missionsMigrations } from './migrations.ts'
export { findMission, findMissionEmail, findMissionsById, isMissionEmail } from './queries.ts'
export { MissionReplies } from './replies/mission-replies.tsx'
export {
  deleteMissionReplies,
  insertMissionReply,
  listRepliesAbout,
  type MissionReply,
} from './replies/queries.ts'
export { resolveMissions } from './resolve.ts'
export { missionsRoutes } from './routes.tsx'
export { isUnderState } from './territories.ts'
export { addressLost, contactAdded, missionFact, missionsMerged } from './topics.ts'
export {
  type Contact,
  type ContactKind,
  contactKinds,
  EUROPEAN_UNION,
  MAX_CITY_CHARS,
  MAX_CONTACT_CHARS,
  MAX_NAME_CHARS,
  MAX_SOURCE_CHARS,
  type Mission,
  type MissionAnswer,
  type MissionType,
  missionTypes,
  type Reason,
  type Resolution,
} from './types.ts'
export {
  addressDoubt,
  contactNotes,
  contactOrigin,
  descriptionOrigin,
  missionKind,
  missionTitle,
  reasonSentence,
  sourceName,
} from './words.ts'
