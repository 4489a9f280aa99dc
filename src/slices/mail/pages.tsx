import type { ComponentChildren } from 'preact'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatInstant } from '../../platform/i18n/format.ts'
import type { KeptMessage } from './queries.ts'

interface MailboxProps {
  view: View
  /** Newest first. */
  messages: KeptMessage[]
  /** Last message of this page, when there are older ones. */
  olderThan?: string
  /** Addresses that are played to be dead. */
  dead: string[]
}

/** Everything that would have been sent. */
export function MailboxPage({ view, messages, olderThan, dead }: MailboxProps) {
  const { t } = view
  return (
    <Layout view={view} title={t('mail.mailbox')} noindex>
      <h1>{t('mail.mailbox')}</h1>
      <p class="notice">{t('mail.nothing_leaves')}</p>
      {messages.length === 0 && <p>{t('mail.mailbox_empty')}</p>}
      {messages.length > 0 && (
        <ul class="mail-list">
          {messages.map((kept) => (
            <MailboxEntry key={kept.id} view={view} kept={kept} />
          ))}
        </ul>
      )}
      {olderThan && (
        <p>
          <a href={view.link(`/mailbox?before=${olderThan}`)}>{t('mail.older')}</a>
        </p>
      )}
      <Deaths view={view} messages={messages} dead={dead} />
    </Layout>
  )
}

/** Lets a visitor see what becomes of letters when a mission's mailbox dies. */
function Deaths({ view, messages, dead }: Pick<MailboxProps, 'view' | 'messages' | 'dead'>) {
  const { t } = view
  const written = messages.filter(({ message }) => message.kind === 'letter')
  const addresses = [...new Set([...written.map(({ message }) => message.envelope.to), ...dead])]
  if (addresses.length === 0) return null
  return (
    <section class="card">
      <h2>{t('mail.deaths')}</h2>
      <p>{t('mail.deaths_text')}</p>
      {addresses.map((address) => {
        const isDead = dead.includes(address)
        const act = isDead ? 'revivals' : 'deaths'
        return (
          <form key={address} method="post" action={view.link(`/mailbox/${act}`)}>
            <input type="hidden" name="address" value={address} />
            <p>
              <bdi>{address}</bdi> {isDead && <span class="tag">{t('mail.death_tag')}</span>}{' '}
              <button type="submit">{t(`mail.${act}_button`)}</button>
            </p>
          </form>
        )
      })}
    </section>
  )
}

function MailboxEntry({ view, kept }: { view: View; kept: KeptMessage }) {
  const { subject, to } = kept.message.readable
  return (
    <li>
      <a href={view.link(`/mailbox/${kept.id}`)} dir="auto">
        {subject || view.t('mail.no_subject')}
      </a>
      <p class="meta">
        {view.t('mail.entry_to', { to })} <Since view={view} kept={kept} />
      </p>
    </li>
  )
}

function Since({ view, kept }: { view: View; kept: KeptMessage }) {
  return <time dateTime={kept.storedAt}>{formatInstant(view.lang, kept.storedAt)}</time>
}

/** One message: as its reader would see it, and as it would go over the wire. */
export function KeptMessagePage({ view, kept }: { view: View; kept: KeptMessage }) {
  const { t } = view
  const { readable, raw } = kept.message
  const subject = readable.subject || t('mail.no_subject')
  return (
    <Layout view={view} title={subject} noindex>
      <p>
        <a href={view.link('/mailbox')}>{t('mail.back_to_mailbox')}</a>
      </p>
      <h1 dir="auto">{subject}</h1>
      <p class="notice">{t('mail.nothing_leaves')}</p>
      <article class="card mail-message">
        <dl class="meta">
          <Field name={t('mail.from')}>{readable.from}</Field>
          <Field name={t('mail.to')}>{readable.to}</Field>
          {readable.replyTo && <Field name={t('mail.reply_to')}>{readable.replyTo}</Field>}
          <Field name={t('mail.kept_at')}>
            <Since view={view} kept={kept} />
          </Field>
        </dl>
        <pre class="mail-text" dir="auto">
          <LinkedText text={readable.text} publicUrl={view.publicUrl} />
        </pre>
      </article>
      <details>
        <summary>{t('mail.as_sent')}</summary>
        <pre class="mail-text" dir="ltr">
          {raw.replaceAll('\r\n', '\n')}
        </pre>
      </details>
    </Layout>
  )
}

function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  )
}

/** Links within this site can be followed; all others are only text, so nothing leads away. */
function LinkedText({ text, publicUrl }: { text: string; publicUrl: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
  return (
    <>
      {parts.map((part) =>
        part === publicUrl || part.startsWith(`${publicUrl}/`) ? (
          <a key={part} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}
