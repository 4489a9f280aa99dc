import type { VNode } from 'preact'
import { isCountry } from '../../platform/countries.ts'
import type { Deps } from '../../platform/deps.ts'
import { MonthCalendar } from '../../platform/html/calendar.tsx'
import { JsonLd } from '../../platform/html/json-ld.tsx'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import type { Shows } from '../../platform/http/types.ts'
import { countryName } from '../../platform/i18n/format.ts'
import { type Day, dayOf } from '../../platform/time.ts'
import {
  APPEALS_FACT,
  type Appeal,
  AppealHeader,
  type AppealKey,
  AppealTeaser,
  appealFact,
  findAppeal,
  Issues,
  listAppeals,
  PartnerQuotation,
  Story,
  type Teaser,
  TopicLinks,
  Video,
} from '../appeals/index.ts'
import { caseFeedPath, caseTitle, type ShownCase } from '../cases/index.ts'
import {
  Comments,
  type CommentsPart,
  type CommentsRequest,
  commentsFact,
  loadComments,
  type Subject,
} from '../comments/index.ts'
import {
  DonateBlock,
  findGiving,
  GIVEN_FACT,
  GIVING_FACT,
  type Giving,
} from '../donations/index.ts'
import { MEDIA_FACT, videoFrames } from '../media/index.ts'
import {
  findMissionsById,
  listRepliesAbout,
  MissionReplies,
  type MissionReply,
  missionFact,
  missionTitle,
} from '../missions/index.ts'
import {
  ActBox,
  countLetters,
  type Gathering,
  Gatherings,
  HandIns,
  LetterCounts,
  type LetterTotals,
  type LoadedHandIns,
  lettersFact,
  listPublicGatherings,
  loadHandIns,
} from '../protests/index.ts'
import { AppealDemands, AppealState, AppealTimeline, findCaseOf } from './case-parts.tsx'
import { loadCalendar } from './load-calendar.ts'
import { describeAppeal, imageOf } from './structured-data.ts'

const RELATED_ITEMS = 3

/** Under what comments on an appeal are kept. */
export function appealSubject({ id }: Pick<Appeal, 'id'>): Subject {
  return { kind: 'appeal', id }
}

interface AppealPageProps {
  view: View
  appeal: Appeal
  /** The case it is about, where that is public. */
  shown?: ShownCase
  /** What changes with that case, also while it is hidden. */
  caseFacts: string[]
  today: Day
  /** The reader's state as the address names it. */
  from?: string
  totals: LetterTotals
  gatherings: Gathering[]
  handedIn: LoadedHandIns
  /** What missions answered to letters about it. */
  replies: MissionReply[]
  missionNames: ReadonlyMap<string, string>
  related: Teaser[]
  calendar: { month: string; counts: ReadonlyMap<Day, number>; previous?: string; next?: string }
  comments: CommentsPart
  giving: Giving
  /** Its editors look at it before readers do. */
  isPreview?: boolean
}

export type AppealPageDeps = Pick<Deps, 'config' | 'reader' | 'clock' | 'secrets'>

/** The page of a public appeal, put together from the rooms below. */
export async function appealPage(
  deps: AppealPageDeps,
  view: View,
  { key, from, comments: asked }: { key: AppealKey; from?: string; comments: CommentsRequest },
): Promise<{ page: VNode; shows: Shows } | undefined> {
  const appeal = await findAppeal(deps.reader, key, view.lang)
  if (!appeal) return undefined
  const props = await loadProps(deps, { view, appeal, from, comments: asked })
  const comments = commentsFact(appealSubject(appeal))
  const own = [appealFact(appeal.id), APPEALS_FACT, GIVING_FACT, comments, MEDIA_FACT]
  const named = [...props.replies, ...props.handedIn.handIns]
  const missions = named.map(({ missionId }) => missionFact(missionId))
  const facts = [...own, ...missions, ...props.caseFacts]
  const frames = videoFrames({ ...appeal.video, address: appeal.video?.url })
  const busyFacts = [lettersFact(appeal.id), GIVEN_FACT]
  const shows = { facts, busyFacts, isByCountry: true, frames }
  return { page: <AppealPage {...props} />, shows }
}

/** The same page for the editors of an appeal, with what readers do not see yet. */
export async function previewPage(
  deps: AppealPageDeps,
  view: View,
  appeal: Appeal,
): Promise<VNode> {
  const props = await loadProps(deps, { view, appeal, comments: {} })
  return <AppealPage {...props} isPreview />
}

