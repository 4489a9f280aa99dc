import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type {
  About,
  CaseEvent,
  Count,
  EventDetails,
  EventKind,
  Ledger,
  Person,
  Precision,
} from '../types.ts'
import { foldCase } from './case-state.ts'
import { custodies, legalStates } from './person-state.ts'
import { type Range, upper } from './ranges.ts'
import { addLength, sentenceEnd } from './sentence-end.ts'

const GROUP = 'campaigners'

test('more than 80 detained, many released, five on trial: nobody is counted twice', () => {
  const ledger = ledgerOf(
    [
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 81 } }),
      on('2013-05-22', 'released', { group: GROUP, count: { atLeast: 2, word: 'many' } }),
      on('2013-05-22', 'trial', { people: ['1', '2', '3', '4', '5'] }),
    ],
    { members: 5 },
  )
  const { counts, open } = foldCase(ledger)
  assert.deepEqual(counts.total, { atLeast: 81 })
  assert.deepEqual(counts.detained, { atLeast: 81 })
  assert.deepEqual(counts.legal.on_trial, { atLeast: 5, atMost: 5 })
  assert.deepEqual(counts.custody.free, { atLeast: 2 })
  assert.equal(counts.words.get('free'), 'many')
  assert.deepEqual(counts.custody.held, { atLeast: 5 })
  assert.equal(open.people.length, 5)
  assert.equal(open.groups.length, 1)
})

test('“80” from another source stands beside “more than 80”, and both are allowed for', () => {
  const { counts } = foldCase(
    ledgerOf([
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 81 } }),
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 80, atMost: 80 } }),
    ]),
  )
  assert.deepEqual(counts.detained, { atLeast: 80 })
  assert.ok(counts.isDisputed)
})

test('a later, more exact number narrows the first one', () => {
  const { counts } = foldCase(
    ledgerOf([
      on('2013-05-24', 'detained', { group: GROUP, count: { atLeast: 85, atMost: 90 } }),
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 81 } }),
    ]),
  )
  assert.deepEqual(counts.detained, { atLeast: 85, atMost: 90 })
  assert.ok(!counts.isDisputed)
})

test('those who were released later than a number was given are added to it', () => {
  const { counts } = foldCase(
    ledgerOf(
      [
        on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 20, atMost: 20 } }),
        on('2013-05-23', 'released', { group: GROUP, count: { atLeast: 10, atMost: 10 } }),
        on('2013-05-30', 'released', { people: ['1'] }),
      ],
      { members: 1 },
    ),
  )
  assert.deepEqual(counts.custody.free, { atLeast: 11, atMost: 11 })
  assert.deepEqual(counts.custody.held, { atLeast: 9, atMost: 9 })
})

test('those who were among the number already are not', () => {
  const { counts } = foldCase(
    ledgerOf(
      [
        on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 20, atMost: 20 } }),
        on('2013-05-23', 'released', { group: GROUP, count: { atLeast: 10, atMost: 10 } }),
        on('2013-05-23', 'released', { people: ['1'] }),
      ],
      { members: 1 },
    ),
  )
  assert.deepEqual(counts.custody.free, { atLeast: 10, atMost: 10 })
})

test('when all of a group are released, its members are, and nothing stays open', () => {
  const { counts, open, people } = foldCase(
    ledgerOf(
      [
        on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 81 } }),
        on('2013-05-25', 'released', { group: GROUP }),
      ],
      { members: 2 },
    ),
  )
  assert.deepEqual(counts.custody.free, { atLeast: 81 })
  assert.equal(upper(counts.custody.held), 0)
  assert.equal(people.get('1')?.custody, 'free')
  assert.deepEqual(open, { people: [], groups: [], demands: [] })
})

test('a case can end although the fate of some cannot be found out, which is said', () => {
  const { counts, open } = foldCase(
    ledgerOf([
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 81 } }),
      on('2013-05-22', 'released', { group: GROUP, count: { atLeast: 2, word: 'many' } }),
      on('2013-06-22', 'lost_track', { group: GROUP }),
    ]),
  )
  assert.deepEqual(open.groups, [])
  assert.equal(counts.custody.lost.atMost, undefined)
  assert.equal(upper(counts.custody.held), 0)
})

test('more released than were ever detained is allowed for, and marked as disputed', () => {
  const { counts } = foldCase(
    ledgerOf([
      on('2013-05-22', 'detained', { group: GROUP, count: { atLeast: 10, atMost: 10 } }),
      on('2013-05-23', 'released', { group: GROUP, count: { atLeast: 12, atMost: 12 } }),
    ]),
  )
  assert.deepEqual(counts.total, { atLeast: 12, atMost: 12 })
  assert.ok(counts.isDisputed)
})

