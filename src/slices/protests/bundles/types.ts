import type { Day, Instant } from '../../../platform/time.ts'

/** What became of an attempt to hand a bundle in. */
export const handInOutcomes = [
  /** Somebody of the mission took it. */
  'accepted',
  /** Somebody was there and would not take it. */
  'refused',
  /** Nobody opened. */
  'door_shut',
] as const
export type HandInOutcome = (typeof handInOutcomes)[number]

/** What else happened at the door. */
export const handInRemarks = ['reply_promised', 'police_called', 'photographed'] as const
export type HandInRemark = (typeof handInRemarks)[number]

/** One attempt to hand a bundle in. */
export interface HandIn {
  on: Day
  outcome: HandInOutcome
  remarks: HandInRemark[]
  /** For the desk alone. */
  note: string
  recordedBy: string
}

/** A picture of what happened at the door. */
export interface HandInPhoto {
  pictureId: string
  alt: string
  language: string
}

/** As the desk sees it. */
export interface RecordedHandIn extends HandIn {
  id: string
  photo?: HandInPhoto
}

/** As readers of the appeal see it. */
export interface PublicHandIn extends Pick<HandIn, 'on' | 'outcome'> {
  id: string
  missionId: string
  /** In the bundle that was taken. */
  letters: number
  isReplyPromised: boolean
}

/** Letters of one appeal to one mission, on paper. */
export interface Bundle {
  id: string
  appealId: string
  missionId: string
  madeAt: Instant
  madeBy: string
  /** The mission took it; nothing about it changes any more. */
  handedInAt?: Instant
  /** Its letters went back into the queue. */
  undoneAt?: Instant
  /** Letters in it now; their writers may still take them back until it is handed in. */
  letters: number
}

/** Letters that one bundle has room for: as many as somebody prints and carries. */
export const MAX_BUNDLE_LETTERS = 200

export const MAX_NOTE_CHARS = 1000
