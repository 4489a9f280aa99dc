import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLetter, isTicked } from './check-letter.ts'
import type { LetterBody } from './schemas.ts'

const form: LetterBody = {
  from: 'IE',
  mission: 'm',
  name: 'Nora Byrne',
  email: 'nora@reader.example',
  subject: 'Housing campaigners',
  text: 'Please release them.',
  display: 'full',
  consent: 'yes',
}

/** Keys of the problems, by field. */
function problemsOf(changes: Partial<LetterBody>, missionAddress?: string) {
  const checked = checkLetter({ ...form, ...changes }, missionAddress)
  if ('letter' in checked) return {}
  return Object.fromEntries(
    Object.entries(checked.problems).map(([field, { key }]) => [field, key.split('.')[1]]),
  )
}

test('a complete form is a letter, with the address in one spelling', () => {
  const checked = checkLetter({ ...form, email: ' Nora+x@GMAIL.com ' }, 'london@kz.example')
  assert.ok('letter' in checked)
  assert.equal(checked.letter.content.email, 'Nora+x@gmail.com')
  assert.equal(checked.letter.canonicalAddress, 'nora@gmail.com')
})

test('everything that is missing is named at once', () => {
  assert.deepEqual(
    problemsOf({ name: ' ', email: '', subject: '', text: ' \r\n ', consent: undefined }),
    {
      name: 'error_no_name',
      email: 'error_no_email',
      subject: 'error_no_subject',
      text: 'error_no_text',
      consent: 'error_no_consent',
    },
  )
})

test('no name is needed when the organisation signs', () => {
  assert.deepEqual(problemsOf({ name: '', display: 'organisation' }), {})
})

test('control characters, line ends and direction marks in single lines are refused', () => {
  for (const hostile of [
    '\r\nBcc: x@y.example',
    '\n',
    '\0',
    '\u001b[2J',
    '\u202e',
    '\u2028',
    '\ud800',
  ]) {
    const value = `a${hostile}b`
    assert.deepEqual(problemsOf({ name: value }), { name: 'error_control_characters' }, value)
    assert.deepEqual(problemsOf({ subject: value }), { subject: 'error_control_characters' })
    assert.deepEqual(problemsOf({ email: `a${hostile}@b.example` }), {
      email: 'error_control_characters',
    })
  }
})

test('a line end at the edge of a single line is refused as well', () => {
  assert.deepEqual(problemsOf({ name: 'Nora\r\n' }), { name: 'error_control_characters' })
  assert.deepEqual(problemsOf({ email: 'nora@reader.example\n' }), {
    email: 'error_control_characters',
  })
})

test('problems are told in the order of the form', () => {
  const problems = problemsOf({ name: '', email: '', subject: '', text: '', consent: '' })
  assert.deepEqual(Object.keys(problems), ['subject', 'text', 'name', 'email', 'consent'])
})

test('web addresses in name and subject are refused, because they travel in the mail', () => {
  assert.deepEqual(problemsOf({ name: 'Buy at https://spam.example' }), { name: 'error_link' })
  assert.deepEqual(problemsOf({ subject: 'www.spam.example' }), { subject: 'error_link' })
  assert.deepEqual(problemsOf({ text: 'See https://news.example' }), {})
})

test('an address that mail cannot reach is refused', () => {
  for (const email of [
    'nora',
    'nora@',
    '@b.example',
    'a b@c.example',
    'a@b',
    'Nora <a@b.example>',
  ]) {
    assert.deepEqual(problemsOf({ email }), { email: 'error_email_unusable' }, email)
  }
})

test("the mission's own address is refused as the writer's, however it is spelt", () => {
  for (const email of ['london@kz.example', 'LONDON@KZ.example']) {
    assert.deepEqual(problemsOf({ email }, 'london@kz.example'), { email: 'error_mission_address' })
  }
})

test("an address on the mission's domain is asked about once", () => {
  const email = 'tenant@kz.example'
  assert.deepEqual(problemsOf({ email }, 'london@kz.example'), { email: 'error_mission_domain' })
  assert.deepEqual(problemsOf({ email, same_host: 'kz.example' }, 'london@kz.example'), {})
})

test('line ends of the letter become one kind, and invisible characters go', () => {
  const checked = checkLetter(
    { ...form, text: '\r\nOne\r\n\r\nTwo\rThree\u2028Four\0\u0007\tFive\n' },
    undefined,
  )
  assert.ok('letter' in checked)
  assert.equal(checked.letter.content.text, 'One\n\nTwo\nThree\nFour\tFive')
})

test('a letter may have ten thousand characters, counted without what browsers add', () => {
  assert.deepEqual(problemsOf({ text: 'a\r\n'.repeat(5000).trim() }), {})
  assert.deepEqual(problemsOf({ text: 'a'.repeat(10_001) }), { text: 'error_text_too_long' })
  assert.deepEqual(problemsOf({ text: 'ж'.repeat(1024 * 1024) }), { text: 'error_text_too_long' })
})

test('a box counts as ticked unless its value denies it', () => {
  for (const value of ['yes', 'on', '1', 'true']) assert.equal(isTicked(value), true, value)
  for (const value of [undefined, '', '0', 'no', 'off', 'FALSE'])
    assert.equal(isTicked(value), false)
})

test('a web address in name or subject is known without its beginning too', () => {
  for (const subject of ['Claim it at evil.example/win', 'see EVIL.com now', 'bit.ly']) {
    assert.deepEqual(problemsOf({ subject }), { subject: 'error_link' })
  }
  assert.deepEqual(problemsOf({ name: 'J.Smith', subject: 'Release them.No evictions, 1/2' }), {})
})
