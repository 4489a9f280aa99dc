import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { type Actor, actorOf, requireHost } from '../../accounts/index.ts'
import {
  clockTime,
  findOfficeHours,
  type KnownHours,
  MAX_HOURS_SOURCE_CHARS,
  type MissionHours,
  resetOfficeHours,
  setOfficeHours,
} from '../../protests/index.ts'
import { noteOn } from '../missions/note.ts'
import type { DeskDeps } from '../types.ts'
import { HoursPage, type HoursValues } from './hours-page.tsx'
import { lettersPath } from './states.ts'

const config = { access: 'editor' } as const
const url = '/desk/letters/missions/:id/hours'
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const Typed = Type.String({ maxLength: 64, default: '' })
const HoursBody = Type.Object({
  zone: Typed,
  opens: Typed,
  closes: Typed,
  weekday: Type.Array(Type.String({ maxLength: 1 }), { maxItems: 7, default: [] }),
  source: Type.String({ maxLength: MAX_HOURS_SOURCE_CHARS, default: '' }),
})

const LAST_MINUTE = 24 * 60 - 1

/** When the office of a mission is open, and with it when letters leave. */
export function hoursRoutes(server: App, deps: DeskDeps): void {
  const areKept = deps.config.officeHours

  server.get(url, { config, schema: { params } }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view } = request
    const office = await requireHours(deps, request.params.id)
    const values = valuesOf(office)
    const { mission } = office
    return reply.html(<HoursPage {...{ view, mission, values, areKept, office, errors: {} }} />)
  })

  server.post(url, { config, schema: { params, body: HoursBody } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    const { view, body: values } = request
    const office = await requireHours(deps, request.params.id)
    const { mission } = office
    const errors = await save(deps, actor, office, values)
    if (!errors) return reply.redirect(view.link(lettersPath('mission', mission.id)), 303)
    return reply
      .code(422)
      .html(<HoursPage {...{ view, mission, values, areKept, office, errors }} />)
  })

  server.post(`${url}/reset`, { config, schema: { params } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    const { mission } = await requireHours(deps, request.params.id)
    const act = { actor, act: 'desk.act_hours_reset', mission }
    await resetOfficeHours(deps, mission.id, (tx, before, after) =>
      noteOn(deps, { ...act, before: shown(before), after: shown(after) })(tx),
    )
    return reply.redirect(request.view.link(lettersPath('mission', mission.id)), 303)
  })
}

async function requireHours({ reader }: DeskDeps, missionId: string): Promise<MissionHours> {
  const found = await findOfficeHours(reader, missionId)
  if (!found) throw new AppError('not_found', 'protests.mission_unknown', { mission: missionId })
  return found
}

async function save(
  deps: DeskDeps,
  actor: Actor,
  { mission, hours }: Pick<MissionHours, 'mission' | 'hours'>,
  values: Static<typeof HoursBody>,
): Promise<FieldErrors | undefined> {
  const given = readHours(values, hours)
  if ('errors' in given) return given.errors
  const { source } = values
  const after = { ...shown(given.hours), source }
  const act = { actor, act: 'desk.act_hours_set', mission, after }
  try {
    await setOfficeHours(deps, mission.id, { ...given.hours, source }, (tx, before) =>
      noteOn(deps, { ...act, before: shown(before) })(tx),
    )
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    const field = error.messageKey === 'protests.hours_zone' ? 'zone' : 'opens'
    return { [field]: { key: error.messageKey, values: error.values } }
  }
}

/** The hours of a form; a mission that closes at midnight is shown, and kept, as closing then. */
function readHours(
  { zone, opens, closes, weekday, source }: HoursValues,
  before: KnownHours,
): { hours: KnownHours } | { errors: FieldErrors } {
  const opensAt = readTime(opens)
  const typed = readTime(closes)
  const errors: FieldErrors = {}
  if (opensAt === undefined) errors.opens = { key: 'desk.hours_no_time' }
  if (typed === undefined) errors.closes = { key: 'desk.hours_no_time' }
  if (weekday.length === 0) errors.weekday = { key: 'desk.hours_no_day' }
  if (source.trim() === '') errors.source = { key: 'desk.hours_no_source' }
  if (opensAt === undefined || typed === undefined || Object.keys(errors).length > 0) {
    return { errors }
  }
  const closesAt = typed === LAST_MINUTE ? Math.max(typed, before.closesAt) : typed
  const weekdays = [...new Set(weekday)].map(Number).sort()
  return { hours: { zone: zone.trim(), opensAt, closesAt, weekdays } }
}

function readTime(text: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)(?::\d\d)?$/.exec(text.trim()) ?? []
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute)
}

function valuesOf({ hours, source }: Pick<MissionHours, 'hours' | 'source'>): HoursValues {
  const { zone, opensAt, closesAt, weekdays } = hours
  return {
    ...{ zone, opens: clockTime(opensAt), closes: clockTime(Math.min(closesAt, LAST_MINUTE)) },
    weekday: weekdays.map(String),
    source,
  }
}

/** As the audit log shows it. */
function shown({ zone, opensAt, closesAt, weekdays }: KnownHours) {
  return { zone, open: `${clockTime(opensAt)}-${clockTime(closesAt)}`, days: weekdays.join('') }
}
