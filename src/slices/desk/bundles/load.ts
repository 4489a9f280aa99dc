import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, recordAct } from '../../accounts/index.ts'
import { listAppealsById } from '../../appeals/index.ts'
import { findPictures } from '../../media/index.ts'
import { findMissionsById } from '../../missions/index.ts'
import { type Bundle, findBundle, listHandIns } from '../../protests/index.ts'
import { loadPictureUses, type PictureUses } from '../picture-uses.tsx'
import type { DeskDeps } from '../types.ts'

export async function requireBundle(
  { reader }: Pick<DeskDeps, 'reader'>,
  id: string,
): Promise<Bundle> {
  const bundle = await findBundle(reader, id)
  if (!bundle) throw new AppError('not_found', 'protests.bundle_unknown')
  return bundle
}

export async function loadBundle(deps: DeskDeps, bundle: Bundle, lang: string) {
  const { reader } = deps
  const handIns = await listHandIns(reader, bundle.id)
  const [appeal] = await listAppealsById(reader, [bundle.appealId], lang)
  const mission = (await findMissionsById(reader, [bundle.missionId])).get(bundle.missionId)
  const pictures = await findPictures(
    reader,
    handIns.flatMap(({ photo }) => photo?.pictureId ?? []),
  )
  const photoUses = new Map<string, PictureUses>()
  for (const id of pictures.keys()) {
    const except = { exceptAppealId: bundle.appealId, lang }
    photoUses.set(id, await loadPictureUses(deps, [id], except))
  }
  return { bundle, handIns, pictures, photoUses, title: appeal?.title, mission }
}

export async function noteOnBundle(
  tx: Db,
  { clock }: DeskDeps,
  { actor, act, bundleId, after }: { actor: Actor; act: string; bundleId: string; after?: object },
): Promise<void> {
  const subject = { kind: 'bundle', id: bundleId }
  await recordAct(tx, { at: clock.now(), actor, act, subject, after })
}
