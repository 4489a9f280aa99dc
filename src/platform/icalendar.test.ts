import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CalendarEvent, instantIn, writeCalendar } from './icalendar.ts'

const hearing: CalendarEvent = {
  uid: 'hearing-1@outcry.example',
  sequence: 0,
  changedAt: '2013-05-22T05:00:00.000Z',
  starts: { at: '2013-06-03T04:00:00.000Z' },
  summary: 'Hearing; court, Astana',
}

function write(event: Partial<CalendarEvent> = {}): string {
  const calendar = { name: 'Astana', zone: 'Asia/Almaty', host: 'outcry.example' }
  return writeCalendar(calendar, [{ ...hearing, ...event }])
}

test('commas, semicolons, backslashes and line ends are escaped', () => {
  assert.match(write(), /^SUMMARY:Hearing\\; court\\, Astana\r$/m)
  assert.match(write({ description: 'a\\b\r\nc' }), /^DESCRIPTION:a\\\\b\\nc\r$/m)
})

test('an event that was called off stays in the calendar as cancelled, with a higher sequence', () => {
  const text = write({ isCancelled: true, sequence: 2 })
  assert.match(text, /^STATUS:CANCELLED\r$/m)
  assert.match(text, /^SEQUENCE:2\r$/m)
  assert.match(text, /^UID:hearing-1@outcry\.example\r$/m)
})

test('a day without an hour is a whole day, which ends with the next one', () => {
  const text = write({ starts: { on: '2013-05-31' } })
  assert.match(text, /^DTSTART;VALUE=DATE:20130531\r\nDTEND;VALUE=DATE:20130601\r$/m)
})

test('the time of a court is turned into UTC, in summer and in winter', () => {
  // In 2013 Astana was six hours ahead of UTC all year; Berlin one in winter and two in summer.
  assert.equal(instantIn('Asia/Almaty', '2013-06-03', '10:00'), '2013-06-03T04:00:00.000Z')
  assert.equal(instantIn('Europe/Berlin', '2013-01-03', '10:00'), '2013-01-03T09:00:00.000Z')
  assert.equal(instantIn('Europe/Berlin', '2013-06-03', '10:00'), '2013-06-03T08:00:00.000Z')
  assert.equal(instantIn('Europe/Berlin', '2013-03-31', '03:30'), '2013-03-31T01:30:00.000Z')
  assert.equal(instantIn('America/St_Johns', '2013-06-03', '10:00'), '2013-06-03T12:30:00.000Z')
})

test('property: no line is longer than 75 bytes, and unfolding gives the text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
      const text = write({ summary })
      for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
      const unfolded = text.replaceAll('\r\n ', '')
      const [, found = ''] = /^SUMMARY:(.*)\r$/m.exec(unfolded) ?? []
      const read = found.replace(/\\(.)/gs, (_, sign) => (sign === 'n' ? '\n' : sign))
      const expected = summary
        .replace(/\r\n?/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      assert.equal(read, expected)
    }),
  )
})
