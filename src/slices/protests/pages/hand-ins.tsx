import type { View } from '../../../platform/html/view.ts'
import { directionOf, formatDay } from '../../../platform/i18n/format.ts'
import { PictureElement } from '../../media/index.ts'
import { missionTitle } from '../../missions/index.ts'
import type { LoadedHandIns } from '../bundles/load-hand-ins.ts'
import type { PublicHandIn } from '../bundles/types.ts'

interface HandInsProps extends LoadedHandIns {
  view: View
}

/** Letters on paper, and what happened at the missions' doors; nothing when none were carried there. */
export function HandIns(props: HandInsProps) {
  const { view, handIns } = props
  const { t, lang } = view
  if (handIns.length === 0) return null
  return (
    <section id="hand-ins" aria-labelledby="hand-ins-title" lang={lang}>
      <h2 id="hand-ins-title">{t('protests.hand_ins')}</h2>
      <ul class="gatherings">
        {handIns.map((handIn) => (
          <Item key={handIn.id} {...props} handIn={handIn} />
        ))}
      </ul>
    </section>
  )
}

function Item(props: HandInsProps & { handIn: PublicHandIn }) {
  const { view, handIn, missions } = props
  const { t, lang } = view
  const mission = missions.get(handIn.missionId)
  return (
    <li>
      <time datetime={handIn.on}>{formatDay(lang, handIn.on)}</time>,{' '}
      <bdi>{mission ? missionTitle(t, mission) : t('protests.mission_gone')}</bdi>:{' '}
      <strong>{t(`protests.hand_in_${handIn.outcome}`, { count: handIn.letters })}</strong>
      {handIn.isReplyPromised && ` · ${t('protests.hand_in_reply_promised')}`}
      <Photo {...props} />
    </li>
  )
}

function Photo({ handIn, photos, pictures }: HandInsProps & { handIn: PublicHandIn }) {
  const photo = photos.get(handIn.id)
  const picture = photo && pictures.get(photo.pictureId)
  if (!photo || !picture) return null
  const { alt, language } = photo
  return (
    <figure>
      <PictureElement
        picture={picture}
        alt={alt}
        language={{ lang: language, dir: directionOf(language) }}
      />
    </figure>
  )
}
