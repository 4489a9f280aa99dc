import type { Db } from '../../../platform/db/database.ts'
import { findPictures, type Picture } from '../../media/index.ts'
import { findMissionsById, type Mission } from '../../missions/index.ts'
import { findPhotos } from './photo-queries.ts'
import { listPublicHandIns } from './queries.ts'
import type { HandInPhoto, PublicHandIn } from './types.ts'

/** As many as the page of an appeal shows, the latest. */
const MAX_SHOWN = 10

/** What was handed in for an appeal, with all that its page shows of it. */
export interface LoadedHandIns {
  handIns: PublicHandIn[]
  missions: ReadonlyMap<string, Mission>
  /** By attempt. */
  photos: ReadonlyMap<string, HandInPhoto>
  /** By id; one that was taken away is missing. */
  pictures: ReadonlyMap<string, Picture>
}

/** Letters of an appeal that were carried to missions, and what happened there. */
export async function loadHandIns(db: Db, appealId: string): Promise<LoadedHandIns> {
  const handIns = await listPublicHandIns(db, appealId, MAX_SHOWN)
  const [missions, photos] = await Promise.all([
    findMissionsById(db, [...new Set(handIns.map(({ missionId }) => missionId))]),
    findPhotos(
      db,
      handIns.map(({ id }) => id),
    ),
  ])
  const pictures = await findPictures(
    db,
    [...photos.values()].map(({ pictureId }) => pictureId),
  )
  return { handIns, missions, photos, pictures }
}