test('release before the arrest is kept, with a warning', () => {
  const { warnings, people } = foldCase(
    ledgerOf(
      [
        on('2013-05-20', 'released', { people: ['1'] }),
        on('2013-05-22', 'detained', { people: ['1'] }),
      ],
      { members: 1 },
    ),
  )
  assert.deepEqual(
    warnings.map(({ kind }) => kind),
    ['before_arrest'],
  )
  assert.equal(people.get('1')?.custody, 'held')
})

test('release without detention, and whatever follows a death, is kept with a warning', () => {
  const { warnings, people } = foldCase(
    ledgerOf(
      [
        on('2013-05-23', 'released', { people: ['1'] }),
        on('2013-05-23', 'died', { people: ['2'] }),
        on('2013-05-24', 'released', { people: ['2'] }),
      ],
      { members: 2 },
    ),
  )
  assert.deepEqual(
    warnings.map(({ kind }) => kind),
    ['released_unheld', 'after_death'],
  )
  assert.equal(people.get('2')?.custody, 'dead')
})

test('two sentences of one day stand beside each other, and the end of both is told', () => {
  const seven = on('2013-05-29', 'sentenced', { people: ['1'] }, { length: days(7) })
  const ten = on('2013-05-29', 'sentenced', { people: ['1'] }, { length: days(10) })
  const { warnings, people } = foldCase(ledgerOf([ten, seven], { members: 1 }))
  assert.deepEqual(
    warnings.map(({ kind }) => kind),
    ['sources_differ'],
  )
  const state = people.get('1')
  assert.ok(state)
  assert.deepEqual(sentenceEnd(state), { earliest: '2013-06-05', latest: '2013-06-08' })
})

test('time in custody may count: a sentence ends between arrest and judgment, each plus its length', () => {
  const { people } = foldCase(
    ledgerOf(
      [
        on('2013-05-22', 'detained', { people: ['1'] }),
        on('2013-05-29', 'sentenced', { people: ['1'] }, { length: days(10) }),
      ],
      { members: 1 },
    ),
  )
  const state = people.get('1')
  assert.ok(state)
  assert.deepEqual(sentenceEnd(state), { earliest: '2013-06-01', latest: '2013-06-08' })
})

test('a month is counted by the calendar, also where a month is shorter', () => {
  assert.equal(addLength('2013-01-31', { years: 0, months: 1, days: 0 }), '2013-02-28')
  assert.equal(addLength('2012-02-29', { years: 1, months: 0, days: 0 }), '2013-02-28')
  assert.equal(addLength('2013-12-31', { years: 0, months: 0, days: 1 }), '2014-01-01')
})

test('a release “in May” follows an arrest of that month', () => {
  const { people, warnings } = foldCase(
    ledgerOf(
      [
        on('2013-05-01', 'released', { people: ['1'] }, {}, 'month'),
        on('2013-05-22', 'detained', { people: ['1'] }),
      ],
      { members: 1 },
    ),
  )
  assert.equal(people.get('1')?.custody, 'free')
  assert.deepEqual(warnings, [])
})

test('a correction takes the place of what it corrects, and a retraction of all of it', () => {
  const wrong = on('2013-05-29', 'sentenced', { people: ['1'] }, { length: days(100) })
  const right = {
    ...on('2013-05-29', 'sentenced', { people: ['1'] }, { length: days(10) }),
    correctsId: wrong.id,
  }
  const people = (events: CaseEvent[]) => foldCase(ledgerOf(events, { members: 1 })).people.get('1')
  assert.deepEqual(people([right, wrong])?.sentences[0]?.length, days(10))
  const retraction = { ...on('2013-05-30', 'retracted', { case: true }), correctsId: right.id }
  assert.equal(people([retraction, right, wrong])?.legal, 'none')
})

const kinds = fc.constantFrom<EventKind>(
  ...([
    'detained',
    'released',
    'trial',
    'sentenced',
    'fined',
    'acquitted',
    'charges_dropped',
  ] as const),
  ...(['deported', 'died', 'lost_track', 'reported_missing', 'charged', 'counted'] as const),
)
const count: fc.Arbitrary<Count | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.nat(30).map((atLeast) => ({ atLeast })),
  fc.tuple(fc.nat(30), fc.nat(10)).map(([atLeast, more]) => ({ atLeast, atMost: atLeast + more })),
  fc.constant({ atLeast: 2, word: 'many' as const }),
)
const about: fc.Arbitrary<About> = fc.oneof(
  fc.subarray(['1', '2', '3', '4'], { minLength: 1 }).map((people) => ({ people })),
  count.map((each) => ({ group: GROUP, count: each })),
)
const event = fc
  .record({
    kind: kinds,
    about,
    day: fc.integer({ min: 1, max: 9 }),
    precision: fc.constantFrom<Precision>('day', 'month', 'about'),
    length: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ kind, about: whom, day, precision, length }) =>
    on(
      `2013-05-0${precision === 'month' ? 1 : day}`,
      kind,
      whom,
      { length: days(length) },
      precision,
    ),
  )
