import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { foldCase } from './fold/case-state.ts'
import { findShownCase } from './load-case.ts'
import { findLedger } from './queries.ts'
import { addPerson } from './record/add-person.ts'
import { setCasePublic } from './record/close-case.ts'
import { openCase } from './record/open-case.ts'
import { recordEvent } from './record/record-event.ts'

test('a case that goes on from what is remembered of it is the same as one read anew', async (t) => {
  const { deps } = await openTestApp(t)
  const caseId = await openCase(deps, undefined, { key: 'x', country: 'KZ', titles: { en: 'X' } })
  const roles = { en: 'a student' }
  for (const key of ['a', 'b']) await addPerson(deps, undefined, { caseId, key, roles })
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  let day = 0
  const record = async (kind: 'detained' | 'hearing' | 'released', person: string) => {
    day += 1
    const on = new Date(Date.UTC(2012, 0, day)).toISOString().slice(0, 10)
    const sources = [{ name: 'Campaign', reliability: 'reported' } as const]
    const about = { people: [person] }
    const when = { on, precision: 'day' } as const
    await recordEvent(deps, undefined, { caseId, kind, about, when, sources })
  }
  // One further event is read by itself, a hundred and more make all be read.
  for (const further of [1, 1, 120, 2]) {
    for (let number = 0; number < further; number += 1) {
      await record(number % 3 === 0 ? 'detained' : 'hearing', number % 2 === 0 ? 'a' : 'b')
    }
    const shown = await findShownCase(deps.reader, 'x')
    const ledger = await findLedger(deps.reader, caseId)
    assert.ok(shown && ledger)
    assert.deepEqual(shown.ledger, ledger)
    assert.deepEqual(shown.state, foldCase(ledger))
    assert.equal(shown.ledger.events.length, day)
  }
})
