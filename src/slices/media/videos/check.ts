import type { Deps } from '../../../platform/deps.ts'
import { addMs, HOUR_MS } from '../../../platform/time.ts'
import { MEDIA_FACT } from '../topics.ts'
import type { WatchedVideo } from '../types.ts'
import type { AskHost } from './ask-host.ts'
import { type Answer, judgeVideo } from './judge.ts'
import { claimVideo, listDueVideos, updateVideo } from './queries.ts'
import { oembedAddress } from './read-link.ts'

type CheckDeps = Pick<Deps, 'db' | 'clock' | 'facts' | 'log'> & { askHost: AskHost }

const BATCH_SIZE = 50
/** How long a worker that died keeps a video from others. */
const LEASE_MS = HOUR_MS
const MAX_REDIRECTS = 3

/**
 * Asks the hosts of the videos that are due, one after the other, whether they still have them.
 *
 * Where that changes what readers are told, their pages are made anew. Several workers at once
 * take different videos.
 *
 * @param videos asks about these instead, due or not
 * @returns what was found of each
 */
export async function checkVideos(
  deps: CheckDeps,
  signal: AbortSignal,
  videos?: readonly WatchedVideo[],
): Promise<{ video: WatchedVideo; answer: Answer }[]> {
  const { db, clock } = deps
  const due = videos ?? (await listDueVideos(db, clock.now(), BATCH_SIZE))
  const found: { video: WatchedVideo; answer: Answer }[] = []
  for (const video of due) {
    if (signal.aborted) break
    if (!(await claimVideo(db, video, addMs(clock.now(), LEASE_MS)))) continue
    const answer = await ask(deps, video, signal)
    // What was cut short by the end of the process says nothing about the video.
    if (signal.aborted) break
    found.push({ video: await record(deps, video, answer), answer })
  }
  return found
}

async function record(
  { db, clock, facts }: CheckDeps,
  video: WatchedVideo,
  answer: Answer,
): Promise<WatchedVideo> {
  const judged = judgeVideo(video, answer, clock.now())
  await db.transaction().execute(async (tx) => {
    await updateVideo(tx, judged)
    const isNews = judged.unavailableSince !== video.unavailableSince
    if (isNews) await facts.announce(tx, [MEDIA_FACT])
  })
  return judged
}

/** Follows redirects within the video's own host; elsewhere nobody is asked. */
async function ask(
  { askHost, log }: CheckDeps,
  video: WatchedVideo,
  signal: AbortSignal,
): Promise<Answer> {
  let url = new URL(oembedAddress(video))
  try {
    for (let asked = 0; asked <= MAX_REDIRECTS; asked += 1) {
      const { status, type, location } = await askHost(url.href, signal)
      const isRedirect = status >= 300 && status < 400 && location !== undefined
      if (!isRedirect) return read(status, type)
      url = new URL(location, url)
      if (url.origin !== `https://${video.host}`) return 'silent'
    }
  } catch (error) {
    log.debug({ err: error, host: video.host }, 'a video’s host did not answer')
  }
  return 'silent'
}

/** A private video is answered with 401 or 403: for readers it is as good as deleted. */
function read(status: number, type: string): Answer {
  if ([401, 403, 404, 410].includes(status)) return 'missing'
  return status === 200 && /\bjson\b/.test(type) ? 'there' : 'silent'
}