const history = fc.array(event, { maxLength: 12 })

test('property: the order in which events arrive never matters', () => {
  fc.assert(
    fc.property(
      history.chain((events) => fc.tuple(fc.constant(events), shuffled(events))),
      ([events, otherwise]) => {
        const [a, b] = [events, otherwise].map((each) =>
          foldCase(ledgerOf(each, { members: 3, people: 4 })),
        )
        assert.deepEqual(a, b)
      },
    ),
  )
})

test('property: counts never contradict each other', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 4 }), (events, members) => {
      const { counts } = foldCase(ledgerOf(events, { members, people: 4 }))
      const { total, detained, custody, legal } = counts
      assertWhole(
        total,
        custodies.map((each) => custody[each]),
      )
      assertWhole(
        total,
        legalStates.map((each) => legal[each]),
      )
      assert.ok(detained.atLeast <= upper(total))
      assert.ok(upper(custody.free) <= upper(total))
      assert.ok(total.atLeast >= 4)
    }),
  )
})

test('property: a correction of everything that was wrong leaves the ledger as if it were right', () => {
  fc.assert(
    fc.property(history, event, (events, right) => {
      const wrong = on('2013-05-02', 'died', { people: ['1'] })
      const correction = { ...right, correctsId: wrong.id }
      const { events: standing, ...corrected } = foldCase(
        ledgerOf([...events, wrong, correction], { people: 4 }),
      )
      const { events: expected, ...straight } = foldCase(
        ledgerOf([...events, right], { people: 4 }),
      )
      assert.equal(standing.length, expected.length)
      assert.deepEqual(corrected.counts, straight.counts)
    }),
  )
})

/** Every part is possible within the whole, and the whole is possible with the parts. */
function assertWhole(whole: Range, parts: Range[]): void {
  const least = parts.reduce((sum, { atLeast }) => sum + atLeast, 0)
  const most = parts.reduce((sum, part) => sum + upper(part), 0)
  for (const part of [whole, ...parts]) assert.ok(part.atLeast <= upper(part))
  assert.ok(least <= upper(whole) && most >= whole.atLeast)
  for (const part of parts) {
    assert.ok(
      least - part.atLeast + upper(part) <= upper(whole),
      'a part leaves room for the others',
    )
  }
}

test('a fold that goes on from a former one is the same as one from the beginning', () => {
  fc.assert(
    fc.property(history, fc.nat({ max: 12 }), (recorded, split) => {
      const [before, ledger] = [recorded.slice(0, split), recorded].map((events) =>
        ledgerOf(events, { members: 3, people: 4 }),
      )
      assert.ok(before && ledger)
      assert.deepEqual(foldCase(ledger, foldCase(before)), foldCase(structuredClone(ledger)))
    }),
  )
})

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
}

let events = 0

function on(
  day: string,
  kind: EventKind,
  whom: About,
  details: EventDetails = {},
  precision: Precision = 'day',
): CaseEvent {
  events += 1
  const id = `event-${events}`
  return {
    ...{ id, key: id, caseId: 'case', kind, about: whom, details },
    ...{ when: { on: day, precision }, sources: [], recordedAt: '2013-05-22T05:00:00.000Z' },
  }
}

function days(count: number) {
  return { years: 0, months: 0, days: count }
}

/** People 1, 2 … of whom the first `members` belong to the group. */
function ledgerOf(recorded: CaseEvent[], size: { members?: number; people?: number } = {}): Ledger {
  const { members = 0, people = members } = size
  return {
    case: {
      ...{ id: 'case', key: 'case', country: 'KZ', titles: {}, zone: 'UTC', quietDays: 14 },
      ...{ version: 0, createdAt: '', changedAt: '' },
    },
    people: Array.from({ length: people }, (_, index): Person => {
      const id = String(index + 1)
      const groupId = index < members ? GROUP : undefined
      return { id, key: id, caseId: 'case', pseudonyms: {}, roles: {}, groupId, hasNames: false }
    }),
    groups: [{ id: GROUP, key: GROUP, caseId: 'case', labels: {} }],
    events: recorded,
    demands: [],
    changes: [],
  }
}
