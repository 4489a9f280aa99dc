import type { View } from '../../platform/html/view.ts'
import { listAppealsById, type Teaser } from '../appeals/index.ts'
import { listAppealsUsing } from '../protests/index.ts'
import type { DeskDeps } from './types.ts'

/** Appeals that lose a picture when it is taken away everywhere. */
export interface PictureUses {
  appeals: Teaser[]
  /** How many more there are that readers do not see: they may be another organisation's. */
  unseen: number
}

export async function loadPictureUses(
  { reader }: Pick<DeskDeps, 'reader'>,
  pictureIds: readonly string[],
  { exceptAppealId, lang }: { exceptAppealId: string; lang: string },
): Promise<PictureUses> {
  const ids = await listAppealsUsing(reader, pictureIds)
  const others = ids.filter((id) => id !== exceptAppealId)
  const appeals = await listAppealsById(reader, others, lang)
  return { appeals, unseen: others.length - appeals.length }
}

/** Names them, before somebody takes the picture away; nothing when there is none. */
export function LosingAppeals({ view, uses }: { view: View; uses: PictureUses }) {
  const { t } = view
  const { appeals, unseen } = uses
  if (appeals.length + unseen === 0) return null
  return (
    <>
      <p class="notice-warning">{t('desk.pictures_lost_too')}</p>
      <ul>
        {appeals.map(({ id, path, title, language }) => (
          <li key={id}>
            <a href={view.link(path)} lang={language}>
              {title}
            </a>
          </li>
        ))}
        {unseen > 0 && <li>{t('desk.pictures_lost_unseen', { count: unseen })}</li>}
      </ul>
    </>
  )
}
