import type { View } from '../../platform/html/view.ts'
import { listAppealsById, type Teaser } from '../appeals/index.ts'
import { isLogoAmong, listAppealsUsing } from '../protests/index.ts'
import type { DeskDeps } from './types.ts'

/** What loses a picture when it is taken away everywhere. */
export interface PictureUses {
  appeals: Teaser[]
  /** How many more there are that readers do not see: they may be another organisation's. */
  unseen: number
  /** It stands in place of the site's name. */
  isLogo: boolean
}

export async function loadPictureUses(
  { reader, config }: Pick<DeskDeps, 'reader' | 'config'>,
  pictureIds: readonly string[],
  { exceptAppealId, lang }: { exceptAppealId: string; lang: string },
): Promise<PictureUses> {
  const ids = await listAppealsUsing(reader, pictureIds)
  const others = ids.filter((id) => id !== exceptAppealId)
  const appeals = await listAppealsById(reader, others, lang)
  const isLogo = await isLogoAmong(reader, config, pictureIds)
  return { appeals, unseen: others.length - appeals.length, isLogo }
}

/** Names all of it, before somebody takes the picture away; nothing when there is none. */
export function LosingAppeals({ view, uses }: { view: View; uses: PictureUses }) {
  const { t } = view
  const { appeals, unseen, isLogo } = uses
  if (appeals.length + unseen === 0 && !isLogo) return null
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
        {isLogo && <li>{t('desk.pictures_lost_logo')}</li>}
        {unseen > 0 && <li>{t('desk.pictures_lost_unseen', { count: unseen })}</li>}
      </ul>
    </>
  )
}
