import type { Db } from '../../platform/db/database.ts'
import type { View } from '../../platform/html/view.ts'
import type { Day } from '../../platform/time.ts'
import { type Appeal, CaseState, Demands, Timeline } from '../appeals/index.ts'
import {
  CaseDates,
  CaseDemands,
  CaseFeedLink,
  CaseSummary,
  CaseTimeline,
  caseFact,
  casePath,
  findCaseByKey,
  findShownCase,
  PeopleRow,
  type ShownCase,
} from '../cases/index.ts'

interface AppealPartProps {
  view: View
  appeal: Appeal
  /** The case it is about, where that is public. */
  shown?: ShownCase
}

/** The case that an appeal is about, if it is public, and the facts with which that changes. */
export async function findCaseOf(
  reader: Db,
  { caseKey }: Appeal,
): Promise<{ shown?: ShownCase; facts: string[] }> {
  if (caseKey === undefined) return { facts: [] }
  const shown = await findShownCase(reader, caseKey)
  if (shown) return { shown, facts: [caseFact(shown.ledger.case.id)] }
  const hidden = await findCaseByKey(reader, caseKey)
  return { facts: hidden ? [caseFact(hidden.id)] : [] }
}

/** How things stand: by the ledger where there is one, else as the appeal says it. */
export function AppealState({ view, appeal, shown }: AppealPartProps) {
  if (shown && shown.state.events.length > 0) return <CaseSummary view={view} shown={shown} />
  return appeal.figures ? <CaseState view={view} figures={appeal.figures} /> : null
}

export function AppealDemands({ view, appeal, shown }: AppealPartProps) {
  if (shown && shown.state.demands.length > 0) return <CaseDemands view={view} shown={shown} />
  return <Demands view={view} demands={appeal.demands} />
}

export function AppealTimeline({ view, appeal, shown, today }: AppealPartProps & { today: Day }) {
  if (!shown || shown.state.events.length === 0) {
    return <Timeline view={view} events={appeal.events} />
  }
  return (
    <>
      <PeopleRow view={view} counts={shown.state.counts} heading={view.t('cases.people')} />
      <CaseDates view={view} shown={shown} today={today} />
      <CaseTimeline view={view} shown={shown} />
      <p>
        <a href={view.link(casePath(shown.ledger.case.key))}>{view.t('front.whole_case')}</a> ·{' '}
        <CaseFeedLink view={view} caseKey={shown.ledger.case.key} />
      </p>
    </>
  )
}
