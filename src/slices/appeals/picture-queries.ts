import type { Db } from '../../platform/db/database.ts'
import { findStoredById } from './queries.ts'

/** Pictures that an appeal brings, as readers see it or as somebody has saved it, by id. */
export async function listPicturesOf(db: Db, appealId: string): Promise<string[]> {
  const stored = (await findStoredById(db, appealId))?.stored
  const saved = await db
    .selectFrom('appeal_sheets')
    .innerJoin('appeal_revisions', 'appeal_revisions.id', 'appeal_sheets.head_id')
    .select('appeal_revisions.fields')
    .where('appeal_sheets.appeal_id', '=', appealId)
    .where('appeal_revisions.fields', 'like', '%"pictures.%')
    .execute()
  const ids = [
    ...(stored?.facts.pictures ?? []).map((fact) => ('id' in fact ? fact.id : '')),
    ...saved.flatMap(({ fields }) => idsIn(JSON.parse(fields))),
  ]
  return [...new Set(ids)].filter((id) => id !== '')
}

/** Appeals that have not been withdrawn and bring a picture, as they are or as somebody has saved them. */
export async function listAppealsShowing(db: Db, pictureId: string): Promise<string[]> {
  const shown = await db
    .selectFrom('appeals')
    .select('id')
    .where('withdrawn_at', 'is', null)
    .where('facts', 'like', `%"id":"${pictureId}"%`)
    .execute()
  // In a newest revision, which readers may not see yet.
  const saved = await db
    .selectFrom('appeal_sheets')
    .innerJoin('appeal_revisions', 'appeal_revisions.id', 'appeal_sheets.head_id')
    .innerJoin('appeals', 'appeals.id', 'appeal_sheets.appeal_id')
    .select('appeals.id')
    .where('appeals.withdrawn_at', 'is', null)
    .where('appeal_revisions.fields', 'like', `%"${pictureId}"%`)
    .execute()
  return [...new Set([...shown, ...saved].map(({ id }) => id))]
}

function idsIn(fields: Record<string, string>): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    /^pictures\.[^.]+\.id$/.test(name) ? value : [],
  )
}
