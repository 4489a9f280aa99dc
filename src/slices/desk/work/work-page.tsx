import { ErrorSummary } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import { ActForm } from '../../accounts/index.ts'
import { type Decision, type ItemKind, itemKinds, type Verdict } from '../../moderation/index.ts'
import { DeskLayout, Tabs } from '../layout.tsx'
import type { WorkItem } from './items.ts'
import { itemName, WorkArticle } from './work-item.tsx'

/** Why several items wait, with how many they are. */
export interface RuleCount {
  kind: ItemKind
  code: string
  words: string
  count: number
}

interface WorkPageProps {
  view: View
  kind?: ItemKind
  /** The oldest first. */
  shown: WorkItem[]
  /** How many wait in all, in this list. */
  waiting: number
  rules: RuleCount[]
  /** What was decided just now and can be taken back. */
  standing: Decision[]
  /** How many of those that were to be decided on somebody else had decided on. */
  skipped: number
  problem?: string
}

/** Everything that readers sent and that waits for a person. */
export function WorkPage(props: WorkPageProps) {
  const { view, kind, shown, waiting, standing, skipped, problem } = props
  const { t } = view
  const path = (each?: ItemKind) => (each ? `/desk/work/?kind=${each}` : '/desk/work/')
  const tabs = [undefined, ...itemKinds].map((each) => ({
    path: path(each),
    text: t(each ? `desk.work_${each}s` : 'desk.work_all'),
    isCurrent: each === kind,
  }))
  return (
    <DeskLayout view={view} title={t('desk.work')} help={t('desk.work_help')}>
      {problem && (
        <ErrorSummary
          view={view}
          title={t('desk.work_problem')}
          errors={{ reason: { key: problem } }}
          idOf={() => undefined}
        />
      )}
      {standing.length > 0 && <Undo view={view} standing={standing} kind={kind} />}
      {skipped > 0 && <p class="notice">{t('desk.work_skipped', { count: skipped })}</p>}
      <Tabs view={view} label={t('desk.work_lists')} tabs={tabs} />
      <p>{t('desk.work_waiting', { count: waiting })}</p>
      <div class="work-items" data-enhance="work-list">
        {shown.map((work) => (
          <WorkArticle key={work.item.id} view={view} work={work} list={kind} />
        ))}
      </div>
      <Rules {...props} />
      <details id="keys">
        <summary>{t('desk.work_keys')}</summary>
        <dl>
          {(['j', 'k', 'a', 'r', 'u', '?'] as const).map((key) => (
            <>
              <dt key={key}>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`desk.work_key_${key === '?' ? 'help' : key}`)}</dd>
            </>
          ))}
        </dl>
      </details>
      <script type="module" src={view.assets.scripts['work-list']} />
    </DeskLayout>
  )
}

function Undo({ view, standing, kind }: { view: View; standing: Decision[]; kind?: ItemKind }) {
  const [first] = standing
  if (!first) return null
  const words = view.t(`desk.work_decided_${first.verdict}`, { count: standing.length })
  return (
    <div class="notice undo" role="status">
      <p>{words}</p>
      <ActForm
        view={view}
        action={`/desk/work/decisions/${first.batchId}/undo`}
        button={view.t('desk.work_undo')}
        enhance="undo"
      >
        {kind && <input type="hidden" name="kind" value={kind} />}
      </ActForm>
    </div>
  )
}

/** Many of one sort at once, after a look at which they are. */
function Rules({ view, rules }: WorkPageProps) {
  const { t } = view
  if (rules.length === 0) return null
  const link = (rule: RuleCount, verdict: Verdict) =>
    view.link(`/desk/work/bulk?kind=${rule.kind}&rule=${rule.code}&verdict=${verdict}`)
  return (
    <section aria-labelledby="by-rule">
      <h2 id="by-rule">{t('desk.work_by_rule')}</h2>
      <ul>
        {rules.map((rule) => (
          <li key={`${rule.kind} ${rule.code}`}>
            {t(`desk.work_one_${rule.kind}`)}: {rule.words} ({rule.count}){' '}
            <a href={link(rule, 'approved')}>{t('desk.work_bulk_approved')}</a>{' '}
            <a href={link(rule, 'refused')}>{t('desk.work_bulk_refused')}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface BulkPageProps {
  view: View
  kind: ItemKind
  verdict: Verdict
  items: WorkItem[]
}

/** Which items a decision by rule is about; exactly these are decided on. */
export function BulkPage({ view, kind, verdict, items }: BulkPageProps) {
  const { t } = view
  const refusal = verdict === 'refused' ? items[0]?.refusal : undefined
  return (
    <DeskLayout view={view} title={t('desk.work_by_rule')} help={t('desk.work_bulk_help')}>
      <p>
        <a href={view.link(`/desk/work/?kind=${kind}`)}>{t('desk.work_back')}</a>
      </p>
      {items.length === 0 && <p>{t('desk.work_nothing')}</p>}
      <ul class="work-preview">
        {items.map((work) => (
          <li key={work.item.id}>
            <bdi>{work.heading}</bdi>{' '}
            <span class="hint" lang={work.language}>
              {excerptOf(work)}
            </span>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <ActForm
          view={view}
          action="/desk/work/decisions"
          button={t(`desk.work_bulk_button_${verdict}`, { count: items.length })}
          class="confirm-form"
        >
          {items.map(({ item }) => (
            <input key={item.id} type="hidden" name="items" value={itemName(item)} />
          ))}
          <input type="hidden" name="verdict" value={verdict} />
          <input type="hidden" name="kind" value={kind} />
          {refusal !== undefined && (
            <div class="field">
              <label for="reason">{t('desk.work_reason')}</label>
              <input
                id="reason"
                name="reason"
                type="text"
                required
                maxLength={1000}
                value={refusal}
              />
            </div>
          )}
        </ActForm>
      )}
    </DeskLayout>
  )
}

const EXCERPT_CHARS = 160

function excerptOf({ body }: WorkItem): string {
  const made = body()
  const text =
    made.kind === 'html'
      ? made.html.replace(/<[^>]*>/g, ' ')
      : made.kind === 'text'
        ? made.text
        : made.facts.map(({ value }) => value).join(' · ')
  return text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS)}…` : text
}
