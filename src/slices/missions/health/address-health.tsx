import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Contact } from '../types.ts'
import { type Evidence, healthOf } from './fold.ts'

interface AddressHealthProps {
  view: View
  /** E-mail addresses in use, or closed, with what letters showed of each. */
  addresses: Array<{ contact: Contact; evidence: Evidence[] }>
}

/** How a mission's mailboxes are, and the letters of which days say so. */
export function AddressHealth({ view, addresses }: AddressHealthProps) {
  const { t } = view
  if (addresses.length === 0) return null
  return (
    <>
      <h2>{t('missions.health')}</h2>
      <ul class="plain-list">
        {addresses.map(({ contact, evidence }) => (
          <li key={contact.id}>
            <Address view={view} contact={contact} evidence={evidence} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Address({ view, contact, evidence }: AddressProps) {
  const { t, lang } = view
  const { state, since } = healthOf(evidence)
  return (
    <details>
      <summary>
        <bdi>{contact.value}</bdi> <span class="tag">{t(`missions.health_${state}`)}</span>{' '}
        {since &&
          state !== 'working' &&
          t('missions.health_since', { day: formatDay(lang, since) })}
      </summary>
      {evidence.length === 0 ? (
        <p class="hint">{t('missions.health_none')}</p>
      ) : (
        <EvidenceTable view={view} address={contact.value} evidence={evidence} />
      )}
    </details>
  )
}

interface AddressProps {
  view: View
  contact: Contact
  evidence: Evidence[]
}

function EvidenceTable({ view, address, evidence }: EvidenceTableProps) {
  const { t, lang } = view
  return (
    <TableScroll label={t('missions.health_of', { address })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('missions.evidence_day')}</th>
            <th scope="col">{t('missions.evidence_shown')}</th>
            <th scope="col">{t('missions.evidence_letters')}</th>
            <th scope="col">{t('missions.evidence_words')}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map(({ kind, day, letters, words }) => (
            <tr key={`${day} ${kind}`}>
              <th scope="row" class="keep">
                {formatDay(lang, day)}
              </th>
              <td>{t(`missions.evidence_${kind}`)}</td>
              <td>{letters}</td>
              <td>{words && <q lang="en">{words}</q>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

interface EvidenceTableProps {
  view: View
  address: string
  evidence: Evidence[]
}
