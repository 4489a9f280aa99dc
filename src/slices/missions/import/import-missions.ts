import type { Deps } from '../../../platform/deps.ts'
import { newId } from '../../../platform/ids.ts'
import { contactAdded } from '../topics.ts'
import { type Changes, type ImportReport, planImport } from './plan.ts'
import { readRows } from './read-rows.ts'
import { readTable } from './read-table.ts'
import { listMissionStates, saveChanges } from './state-queries.ts'

export interface MissionsFile {
  /** Used in messages; a date in the name of a Wikidata extract dates its rows. */
  name: string
  content: Buffer
}

/**
 * Takes a directory of missions into the database, all of it or nothing: our own form, or the raw Wikidata
 * extract. Contacts are never overwritten: one that changes ends, and a new one begins.
 *
 * Taken twice, a file changes nothing the second time. For every mission that gets an e-mail address the fact
 * `missions.contact_added` is published, on which letters that waited for one leave.
 *
 * @param dryRun only tell what would change
 * @throws AppError `invalid` the file is broken; the message names line, column and remedy
 */
export async function importMissions(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { name, content }: MissionsFile,
  { dryRun }: { dryRun: boolean },
): Promise<{ changes: Changes; report: ImportReport }> {
  const read = readRows(name, readTable(name, content))
  const now = clock.now()
  if (dryRun) {
    return planImport({ existing: await listMissionStates(db), read, now, createId: newId })
  }
  return db.transaction().execute(async (tx) => {
    const plan = planImport({ existing: await listMissionStates(tx), read, now, createId: newId })
    await saveChanges(tx, plan.changes)
    for (const missionId of reachableAnew(plan.changes)) {
      await outbox.publish(tx, contactAdded, { missionId, kind: 'email' })
    }
    return plan
  })
}

/** Missions known before that have a new e-mail address; nobody can have written to one just added. */
function reachableAnew({ missionsAdded, contactsOpened }: Changes): Set<string> {
  const added = new Set(missionsAdded.map(({ id }) => id))
  const emails = contactsOpened.filter((each) => each.kind === 'email')
  return new Set(emails.map((each) => each.mission_id).filter((id) => !added.has(id)))
}