async function loadProps(
  deps: AppealPageDeps,
  asked: { view: View; appeal: Appeal; from?: string; comments: CommentsRequest },
): Promise<AppealPageProps> {
  const { reader } = deps
  const { view, appeal, from } = asked
  const { country } = appeal
  const today = dayOf(deps.clock.now())
  const [totals, gatherings, handedIn, replies, { teasers }, calendar, comments, giving, found] =
    await Promise.all([
      countLetters(reader, appeal.id),
      listPublicGatherings(reader, appeal.id, `${today}T00:00:00.000Z`),
      loadHandIns(reader, appeal.id),
      loadReplies(reader, view, appeal.id),
      listAppeals(reader, { lang: view.lang, limit: RELATED_ITEMS + 1, country }),
      loadCalendar(reader, appeal.key.publishedOn.slice(0, 7)),
      loadComments(deps, appealSubject(appeal), asked.comments),
      findGiving(reader, view.lang),
      findCaseOf(reader, appeal),
    ])
  const related = teasers.filter(({ id }) => id !== appeal.id).slice(0, RELATED_ITEMS)
  const state = from && isCountry(from) ? from : undefined
  const parts = { ...replies, totals, gatherings, handedIn, related, calendar, comments, giving }
  return { view, appeal, shown: found.shown, caseFacts: found.facts, today, from: state, ...parts }
}

async function loadReplies(reader: Deps['reader'], view: View, appealId: string) {
  const replies = await listRepliesAbout(reader, appealId)
  const missions = await findMissionsById(
    reader,
    replies.map(({ missionId }) => missionId),
  )
  const missionNames = new Map(
    [...missions].map(([id, mission]) => [id, missionTitle(view.t, mission)]),
  )
  return { replies, missionNames }
}

function AppealPage(props: AppealPageProps) {
  const { view, appeal, shown, today, from, totals, related, calendar, comments, giving } = props
  const country = countryName(view.lang, appeal.country)
  // A draft may not say yet where it happens.
  const isPlaced = appeal.country !== ''
  return (
    <Layout
      view={view}
      title={appeal.title}
      description={appeal.call}
      languages={view.languages.filter((lang) => appeal.languages.includes(lang))}
      isArticle
      image={imageOf(appeal)}
      feeds={[
        { path: `/countries/${appeal.country}/feed/`, title: country },
        { path: `${appeal.path}feed/`, title: view.t('front.comments_feed') },
        ...caseFeed(view, shown),
      ]}
      head={<AppealHead view={view} appeal={appeal} />}
      noindex={props.isPreview}
      kind="appeal-page"
    >
      <article class="appeal">
        <div class="appeal-top">
          {props.isPreview && <PreviewNote view={view} id={appeal.id} />}
          <AppealHeader view={view} appeal={appeal} />
          <Issues view={view} issues={appeal.issues} />
          <AppealState view={view} appeal={appeal} shown={shown} />
        </div>
        {isPlaced && <ActBox view={view} appeal={appeal} from={from} />}
        {appeal.quotation && <PartnerQuotation view={view} quotation={appeal.quotation} />}
        <Story view={view} appeal={appeal} />
        {appeal.video && <Video view={view} video={appeal.video} />}
        <AppealDemands view={view} appeal={appeal} shown={shown} />
        <AppealTimeline view={view} appeal={appeal} shown={shown} today={today} />
        <Gatherings view={view} path={appeal.path} gatherings={props.gatherings} />
        <HandIns view={view} {...props.handedIn} />
        <MissionReplies
          view={view}
          replies={props.replies}
          nameOf={(id) => props.missionNames.get(id)}
        />
        <LetterCounts view={view} path={appeal.path} totals={totals} />
        <TopicLinks view={view} topics={appeal.topics} />
      </article>
      <DonateBlock view={view} giving={giving} />
      <Comments view={view} path={appeal.path} comments={comments} />
      {isPlaced && (
        <More view={view} country={appeal.country} related={related} calendar={calendar} />
      )}
    </Layout>
  )
}

function caseFeed(view: View, shown: ShownCase | undefined) {
  return shown ? [{ path: caseFeedPath(shown.ledger.case.key), title: caseTitle(view, shown) }] : []
}

function PreviewNote({ view, id }: { view: View; id: string }) {
  return (
    <p class="notice-warning">
      {view.t('front.preview')}{' '}
      <a href={view.link(`/desk/appeals/${id}/`)}>{view.t('front.preview_back')}</a>
    </p>
  )
}

function AppealHead({ view, appeal }: { view: View; appeal: Appeal }) {
  const address = encodeURIComponent(view.publicUrl + view.link(appeal.path))
  return (
    <>
      <link
        rel="alternate"
        type="application/json+oembed"
        title={appeal.title}
        href={`${view.publicUrl}/oembed?url=${address}&format=json`}
      />
      <JsonLd data={describeAppeal(view, appeal)} />
    </>
  )
}

function More({
  view,
  country,
  related,
  calendar,
}: Pick<AppealPageProps, 'view' | 'related' | 'calendar'> & { country: string }) {
  const name = countryName(view.lang, country)
  return (
    <aside class="more" aria-label={view.t('front.more')}>
      {related.length > 0 && (
        <section>
          <h2>{view.t('front.related', { name })}</h2>
          {related.map((teaser) => (
            <AppealTeaser key={teaser.id} view={view} teaser={teaser} level={3} />
          ))}
        </section>
      )}
      <p>
        <a href={view.link(`/missions/${country}/`)}>{view.t('front.missions_of', { name })}</a>
      </p>
      <MonthCalendar view={view} {...calendar} />
    </aside>
  )
}
