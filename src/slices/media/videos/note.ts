import type { Db } from '../../../platform/db/database.ts'
import { addMs, type Instant } from '../../../platform/time.ts'
import { CHECK_EVERY_MS } from './judge.ts'
import { findUnavailableSince, insertVideo } from './queries.ts'
import { readVideoLink } from './read-link.ts'

/** To be called when a page comes to link to a video: from now on it is looked after. */
export async function noteVideo(tx: Db, address: string, at: Instant): Promise<void> {
  const video = readVideoLink(address)
  if (video) await insertVideo(tx, video, { at, nextCheckAt: addMs(at, CHECK_EVERY_MS) })
}

/** Since when the video at this address is no longer available, if that is so. */
export async function findVideoLoss(db: Db, address: string): Promise<Instant | undefined> {
  const video = readVideoLink(address)
  return video && findUnavailableSince(db, video)
}
