import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { accentOnDark, contrastOf, contrastsOf, lightProblem, MIN_CONTRAST } from './contrast.ts'

test('contrast is that of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  assert.equal(contrastOf('#000000', '#ffffff'), 21)
  assert.equal(contrastOf('#b3131b', '#b3131b'), 1)
  assert.equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54')
  assert.equal(contrastOf('#777777', '#ffffff').toFixed(2), '4.48')
})

test('a colour too faint on white is refused with its ratio and the nearest that passes', () => {
  assert.equal(lightProblem('#b3131b'), undefined)
  const problem = lightProblem('#ff8078')
  assert.equal(problem?.ratio, '2.30')
  assert.equal(lightProblem(problem?.nearest ?? ''), undefined)
})

test('whatever the colour, the one offered passes, and on dark paper it is made light enough', () => {
  const colors = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  fc.assert(
    fc.property(colors, (channels) => {
      const color = `#${channels.map((each) => each.toString(16).padStart(2, '0')).join('')}`
      const usable = lightProblem(color)?.nearest ?? color
      assert.equal(lightProblem(usable), undefined)
      assert.ok(contrastOf(accentOnDark(usable), '#1f1c17') >= MIN_CONTRAST)
      assert.ok(contrastOf('#ffffff', usable) >= MIN_CONTRAST)
      assert.ok(Number(contrastsOf(usable).dark) >= MIN_CONTRAST)
    }),
  )
})
