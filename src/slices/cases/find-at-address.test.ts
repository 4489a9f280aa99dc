import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { publishNamed } from '../../../test/names.ts'
import type { Veil } from '../../platform/veil/veil.ts'
import { findCaseAtAddress } from './find-at-address.ts'
import { setCasePublic } from './record/close-case.ts'

test('who asks for addresses that are none has the names looked for in each key only once', async (t) => {
  const { deps } = await openTestApp(t)
  const { caseId } = await publishNamed({ deps }, { isAgreed: false })
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  const looks: string[] = []
  const watched = (veil: Veil): Veil => ({
    ...veil,
    text: (text, options) => {
      looks.push(text)
      return veil.text(text, options)
    },
  })
  const [pages, spread] = [await deps.veils.for('pages'), await deps.veils.for('spread')].map(
    watched,
  )
  const veils = { ...deps.veils, for: async (use: string) => (use === 'pages' ? pages : spread) }
  const ask = (key: string) =>
    findCaseAtAddress({ ...deps, veils: veils as typeof deps.veils }, { key, lang: 'en' })

  assert.equal(await ask('none'), undefined)
  assert.ok(looks.includes('/cases/student-2013/'), looks.join(' '))
  looks.length = 0
  assert.equal(await ask('nothing'), undefined)
  assert.deepEqual(looks, ['/cases/nothing/'])
})
