import { Fragment } from 'preact'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, formatDay, formatInstant } from '../../../platform/i18n/format.ts'
import {
  type Description,
  descriptionOrigin,
  type Mission,
  missionKind,
  type PastDescription,
} from '../../missions/index.ts'

interface DescriptionSectionProps {
  view: View
  mission: Mission
  description: Description
  /** The newest first. */
  pastDescriptions: PastDescription[]
}

/** What a mission is and where, who says so, and what was said before. */
export function DescriptionSection(props: DescriptionSectionProps) {
  const { view, mission, description, pastDescriptions } = props
  const { t } = view
  return (
    <section aria-labelledby="description">
      <h2 id="description">{t('desk.description')}</h2>
      <DescriptionList view={view} mission={mission} description={description} />
      <p>
        <a href={view.link(`/desk/missions/${mission.id}/description`)}>{t('desk.describe')}</a>
      </p>
      {pastDescriptions.length > 0 && <PastDescriptions {...props} />}
    </section>
  )
}

/** What is said of a mission, point by point. */
export function DescriptionList({
  view,
  mission,
  description,
}: Pick<DescriptionSectionProps, 'view' | 'mission' | 'description'>) {
  const { t, lang } = view
  const { type, name, city, receivingState, closedOn } = description
  const points = [
    { term: t('desk.contact_kind'), words: missionKind(t, { ...mission, type }) },
    { term: t('desk.describe_name'), words: name },
    { term: t('desk.describe_city'), words: city },
    { term: t('desk.description_country'), words: countryName(lang, receivingState) },
    { term: t('desk.describe_closed'), words: closedOn && formatDay(lang, closedOn) },
    { term: t('desk.contact_source'), words: descriptionOrigin(t, description) },
  ]
  return (
    <dl>
      {points
        .filter(({ words }) => words)
        .map(({ term, words }) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi>{words}</bdi>
            </dd>
          </Fragment>
        ))}
    </dl>
  )
}

function PastDescriptions({ view, mission, pastDescriptions }: DescriptionSectionProps) {
  const { t, lang } = view
  return (
    <details>
      <summary>{t('desk.descriptions_past', { count: pastDescriptions.length })}</summary>
      <TableScroll label={t('desk.description')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('desk.contact_kind')}</th>
              <th scope="col">{t('desk.describe_name')}</th>
              <th scope="col">{t('desk.describe_city')}</th>
              <th scope="col">{t('desk.describe_closed')}</th>
              <th scope="col">{t('desk.contact_source')}</th>
              <th scope="col">{t('desk.valid_from')}</th>
              <th scope="col">{t('desk.valid_until')}</th>
            </tr>
          </thead>
          <tbody>
            {pastDescriptions.map((past) => (
              <tr key={past.id}>
                <th scope="row">{missionKind(t, { ...mission, type: past.type })}</th>
                <td>
                  <bdi>{past.name}</bdi>
                </td>
                <td>
                  {[past.city, countryName(lang, past.receivingState)].filter(Boolean).join(', ')}
                </td>
                <td class="keep">{past.closedOn && formatDay(lang, past.closedOn)}</td>
                <td>{descriptionOrigin(t, past)}</td>
                <td class="keep">{formatInstant(lang, past.validFrom)}</td>
                <td class="keep">{formatInstant(lang, past.validUntil)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
