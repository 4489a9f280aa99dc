import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { newId } from '../../../platform/ids.ts'
import { addMs, DAY_MS, type Day, dayOf, type Instant } from '../../../platform/time.ts'
import { listAppealsOfCase } from '../../appeals/index.ts'
import { findCase, type Milestone } from '../../cases/index.ts'
import { parseAddress } from '../../mail/index.ts'
import { readContent } from '../read-content.ts'
import type { Letter, ProtestsDeps } from '../types.ts'
import {
  deleteFollowersOfPerson,
  deleteForgotten,
  findFollower,
  insertFollower,
  insertFollowUp,
  listFollowers,
  markToForget,
} from './queries.ts'
import { followUpDue } from './topics.ts'

/** After the end a mistake can still be put right; then nobody is left to be told. */
const KEPT_AFTER_END_MS = 28 * DAY_MS
/** Mails about one milestone leave at this distance, so that a provider takes no offence. */
const PACE_MS = 2000
const BATCH_SIZE = 200

/**
 * Keeps the address of a writer who asked to hear how it goes on, in the transaction that confirms
 * their letter; whoever does not confirm, or did not ask, is never kept.
 */
export async function follow(
  { tx, secrets }: { tx: Db; secrets: Deps['secrets'] },
  letter: Letter,
  at: Instant,
): Promise<void> {
  const email = letter.followAt && readContent(secrets, letter)?.email
  const address = email ? parseAddress(email) : undefined
  if (!email || !address) return
  const id = newId()
  await insertFollower(tx, {
    id,
    appeal_id: letter.appealId,
    language: letter.language,
    person_hash: secrets.hash('follower', address.canonical),
    sealed_email: secrets.seal(email, id),
    created_at: at,
    forget_at: null,
  })
}

/** Ends all such mails to the person behind a link. Doing it again changes nothing. */
export async function unfollow({ db }: Pick<Deps, 'db'>, followerId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const follower = await findFollower(tx, followerId)
    if (follower) await deleteFollowersOfPerson(tx, follower.personHash)
  })
}

/** What happened shortly before somebody asked may become known to them, and to the desk, afterwards. */
const NEWS_BEFORE_ASKING_MS = 7 * DAY_MS

/**
 * Puts one mail for each follower of the appeals of a case on its way, at an even pace. The same
 * cause is told to a person once, however often it is announced and whatever they follow. What happened
 * long before they asked is no news: a ledger that is filled in later tells them nothing.
 */
export async function tellFollowers(
  { db, reader, clock, outbox }: ProtestsDeps,
  { caseId, milestone, causeId, happenedOn }: Reached,
): Promise<void> {
  const found = await findCase(reader, caseId)
  const appeals = found ? await listAppealsOfCase(reader, found.key, 'en') : []
  if (appeals.length === 0) return
  const at = clock.now()
  const ids = appeals.map(({ id }) => id)
  await markToForget(db, ids, milestone === 'closed' ? addMs(at, KEPT_AFTER_END_MS) : null)
  let told = 0
  for (const appealId of ids) {
    for (let afterId: string | undefined; ; ) {
      const followers = await listFollowers(db, appealId, { afterId, limit: BATCH_SIZE })
      await db.transaction().execute(async (tx) => {
        for (const { id: followerId, personHash, createdAt } of followers) {
          if (isOld(happenedOn, createdAt)) continue
          const id = newId()
          const row = { id, person_hash: personHash, cause_id: causeId, appeal_id: appealId }
          if (!(await insertFollowUp(tx, { ...row, created_at: at, sent_at: null }))) continue
          const runAt = addMs(at, told * PACE_MS)
          await outbox.publish(tx, followUpDue, { id, followerId, milestone }, { runAt })
          told += 1
        }
      })
      if (followers.length < BATCH_SIZE) break
      afterId = followers.at(-1)?.id
    }
  }
}

interface Reached {
  caseId: string
  milestone: Milestone
  causeId: string
  happenedOn?: Day
}

function isOld(happenedOn: Day | undefined, askedAt: Instant): boolean {
  return happenedOn !== undefined && happenedOn < dayOf(addMs(askedAt, -NEWS_BEFORE_ASKING_MS))
}

/** Nothing more will come of an appeal that is over: its followers are forgotten after a while. */
export async function forgetFollowersLater(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  appealId: string,
): Promise<void> {
  await markToForget(db, [appealId], addMs(clock.now(), KEPT_AFTER_END_MS))
}

export async function forgetFollowers({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await deleteForgotten(db, clock.now())
}
