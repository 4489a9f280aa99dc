import type { Command, Output } from '../../platform/cli.ts'
import type { Translator } from '../../platform/i18n/catalogues.ts'
import { addMs } from '../../platform/time.ts'
import { findMissionsById, missionTitle } from '../missions/index.ts'
import {
  countLettersByMission,
  listOldestLetters,
  listRefusals,
  listStops,
} from './delivery/queue-queries.ts'
import { resumeMission, retryLetter } from './delivery/resume.ts'
import { hoursCommand } from './planner/cli.ts'
import { forecastMissions } from './planner/forecast.ts'
import { type ProtestsDeps, REFUSALS_COUNT_MS } from './types.ts'

/** Letters of one mission that are put off, shown at most; more are counted. */
const MAX_PUT_OFF = 10

/** `letters list`, `letters resume`, `letters retry` and `letters hours`. */
export const protestsCommands: Command<ProtestsDeps>[] = [
  {
    name: 'letters list',
    usage: '',
    summary: 'How many letters to each mission are in which state, and where sending is stopped.',
    async run({ deps, out }) {
      await printLetters(deps, out)
      return 0
    },
  },
  {
    name: 'letters resume',
    usage: 'MISSION_ID',
    summary: 'Lets letters leave again to a mission whose server had refused mail from here.',
    async run({ deps, positionals: [missionId], out }) {
      const t = deps.catalogues.translator('en')
      if (!missionId) return wronglyCalled(out, t('protests.cli_no_mission'))
      await resumeMission(deps, missionId)
      out.line(t('protests.cli_resumed'))
      return 0
    },
  },
  {
    name: 'letters retry',
    usage: 'LETTER_ID',
    summary: 'Tries a letter again now that a mail server had put off.',
    async run({ deps, positionals: [letterId], out }) {
      const t = deps.catalogues.translator('en')
      if (!letterId) return wronglyCalled(out, t('protests.cli_no_letter'))
      await retryLetter(deps, letterId)
      out.line(t('protests.cli_retried'))
      return 0
    },
  },
  hoursCommand,
]

async function printLetters(deps: ProtestsDeps, out: Output): Promise<void> {
  const { reader, clock, catalogues } = deps
  const t = catalogues.translator('en')
  const counts = await countLettersByMission(reader)
  const stops = await listStops(reader)
  const refusals = await listRefusals(reader, addMs(clock.now(), -REFUSALS_COUNT_MS))
  if (counts.length === 0) out.note(t('protests.cli_nothing'))
  const missionIds = [...new Set([...counts, ...stops].map(({ missionId }) => missionId))]
  const missions = await findMissionsById(reader, missionIds)
  const forecasts = await forecastMissions(deps, missionIds)
  for (const id of missionIds) {
    const mission = missions.get(id)
    out.line(`${mission ? missionTitle(t, mission) : t('protests.mission_gone')} (${id})`)
    for (const { state, letters } of counts.filter(({ missionId }) => missionId === id)) {
      out.line(`  ${String(letters).padStart(7)}  ${state}`)
      if (state === 'deferred') await printPutOff({ reader, t, out }, id, letters)
    }
    const lastAt = forecasts.get(id)?.lastAt
    if (lastAt) out.line(`  ${t('protests.cli_last_leaves', { at: lastAt })}`)
    for (const { letters, nextSlotAt } of refusals.filter(({ missionId }) => missionId === id)) {
      out.line(`  ${t('protests.cli_refusals', { count: letters, at: nextSlotAt })}`)
    }
    printStop(
      t,
      out,
      stops.find(({ missionId }) => missionId === id),
    )
  }
}

/** The letters that `letters retry` can be told to try again. */
async function printPutOff(
  { reader, t, out }: Pick<ProtestsDeps, 'reader'> & { t: Translator; out: Output },
  missionId: string,
  count: number,
): Promise<void> {
  const letters = await listOldestLetters(reader, 'deferred', missionId, { limit: MAX_PUT_OFF })
  for (const { id, dueAt = '' } of letters) {
    out.line(`           ${t('protests.cli_put_off', { id, at: dueAt })}`)
  }
  const more = count - letters.length
  if (more > 0) out.line(`           ${t('protests.cli_put_off_more', { count: more })}`)
}

function printStop(
  t: Translator,
  out: Output,
  stop: { missionId: string; at: string; words: string } | undefined,
): void {
  if (!stop) return
  const { missionId: mission, at, words } = stop
  out.line(`  ${t('protests.cli_stopped', { at, words, mission })}`)
}

function wronglyCalled(out: Output, text: string): number {
  out.note(text)
  return 2
}
