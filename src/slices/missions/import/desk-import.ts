import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Also } from '../add-contact.ts'
import { missionDescribed } from '../topics.ts'
import { applyRows, importMissions, type MissionsFile } from './import-missions.ts'
import {
  findContent,
  findImport,
  insertImport,
  isMergedInto,
  markApplied,
  markUndone,
  takeBack,
} from './import-queries.ts'
import { readRows } from './read-rows.ts'
import { readTable } from './read-table.ts'
import { summarise } from './summary.ts'

type ImportDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/**
 * Keeps a file of missions for a day and says what it would change. Nothing of the directory changes before
 * `applyImport`.
 *
 * @returns the id under which it waits
 * @throws AppError `invalid` the file is broken; the message names line, column and remedy
 */
export async function prepareImport(deps: ImportDeps, file: MissionsFile): Promise<string> {
  const plan = await importMissions(deps, file, { dryRun: true })
  const id = newId()
  await insertImport(deps.db, {
    id,
    file_name: file.name,
    // That it is UTF-8 was seen while it was read.
    content: file.content.toString('utf8'),
    summary: JSON.stringify(summarise(plan)),
    changes: null,
    uploaded_at: deps.clock.now(),
    applied_at: null,
    undone_at: null,
  })
  return id
}

/**
 * Takes in a file that was looked at. It is read against the directory as it is now.
 *
 * @throws AppError `not_found` there is no such file, or its day is over
 * @throws AppError `conflict`  it was taken in already
 */
export async function applyImport(
  deps: ImportDeps,
  id: string,
  also: Also = async () => {},
): Promise<void> {
  const known = await findImport(deps.db, id)
  if (!known) throw new AppError('not_found', 'missions.import_unknown')
  await deps.db.transaction().execute(async (tx) => {
    const content = await findContent(tx, id)
    if (content === undefined) throw new AppError('conflict', 'missions.import_applied_already')
    const read = readRows(known.fileName, readTable(known.fileName, Buffer.from(content)))
    const { plan, wayBack } = await applyRows({ ...deps, db: tx }, read)
    const applied = { at: plan.changes.at, summary: summarise(plan), wayBack }
    if (!(await markApplied(tx, id, applied))) {
      throw new AppError('conflict', 'missions.import_applied_already')
    }
    await also(tx)
  })
}

/**
 * Takes back the last import: contacts that it brought go, those that it ended are in use again, missions that it
 * added are in no list any more. What somebody changed since stays.
 *
 * @throws AppError `conflict` it is not the last one, was undone already, or its missions were merged since
 */
export async function undoImport(
  { db, clock, outbox }: ImportDeps,
  id: string,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const at = clock.now()
    const undone = await markUndone(tx, id, at)
    if (!undone) throw new AppError('conflict', 'missions.import_not_last')
    const { wayBack, appliedAt } = undone
    if (await isMergedInto(tx, wayBack.missionsAdded)) {
      throw new AppError('conflict', 'missions.import_merged_meanwhile')
    }
    for (const missionId of await takeBack(tx, wayBack, { appliedAt, at })) {
      await outbox.publish(tx, missionDescribed, { missionId })
    }
    await also(tx)
  })
}
