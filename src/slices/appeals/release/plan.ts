import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import { type Actor, recordAct } from '../../accounts/index.ts'
import { openOwn, subjectOf } from '../desk/own-appeal.ts'
import { carryOut } from './carry-out.ts'
import { listPending } from './pending.ts'
import {
  findRelease,
  listDueReleases,
  markAsked,
  markReleaseCancelled,
  markReleaseDone,
} from './queries.ts'

/**
 * Tells the others that an appeal, or its correction, is finished and waits for a second person.
 *
 * @throws AppError `not_found` no such appeal, or another organisation's
 * @throws AppError `conflict` nothing waits, it is unfinished, or was asked for already
 */
export async function askForRelease(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  appealId: string,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    const pending = await listPending(tx, appeal)
    if (pending.length === 0) throw new AppError('conflict', 'appeals.release_nothing')
    const ready = pending.filter(({ errors }) => Object.keys(errors).length === 0)
    const isOriginalReady = ready.some(({ language }) => language === appeal.originalLanguage)
    if (ready.length === 0 || (!appeal.publishedAt && !isOriginalReady)) {
      throw new AppError('conflict', 'appeals.release_unfinished')
    }
    if (!(await markAsked(tx, appealId, { at, by: actor.name }))) {
      throw new AppError('conflict', 'appeals.release_asked_already')
    }
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_release_asked' },
      subject: subjectOf(appeal),
    })
  })
}

/**
 * Calls a planned release off.
 *
 * @throws AppError `not_found` no such appeal, or another organisation's
 * @throws AppError `conflict` none is planned any more
 */
export async function cancelRelease(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  appealId: string,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    if (!(await markReleaseCancelled(tx, appealId, { at }))) {
      throw new AppError('conflict', 'appeals.release_not_planned')
    }
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_plan_cancelled' },
      subject: subjectOf(appeal),
    })
  })
}

const BATCH_SIZE = 20

/**
 * Carries out the releases whose time has come. One that cannot be carried out any more is called
 * off, and its page says why.
 */
export async function releasePlanned(deps: Pick<Deps, 'db' | 'reader' | 'clock' | 'outbox'>) {
  const at = deps.clock.now()
  for (const id of await listDueReleases(deps.reader, at, BATCH_SIZE)) {
    try {
      await releaseOne(deps, id, at)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await giveUp(deps, { id, at, problem: error.messageKey })
    }
  }
}

async function releaseOne(
  { db, outbox }: Pick<Deps, 'db' | 'outbox'>,
  id: string,
  at: Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await markReleaseDone(tx, id, at))) return
    const release = await findRelease(tx, id)
    if (release) await carryOut({ tx, outbox }, release, at)
  })
}

async function giveUp(
  { db }: Pick<Deps, 'db'>,
  { id, at, problem }: { id: string; at: Instant; problem: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const release = await findRelease(tx, id)
    if (release) await markReleaseCancelled(tx, release.appealId, { at, problem })
  })
}
