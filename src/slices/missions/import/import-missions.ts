import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { newId } from '../../../platform/ids.ts'
import { contactAdded, missionDescribed } from '../topics.ts'
import { forgetOlderChanges, insertImport } from './import-queries.ts'
import { type Changes, type ImportReport, planImport } from './plan.ts'
import { readRows } from './read-rows.ts'
import { readTable } from './read-table.ts'
import { listMissionStates, saveChanges } from './state-queries.ts'
import { summarise } from './summary.ts'
import { wayBackFrom } from './way-back.ts'

export interface MissionsFile {
  /** Used in messages; a date in the name of a Wikidata extract dates its rows. */
  name: string
  content: Buffer
}

type ImportDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/** What a file says, and what it would change or has changed. */
export interface Plan {
  changes: Changes
  report: ImportReport
}

/**
 * Takes a directory of missions into the database, all of it or nothing: our own form, or the raw Wikidata
 * extract. Contacts are never overwritten: one that changes ends, and a new one begins; what was said of a mission
 * before stays in its history. `undoImport` takes back the last one.
 *
 * Taken twice, a file changes nothing the second time. For every mission that gets an e-mail address the fact
 * `missions.contact_added` is published, on which letters that waited for one leave.
 *
 * @param dryRun only tell what would change
 * @throws AppError `invalid` the file is broken; the message names line, column and remedy
 */
export async function importMissions(
  deps: ImportDeps,
  file: MissionsFile,
  { dryRun }: { dryRun: boolean },
): Promise<Plan> {
  const read = readRows(file.name, readTable(file.name, file.content))
  if (dryRun) {
    const existing = await listMissionStates(deps.db)
    return planImport({ existing, read, now: deps.clock.now(), createId: newId })
  }
  return deps.db.transaction().execute(async (tx) => {
    const { plan, wayBack } = await applyRows({ ...deps, db: tx }, read)
    const { at } = plan.changes
    await insertImport(tx, {
      id: newId(),
      file_name: file.name,
      content: null,
      summary: JSON.stringify(summarise(plan)),
      changes: JSON.stringify(wayBack),
      uploaded_at: at,
      applied_at: at,
      undone_at: null,
    })
    return plan
  })
}

/** Writes what rows say, in the caller's transaction. */
export async function applyRows(
  { db: tx, clock, outbox }: ImportDeps & { db: Db },
  read: ReturnType<typeof readRows>,
): Promise<{ plan: Plan; wayBack: ReturnType<ReturnType<typeof wayBackFrom>> }> {
  const existing = await listMissionStates(tx)
  const describeWayBack = wayBackFrom(existing)
  const plan = planImport({ existing, read, now: clock.now(), createId: newId })
  await saveChanges(tx, plan.changes)
  for (const missionId of reachableAnew(plan.changes)) {
    await outbox.publish(tx, contactAdded, { missionId, kind: 'email' })
  }
  for (const { id: missionId } of plan.changes.missionsBefore) {
    await outbox.publish(tx, missionDescribed, { missionId })
  }
  await forgetOlderChanges(tx)
  return { plan, wayBack: describeWayBack(plan.changes) }
}

/** Missions known before that have a new e-mail address; nobody can have written to one just added. */
function reachableAnew({ missionsAdded, contactsOpened }: Changes): Set<string> {
  const added = new Set(missionsAdded.map(({ id }) => id))
  const emails = contactsOpened.filter((each) => each.kind === 'email')
  return new Set(emails.map((each) => each.mission_id).filter((id) => !added.has(id)))
}
