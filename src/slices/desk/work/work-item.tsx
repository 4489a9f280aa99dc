import { TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { directionOf, formatInstant } from '../../../platform/i18n/format.ts'
import { ActForm, Field } from '../../accounts/index.ts'
import type { Item, Verdict } from '../../moderation/index.ts'
import type { Body, WorkItem } from './items.ts'

/** As an item is named in a form. */
export function itemName({ kind, id }: Item): string {
  return `${kind}:${id}`
}

interface WorkItemProps {
  view: View
  work: WorkItem
  /** Which list is shown, to come back to it. */
  list?: string
}

/** One thing that waits: what it says, why it waits, and two buttons. */
export function WorkArticle({ view, work, list }: WorkItemProps) {
  const { t, lang } = view
  const { item, at, heading, path, rules, language } = work
  return (
    <article class="card work-item" tabIndex={-1} aria-label={t(`desk.work_one_${item.kind}`)}>
      <p class="comment-head">
        <span class="meta">{t(`desk.work_one_${item.kind}`)}</span>{' '}
        <bdi class="comment-name">{heading}</bdi>{' '}
        <time class="meta" dateTime={at}>
          {formatInstant(lang, at)}
        </time>{' '}
        <a href={view.link(path)}>
          {t(item.kind === 'reply' ? 'desk.work_redact' : 'desk.work_open')}
        </a>
      </p>
      <div lang={language} dir={directionOf(language)}>
        <BodyOf body={work.body()} />
      </div>
      {rules.length > 0 && (
        <ul class="hint">
          {rules.map(({ code, words }) => (
            <li key={code}>{words}</li>
          ))}
        </ul>
      )}
      <div class="acts">
        <Decide {...{ view, work, list }} verdict="approved" />
        {work.refusal === undefined ? (
          <Decide {...{ view, work, list }} verdict="refused" />
        ) : (
          <details>
            <summary>{t('desk.work_refuse_letter')}</summary>
            <Decide {...{ view, work, list }} verdict="refused" />
          </details>
        )}
      </div>
    </article>
  )
}

function BodyOf({ body }: { body: Body }) {
  if (body.kind === 'html') return <TrustedHtml html={body.html} class="comment-text" />
  if (body.kind === 'text') {
    return (
      <>
        <p>
          <strong>{body.subject}</strong>
        </p>
        <div class="letter-text">{body.text}</div>
      </>
    )
  }
  return (
    <dl>
      {body.facts.map(({ label, value }) => (
        <>
          <dt key={label}>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </>
      ))}
    </dl>
  )
}

function Decide({ view, work, list, verdict }: WorkItemProps & { verdict: Verdict }) {
  const { t } = view
  const { item, refusal } = work
  return (
    <ActForm
      view={view}
      action="/desk/work/decisions"
      button={t(`desk.work_${verdict}_${item.kind}`)}
      class={verdict === 'approved' ? 'act-first' : undefined}
      enhance={verdict}
    >
      <input type="hidden" name="items" value={itemName(item)} />
      <input type="hidden" name="verdict" value={verdict} />
      {list && <input type="hidden" name="kind" value={list} />}
      {verdict === 'refused' && refusal !== undefined && (
        <Field
          view={view}
          name="reason"
          idPrefix={item.id}
          label={t('desk.work_reason')}
          hint={t('desk.work_reason_hint')}
          input={{ maxLength: 1000, value: refusal }}
        />
      )}
    </ActForm>
  )
}
