import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Evidence, findHoldRules, hostsIn, MAX_COPIES } from './find-rules.ts'

const template = 'I am writing about the people of a housing campaign who were arrested.'

function rulesFor(text: string, changes: Partial<Evidence> = {}) {
  const templates = [{ text: template }]
  const knownHosts = () => ['outcry.example', 'campaign.example.org']
  return findHoldRules({ subject: 'Arrests', text, templates, knownHosts, copies: 1, ...changes })
}

for (const [text, rules] of [
  ['Please release them. They did nothing but speak.', []],
  ['They were beaten, tortured and killed. Three died in your prisons.', []],
  ['We will find you and you will pay.', ['threat']],
  ['Мы вас найдём.', ['threat']],
  ['Read https://campaign.example.org/report and https://www.outcry.example/x', []],
  ['Read https://sub.campaign.example.org/report', []],
  ['Read https://notcampaign.example.org.evil.example/report', ['links']],
  ['Buy at cheap-pills.shop now', ['links']],
  ['Answer me at nora@reader.example.com please', []],
  [`${'RELEASE EVERYONE WHO WAS ARRESTED '.repeat(3)}now`, ['shouting']],
  ['The OSCE, the ODIHR and the UN asked, too.', []],
  ['x'.repeat(200), ['garbage']],
  ['$$$%%% &&& ((( ))) ^^^ ### @@@ !!! ???', ['garbage']],
  ['No!!!', []],
  ['请立即释放他们'.repeat(40), []],
] as const) {
  test(`${text.slice(0, 50)} → ${rules.join(', ') || 'leaves by itself'}`, () => {
    assert.deepEqual(rulesFor(text), rules)
  })
}

test('whoever changes nothing in the letter of the appeal is never held', () => {
  assert.deepEqual(rulesFor(`  ${template.replace(' ', '\n')}`, { copies: 500 }), [])
})

test('the same own words many times from one network wait, a class that writes together does not', () => {
  assert.deepEqual(rulesFor('Our class asks for their release.', { copies: MAX_COPIES }), [])
  assert.deepEqual(rulesFor('Our class asks for it.', { copies: MAX_COPIES + 1 }), ['repeat'])
})

test('hosts are found with and without https, each once', () => {
  const text = 'https://Example.org/a www.example.org http://b.example: see c.net, mr.smith said'
  assert.deepEqual(hostsIn(text), ['example.org', 'b.example', 'c.net'])
})
