import type { ComponentChildren } from 'preact'
import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { ContactClosing, type ContactRecord, contactOrigin } from '../../missions/index.ts'

interface ContactTableProps {
  view: View
  missionId: string
  contacts: ContactRecord[]
}

/** How a mission is reached, with what can be done about each way. */
export function CurrentContacts(props: ContactTableProps) {
  const { view, contacts } = props
  const { t } = view
  return (
    <>
      <h2>{t('desk.contacts')}</h2>
      {contacts.length === 0 ? (
        <p>{t('desk.contacts_none')}</p>
      ) : (
        <ContactTable
          {...props}
          label={t('desk.contacts')}
          columns={[
            {
              heading: t('desk.session_act'),
              cell: (contact) => <ContactActs {...props} contact={contact} />,
            },
          ]}
        />
      )}
    </>
  )
}

/** How it was reached; nothing when there was no other way. */
export function PastContacts(props: ContactTableProps) {
  const { view, contacts } = props
  const { t, lang } = view
  if (contacts.length === 0) return null
  return (
    <details>
      <summary>{t('desk.contacts_past', { count: contacts.length })}</summary>
      <ContactTable
        {...props}
        label={t('desk.history')}
        columns={[
          {
            heading: t('desk.valid_from'),
            class: 'keep',
            cell: ({ validFrom }) => formatInstant(lang, validFrom),
          },
          {
            heading: t('desk.valid_until'),
            class: 'keep',
            cell: ({ validUntil }) => validUntil && formatInstant(lang, validUntil),
          },
        ]}
      />
    </details>
  )
}

interface Column {
  heading: string
  class?: string
  cell(contact: ContactRecord): ComponentChildren
}

/** @param columns those behind kind, contact and source */
function ContactTable({
  view,
  contacts,
  label,
  columns,
}: ContactTableProps & { label: string; columns: Column[] }) {
  const { t } = view
  return (
    <TableScroll label={label}>
      <table class="contact-table">
        <thead>
          <tr>
            <th scope="col">{t('desk.contact_kind')}</th>
            <th scope="col">{t('desk.contact_value')}</th>
            <th scope="col">{t('desk.contact_source')}</th>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <tr key={contact.id}>
              <td>{t(`missions.kind_${contact.kind}`)}</td>
              <th scope="row">
                <bdi>{contact.value}</bdi> <ContactClosing view={view} contact={contact} />
              </th>
              <td>{contactOrigin(t, contact)}</td>
              {columns.map((column) => (
                <td key={column.heading} class={column.class}>
                  {column.cell(contact)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Behind a summary, so that the table stays quiet and nothing ends by a slip. */
function ContactActs({
  view,
  missionId,
  contact,
}: Pick<ContactTableProps, 'view' | 'missionId'> & { contact: ContactRecord }) {
  const { t } = view
  const address = `/desk/missions/${missionId}`
  const about = { value: contact.value }
  return (
    <div class="acts">
      <a
        href={view.link(`${address}?correct=${contact.id}#contact`)}
        aria-label={t('desk.contact_correct_one', about)}
      >
        {t('desk.correct')}
      </a>
      <details>
        <summary aria-label={t('desk.contact_confirm_one', about)}>{t('desk.confirm')}</summary>
        <ActForm
          view={view}
          action={`${address}/contacts/${contact.id}/confirmation`}
          button={t('desk.confirm_today')}
        >
          <div class="field">
            <label for={`source-${contact.id}`}>{t('desk.confirm_source')}</label>
            <input id={`source-${contact.id}`} name="source" type="text" required maxLength={300} />
          </div>
        </ActForm>
      </details>
      <details>
        <summary aria-label={t('desk.contact_end_one', about)}>{t('desk.end')}</summary>
        <ActForm
          view={view}
          action={`${address}/contacts/${contact.id}/end`}
          button={t('desk.contact_end')}
        >
          <p class="hint">{t('desk.contact_end_help')}</p>
        </ActForm>
      </details>
    </div>
  )
}
