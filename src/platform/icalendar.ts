import type { Day, Instant } from './time.ts'

/** Something with a time in a calendar. */
export interface CalendarEvent {
  /** The same for ever, however often the event is changed: calendars find it by this. */
  uid: string
  /** Goes up with every change (RFC 5545 §3.8.7.4). */
  sequence: number
  /** When it was last changed. */
  changedAt: Instant
  /** A moment, or a whole day where the hour is not known. */
  starts: { at: Instant } | { on: Day }
  /** One hour or one day, when left out. */
  endsAt?: Instant
  summary: string
  description?: string
  location?: string
  url?: string
  isCancelled?: boolean
}

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const LINE_BYTES = 75

/**
 * A calendar that others can subscribe to (iCalendar, RFC 5545). Moments are written in UTC, which
 * every calendar turns into its reader's time and which needs no table of time zones; `zone` tells
 * calendars which one the events belong to.
 */
export function writeCalendar(
  { name, zone, host }: { name: string; zone?: string; host: string },
  events: readonly CalendarEvent[],
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Outcry//${escapeText(host)}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...(zone ? [`X-WR-TIMEZONE:${escapeText(zone)}`] : []),
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** The moment at which clocks of a time zone show this day and time (`HH:MM`). */
export function instantIn(zone: string, day: Day, time: string): Instant {
  const wanted = Date.parse(`${day}T${time}:00.000Z`)
  // What a clock there shows at a guess tells how far it is off; twice, for guesses across a change.
  let guess = wanted
  for (let round = 0; round < 2; round += 1) guess += wanted - shownIn(zone, guess)
  return new Date(guess).toISOString()
}

/** What clocks of a zone show at a moment, as if it were UTC. */
function shownIn(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(atMs)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  const shown = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
  return Date.parse(`${shown}:00.000Z`)
}

function eventLines(event: CalendarEvent): string[] {
  const optional = (name: string, text: string | undefined) =>
    text ? [`${name}:${escapeText(text)}`] : []
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${compact(event.changedAt)}`,
    `LAST-MODIFIED:${compact(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...timeLines(event),
    `SUMMARY:${escapeText(event.summary)}`,
    ...optional('DESCRIPTION', event.description),
    ...optional('LOCATION', event.location),
    ...(event.url ? [`URL:${event.url}`] : []),
    'END:VEVENT',
  ]
}

function timeLines({ starts, endsAt }: CalendarEvent): string[] {
  if ('on' in starts) {
    const next = new Date(Date.parse(`${starts.on}T00:00:00.000Z`) + DAY_MS).toISOString()
    return [
      `DTSTART;VALUE=DATE:${starts.on.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${next.slice(0, 10).replaceAll('-', '')}`,
    ]
  }
  const end = endsAt ?? new Date(Date.parse(starts.at) + HOUR_MS).toISOString()
  return [`DTSTART:${compact(starts.at)}`, `DTEND:${compact(end)}`]
}

/** `20130522T050000Z` */
function compact(at: Instant): string {
  return at.replace(/[-:]|\.\d{3}/g, '')
}

/** RFC 5545 §3.3.11; other control characters have no place in a line. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
}

/** Lines of at most 75 bytes, continued after a space and never cut within a character (§3.1). */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= LINE_BYTES) return line
  let folded = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > LINE_BYTES) {
      folded += '\r\n '
      bytes = 1
    }
    folded += character
    bytes += size
  }
  return folded
}
