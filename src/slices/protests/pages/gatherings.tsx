import type { View } from '../../../platform/html/view.ts'
import type { Gathering } from '../gatherings/types.ts'

/** When and where people meet before missions; nothing when nobody does. */
export function Gatherings({
  view,
  path,
  gatherings,
}: {
  view: View
  /** Of the appeal. */
  path: string
  gatherings: Gathering[]
}) {
  const { t } = view
  if (gatherings.length === 0) return null
  return (
    <section id="gatherings" aria-labelledby="gatherings-title" lang={view.lang}>
      <h2 id="gatherings-title">{t('protests.gatherings')}</h2>
      <ul class="gatherings">
        {gatherings.map((gathering) => (
          <Item key={gathering.id} view={view} gathering={gathering} />
        ))}
      </ul>
      <p class="hint">{t('protests.gatherings_hint')}</p>
      <p>
        <a href={view.link(`${path}gatherings.ics`)} type="text/calendar">
          {t('protests.gatherings_calendar')}
        </a>
      </p>
    </section>
  )
}

function Item({ view, gathering }: { view: View; gathering: Gathering }) {
  const { t } = view
  const { id, kind, startsAt, place, note, cancelledAt, coming } = gathering
  return (
    <li>
      <strong>{t(`protests.gathering_${kind}`)}</strong>,{' '}
      <time datetime={startsAt}>{gatheringTime(view.lang, gathering)}</time>, <bdi>{place}</bdi>
      {note && <> · {note}</>}
      {cancelledAt ? (
        <strong> · {t('protests.gathering_cancelled')}</strong>
      ) : (
        <form method="post" action={view.link(`/gatherings/${id}/coming`)}>
          <button type="submit">{t('protests.gathering_come')}</button>{' '}
          {coming > 0 && t('protests.gathering_coming', { count: coming })}
        </form>
      )}
    </li>
  )
}

/** Day and time as clocks at the place show them. */
export function gatheringTime(
  lang: string,
  { startsAt, zone }: Pick<Gathering, 'startsAt' | 'zone'>,
): string {
  const options = { dateStyle: 'full', timeStyle: 'short', timeZone: zone } as const
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, options).format(new Date(startsAt))
}
