import { topic } from '../../platform/outbox/outbox.ts'

/** What a letter text said before, and says now. */
export interface LetterCorrection {
  language: string
  before: { subject: string; text: string }
  after: { subject: string; text: string }
}

interface AppealFact {
  appealId: string
}

/** Changes whenever any list of appeals may look different. */
export const APPEALS_FACT = 'appeals'

/** Changes with the page of one appeal. */
export function appealFact(appealId: string): string {
  return `appeal:${appealId}`
}

const changes = ({ appealId }: AppealFact) => [APPEALS_FACT, appealFact(appealId)]

/** An appeal has become public. */
export const appealPublished = topic<AppealFact>('appeals.published', changes)

/** A public appeal was corrected, or got a translation. */
export const appealChanged = topic<AppealFact>('appeals.changed', changes)

/** A public appeal has come to its end; `takeBack`: letters that wait are not to leave any more. */
export const appealClosed = topic<AppealFact & { takeBack: boolean }>('appeals.closed', changes)

/** Letter texts of a public appeal were corrected, and letters that wait are to be worded anew. */
export const lettersCorrected = topic<AppealFact & { corrections: LetterCorrection[] }>(
  'appeals.lettersCorrected',
)

/** Somebody released their own work; the administrators hear of it. */
export const releaseOverridden = topic<{ releaseId: string }>('appeals.releaseOverridden')

/** The same for one administrator, so that a mail that fails is tried again alone. */
export const overrideTold = topic<{ releaseId: string; memberId: string }>('appeals.overrideTold')

/** A public appeal was taken back; `barPictures`: what it showed is to be seen nowhere any more. */
export const appealWithdrawn = topic<AppealFact & { barPictures?: boolean }>(
  'appeals.withdrawn',
  changes,
)

/** A draft that brought these pictures was thrown away. */
export const picturesLeft = topic<{ pictureIds: string[] }>('appeals.picturesLeft')
