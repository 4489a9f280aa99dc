import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerFrom } from './answer.ts'
import type { Contact, Mission } from './types.ts'

let count = 0

/** An embassy of Kazakhstan that serves the state in which it stands. */
function mission(changes: Partial<Mission>): Mission {
  count += 1
  const receivingState = changes.receivingState ?? 'GB'
  return {
    id: `mission ${count}`,
    sendingState: 'KZ',
    receivingState,
    type: 'embassy',
    accreditedTo: [receivingState],
    sources: 1,
    source: 'list',
    contacts: [],
    ...changes,
  }
}

function email(value: string, changes: Partial<Contact> = {}): Contact {
  const validFrom = '2013-05-22T05:00:00.000Z'
  return { id: value, kind: 'email', value, source: 'list', validFrom, ...changes }
}

function answers(readerState: string, missions: Mission[], town?: string): string[] {
  return answerFrom(missions, { sendingState: 'KZ', readerState, town }).map(
    ({ reason, receivingState, city }) => [reason, receivingState, city].filter(Boolean).join(' '),
  )
}

const london = mission({ city: 'London', accreditedTo: ['GB', 'IE'] })
const rome = mission({ receivingState: 'IT', city: 'Rome', latitude: 41.9, longitude: 12.5 })

test('an embassy that stands in the state and is accredited to it is resident', () => {
  assert.deepEqual(answers('GB', [rome, london]), ['resident GB London'])
})

test('an embassy to the Holy See in Rome is not resident in Italy, but answers for the Vatican', () => {
  const holySee = mission({ receivingState: 'IT', city: 'Rome', accreditedTo: ['VA'] })
  assert.deepEqual(answers('IT', [holySee, rome]), ['resident IT Rome'])
  assert.deepEqual(answers('VA', [holySee, rome]), ['non_resident IT Rome'])
  assert.deepEqual(answers('IT', [holySee]), ['nearest IT Rome'])
})

test('without one, the embassy elsewhere that is accredited answers', () => {
  assert.deepEqual(answers('IE', [rome, london]), ['non_resident GB London'])
})

test('a reader in a territory has the embassy of the state that it belongs to', () => {
  assert.deepEqual(answers('JE', [rome, london]), ['non_resident GB London'])
  const [answer] = answerFrom([london], { sendingState: 'KZ', readerState: 'JE' })
  assert.equal(answer?.throughState, 'GB')
})

test('consulates stand beside the embassy, the nearest first and honorary ones last', () => {
  const at = (city: string, latitude: number, type: Mission['type'] = 'consulate') =>
    mission({ type, receivingState: 'IT', city, latitude, longitude: 12.5 })
  const consulates = [at('Milan', 45.4), at('Siena', 42, 'honorary_consulate'), at('Naples', 40.8)]
  assert.deepEqual(answers('IT', [...consulates, rome]), [
    'resident IT Rome',
    'consulate IT Naples',
    'consulate IT Milan',
    'consulate IT Siena',
  ])
  assert.deepEqual(answers('IT', [...consulates, rome], 'Milan').slice(0, 2), [
    'resident IT Rome',
    'consulate IT Milan',
  ])
})

test('a consulate never goes before the embassy abroad that is accredited', () => {
  const consulate = mission({ type: 'consulate', receivingState: 'IE', city: 'Dublin' })
  assert.deepEqual(answers('IE', [consulate, london]), [
    'non_resident GB London',
    'consulate IE Dublin',
  ])
})

test('what stands in for an embassy goes before consulates', () => {
  const section = mission({
    type: 'interests_section',
    receivingState: 'US',
    city: 'Washington, D.C.',
  })
  const office = mission({ type: 'de_facto_embassy', receivingState: 'JP', city: 'Tokyo' })
  const protector = mission({ type: 'protecting_power', receivingState: 'IR', city: 'Tehran' })
  const consulate = mission({ type: 'consulate', receivingState: 'US', city: 'Boston' })
  const all = [consulate, section, office, protector]
  assert.deepEqual(answers('US', all), [
    'interests_section US Washington, D.C.',
    'consulate US Boston',
  ])
  assert.deepEqual(answers('JP', all), ['de_facto JP Tokyo'])
  assert.deepEqual(answers('IR', all), ['protecting_power IR Tehran'])
})

test('of several embassies the one that more speaks for comes first, one for each town', () => {
  const former = mission({ city: 'London' })
  const known = mission({
    city: 'London',
    sources: 2,
    contacts: [email('a@mfa.example', { sourceDate: '2024-04' })],
  })
  const office = mission({
    city: 'Leeds',
    contacts: [email('b@mfa.example', { sourceDate: '2014' })],
  })
  const found = answerFrom([former, office, known], { sendingState: 'KZ', readerState: 'GB' })
  assert.deepEqual(
    found.map(({ id }) => id),
    [known.id, office.id],
  )
})

test('an embassy in Geneva beside the one in Bern is the mission to the United Nations', () => {
  const geneva = mission({
    receivingState: 'CH',
    city: 'Geneva',
    contacts: [email('un@mfa.example')],
  })
  const bern = mission({ receivingState: 'CH', city: 'Bern' })
  assert.deepEqual(answers('CH', [geneva, bern]), ['resident CH Bern', 'multilateral CH Geneva'])
  assert.deepEqual(answers('CH', [geneva]), ['resident CH Geneva'])
})

test('when nobody is accredited, missions to organisations and the ministry go before the nearest', () => {
  const union = mission({ receivingState: 'BE', city: 'Brussels', accreditedTo: ['BE', 'EU'] })
  const ministry = mission({ type: 'foreign_ministry', receivingState: 'KZ', accreditedTo: [] })
  const berlin = mission({ receivingState: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4 })
  const found = answerFrom([union, ministry, berlin, rome], {
    sendingState: 'KZ',
    readerState: 'PL',
  })
  assert.deepEqual(
    found.map(({ reason, receivingState }) => `${reason} ${receivingState}`),
    ['multilateral BE', 'multilateral KZ', 'nearest DE'],
  )
  assert.equal(found.at(-1)?.distanceKm, 519)
})

test('an address that mail comes back from is not offered for mail', () => {
  const bouncing = mission({
    contacts: [email('a@mfa.example', { bouncedAt: '2013-05-22T05:00:00.000Z' })],
  })
  const [answer] = answerFrom([bouncing], { sendingState: 'KZ', readerState: 'GB' })
  assert.equal(answer?.email, undefined)
  assert.equal(answer?.emailBounces, true)
})

test('source and date of the answer are those of its e-mail address', () => {
  const contacts = [email('a@mfa.example', { source: 'Irish list', sourceDate: '2024-04' })]
  const [answer] = answerFrom([mission({ contacts })], { sendingState: 'KZ', readerState: 'GB' })
  assert.equal(answer?.source, 'Irish list')
  assert.equal(answer?.sourceDate, '2024-04')
  assert.equal(answer?.confirmedOn, undefined)
})

test('a state without any mission gives no answer', () => {
  assert.deepEqual(answers('GB', []), [])
})
