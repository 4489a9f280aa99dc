import type { Command } from '../../../platform/cli.ts'
import type { ProtestsDeps } from '../types.ts'
import { clockTime } from './office-hours.ts'
import { MAX_HOURS_SOURCE_CHARS, setOfficeHours } from './set-hours.ts'

/** `letters hours`. */
export const hoursCommand: Command<ProtestsDeps> = {
  name: 'letters hours',
  usage: 'MISSION_ID [--zone Asia/Almaty] [--open 09:00-17:00] [--days 12345] [--source TEXT]',
  summary: 'Enters when the office of a mission is open; letters leave in these hours.',
  options: {
    zone: { type: 'string' },
    open: { type: 'string' },
    days: { type: 'string' },
    source: { type: 'string' },
  },
  async run({ deps, values, positionals: [missionId], out }) {
    const t = deps.catalogues.translator('en')
    const { zone, open, days, source } = values
    const opening = typeof open === 'string' ? readOpening(open) : {}
    const isDays = days === undefined || /^[1-7]+$/.test(String(days))
    if (!missionId || !opening || !isDays) {
      out.note(t('protests.cli_hours_incomplete'))
      return 2
    }
    const hours = await setOfficeHours(deps, missionId, {
      ...(typeof zone === 'string' && { zone }),
      ...(typeof days === 'string' && { weekdays: [...new Set(days)].map(Number).sort() }),
      ...(typeof source === 'string' && { source: source.slice(0, MAX_HOURS_SOURCE_CHARS) }),
      ...opening,
    })
    const from = clockTime(hours.opensAt)
    const until = clockTime(hours.closesAt)
    const weekdays = hours.weekdays.join('')
    out.line(t('protests.cli_hours', { zone: hours.zone, from, until, days: weekdays }))
    return 0
  },
}

function readOpening(text: string): { opensAt: number; closesAt: number } | undefined {
  const found = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(text)
  if (!found) return undefined
  const [openHour = 0, openMinute = 0, closeHour = 0, closeMinute = 0] = found.slice(1).map(Number)
  return { opensAt: openHour * 60 + openMinute, closesAt: closeHour * 60 + closeMinute }
}
