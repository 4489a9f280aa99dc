import { addMs, DAY_MS, HOUR_MS, type Instant } from '../../../platform/time.ts'
import type { WatchedVideo } from '../types.ts'

/**
 * What a host said of a video: it has it, it has it no more, or nothing that means either (a
 * failure of the network, an error of the server, a page instead of an answer).
 */
export type Answer = 'there' | 'missing' | 'silent'

export const CHECK_EVERY_MS = 7 * DAY_MS
/** A host that says no is asked again the next day before it is believed. */
const ASK_AGAIN_MS = DAY_MS
/** Jobs do not run to the minute. */
const A_DAY_OR_SO_MS = DAY_MS - HOUR_MS
/** A host that has not answered for so long is gone with its videos. */
const SILENCE_MS = 28 * DAY_MS

/**
 * What is known of a video after this answer. It counts as gone when its host has said so twice,
 * a day apart, or has not answered for four weeks; and as back with the first sign of life.
 */
export function judgeVideo(video: WatchedVideo, answer: Answer, now: Instant): WatchedVideo {
  const checked = { ...video, checkedAt: now, nextCheckAt: addMs(now, CHECK_EVERY_MS) }
  if (answer === 'there') {
    return {
      ...checked,
      missingSince: undefined,
      silentSince: undefined,
      unavailableSince: undefined,
    }
  }
  const missingSince = video.missingSince ?? (answer === 'missing' ? now : undefined)
  const silentSince = answer === 'silent' ? (video.silentSince ?? now) : undefined
  const isConfirmed = answer === 'missing' && isPast(missingSince, A_DAY_OR_SO_MS, now)
  const gone = isConfirmed ? missingSince : isPast(silentSince, SILENCE_MS, now) && silentSince
  const unavailableSince = video.unavailableSince ?? (gone || undefined)
  const isWaiting = missingSince !== undefined && unavailableSince === undefined
  return {
    ...checked,
    nextCheckAt: isWaiting ? addMs(now, ASK_AGAIN_MS) : checked.nextCheckAt,
    missingSince,
    silentSince,
    unavailableSince,
  }
}

function isPast(since: Instant | undefined, ms: number, now: Instant): boolean {
  return since !== undefined && addMs(since, ms) <= now
}
