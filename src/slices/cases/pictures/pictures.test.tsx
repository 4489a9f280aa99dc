import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../../platform/html/view.ts'
import { loadCatalogues } from '../../../platform/i18n/catalogues.ts'
import { foldCase } from '../fold/case-state.ts'
import type { About, CaseEvent, EventKind, Ledger } from '../types.ts'
import { Lanes } from './lanes.tsx'
import { PeopleRow } from './people-row.tsx'

const catalogues = loadCatalogues('locales')
const viewIn = (lang: string) => ({ lang, t: catalogues.translator(lang) }) as View
const html = (node: VNode) => renderToString(node)

let events = 0
function on(day: string, kind: EventKind, about: About): CaseEvent {
  events += 1
  return {
    id: `e${events}`,
    caseId: 'c',
    key: `e${events}`,
    kind,
    when: { on: day, precision: 'day' },
    about,
    details: kind === 'sentenced' ? { length: { years: 0, months: 0, days: 10 } } : {},
    sources: [],
    recordedAt: '2013-05-22T05:00:00.000Z',
  }
}

const group = { group: 'campaigners' }
const leader = { people: ['leader'] }

/** What was known on 29 May 2013, for one of the leaders. */
function astana(): Ledger {
  return {
    people: [
      {
        id: 'leader',
        caseId: 'c',
        key: 'leader',
        pseudonyms: {},
        roles: {},
        groupId: 'campaigners',
        hasNames: false,
      },
    ],
    groups: [{ id: 'campaigners', caseId: 'c', key: 'campaigners', labels: {} }],
    demands: [],
    changes: [],
    events: [
      on('2013-05-22', 'detained', { ...group, count: { atLeast: 81 } }),
      on('2013-05-22', 'released', { ...group, count: { atLeast: 2, word: 'many' } }),
      on('2013-05-22', 'trial', leader),
      on('2013-05-23', 'sentenced', leader),
      on('2013-06-01', 'released', leader),
    ],
  } as unknown as Ledger
}

test('there is a figure for each person, and words say what its shape says', () => {
  const page = html(<PeopleRow view={viewIn('en')} counts={foldCase(astana()).counts} />)
  assert.equal(page.match(/<use /g)?.length, 81)
  assert.match(page, /free: many/)
  assert.match(page, /where they are is not known: \d+/)
  assert.match(page, /There may be more\./)
})

test('a lane shows where somebody was, and says it in the order in which it happened', () => {
  const people = [{ id: 'leader', label: 'one of five leaders' }]
  const page = html(<Lanes view={viewIn('en')} state={foldCase(astana())} people={people} />)
  const words =
    'held from 22 May 2013; before a court on 22 May 2013; serving a sentence from 23 May 2013; ' +
    'sentenced on 23 May 2013; free from 1 June 2013'
  assert.ok(page.includes(`aria-label="${words}"`), page)
  assert.match(page, /<span>one of five leaders<\/span>/)
})

test('what happened on one day stands side by side, and nothing hides a release', () => {
  const fined = on('2013-05-23', 'fined', leader)
  const freed = on('2013-05-23', 'released', leader)
  const ledger = astana()
  const events = [...ledger.events.slice(0, 3), fined, freed]
  const people = [{ id: 'leader', label: 'one of five leaders' }]
  const state = foldCase({ ...ledger, events })
  const page = html(<Lanes view={viewIn('en')} state={state} people={people} />)
  const square = Number(/class="lane-step" d="M([\d.]+) 4h8/.exec(page)?.[1])
  const circle = Number(/class="lane-out" cx="([\d.]+)"/.exec(page)?.[1])
  assert.ok(circle - 4 >= square + 8 - 2, `${square} … ${circle}`)
})

test('people of whom nothing was recorded have no lane, and without lanes there is no picture', () => {
  const state = foldCase({ ...astana(), events: [] })
  const people = [{ id: 'leader', label: 'one of five leaders' }]
  assert.equal(html(<Lanes view={viewIn('en')} state={state} people={people} />), '')
  const { counts } = foldCase({ ...astana(), events: [], people: [], groups: [] })
  assert.equal(html(<PeopleRow view={viewIn('en')} counts={counts} />), '')
})
