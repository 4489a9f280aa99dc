import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Day } from '../../../platform/time.ts'
import type { MissionRepliesTable } from '../tables.ts'

/** What a mission answered, as everybody may read it. */
export interface MissionReply {
  id: string
  missionId: string
  appealId: string
  appealPath: string
  receivedOn: Day
  text: string
}

const MAX_SHOWN = 50

/** Makes an answer public. Whoever calls has seen to it that the writer of the letter is not in it. */
export async function insertMissionReply(tx: Db, reply: MissionReply): Promise<void> {
  await tx
    .insertInto('mission_replies')
    .values({
      id: reply.id,
      mission_id: reply.missionId,
      appeal_id: reply.appealId,
      appeal_path: reply.appealPath,
      received_on: reply.receivedOn,
      text: reply.text,
    })
    .execute()
}

/** Takes the answers to letters about an appeal off all pages. */
export async function deleteMissionReplies(db: Db, appealId: string): Promise<void> {
  await db.deleteFrom('mission_replies').where('appeal_id', '=', appealId).execute()
}

/** Answers to letters about an appeal, the newest first. */
export async function listRepliesAbout(db: Db, appealId: string): Promise<MissionReply[]> {
  return (await askAbout(db, { appealId })).map(toReply)
}

const askAbout = prepared<{ appealId: string }, Selectable<MissionRepliesTable>>((db, slot) =>
  db
    .selectFrom('mission_replies')
    .select(['id', 'mission_id', 'appeal_id', 'appeal_path', 'received_on', 'text'])
    .where('appeal_id', '=', slot('appealId'))
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN),
)

/** Answers of these missions, the newest first. */
export async function listRepliesOf(db: Db, missionIds: string[]): Promise<MissionReply[]> {
  if (missionIds.length === 0) return []
  const rows = await db
    .selectFrom('mission_replies')
    .selectAll()
    .where('mission_id', 'in', missionIds)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute()
  return rows.map(toReply)
}

function toReply(row: Selectable<MissionRepliesTable>): MissionReply {
  return {
    id: row.id,
    missionId: row.mission_id,
    appealId: row.appeal_id,
    appealPath: row.appeal_path,
    receivedOn: row.received_on,
    text: row.text,
  }
}
