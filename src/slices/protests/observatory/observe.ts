import type { Deps } from '../../../platform/deps.ts'
import { addMs, MINUTE_MS } from '../../../platform/time.ts'
import { findMissionsById, type Mission } from '../../missions/index.ts'
import type { HandInOutcome } from '../bundles/types.ts'
import { countLettersByMission } from '../delivery/queue-queries.ts'
import type { LetterState } from '../fate.ts'
import { ASK_AFTER_MS } from '../survey/survey.ts'
import { type Answers, countAnswers, countHandIns } from './queries.ts'

/** Of fewer letters nothing is said: it would tell of single people, and not of the mission. */
export const MIN_LETTERS = 10

/** How a mission deals with letters, from what happened to those that were carried there. */
export interface Observation {
  /** Taken by its mail server and not come back. */
  taken: number
  /** Refused by its mail server. */
  refused: number
  /** Come back: the address does not work, or the server could not be reached for days. */
  bounced: number
  /** Taken on paper. */
  handedIn: number
  /** Attempts to hand letters in, and those at which nobody took them. */
  doorAttempts: number
  doorRefusals: number
}

export interface ObservedMission extends Observation {
  mission: Mission
  /** Part of the letters that were answered, at least; undefined below the minimum. */
  replyRate?: number
  /** Half of the answers came within so many days; undefined below the minimum. */
  medianDays?: number
}

const countedAs: Partial<Record<LetterState, keyof Observation>> = {
  accepted: 'taken',
  final: 'taken',
  refused: 'refused',
  bounced: 'bounced',
  handed_in: 'handedIn',
}

/**
 * Observations of missions with letters enough to speak of, by id. Letters that wait, were taken back or
 * never confirmed say nothing about a mission and are not counted.
 */
export function foldObservations(
  letters: readonly { missionId: string; state: LetterState; letters: number }[],
  handIns: readonly { missionId: string; outcome: HandInOutcome; attempts: number }[],
): Map<string, Observation> {
  const observations = new Map<string, Observation>()
  const of = (missionId: string) => {
    const known = observations.get(missionId) ?? {
      taken: 0,
      refused: 0,
      bounced: 0,
      handedIn: 0,
      doorAttempts: 0,
      doorRefusals: 0,
    }
    observations.set(missionId, known)
    return known
  }
  for (const { missionId, state, letters: count } of letters) {
    const kind = countedAs[state]
    if (kind) of(missionId)[kind] += count
  }
  for (const { missionId, outcome, attempts } of handIns) {
    of(missionId).doorAttempts += attempts
    if (outcome !== 'accepted') of(missionId).doorRefusals += attempts
  }
  return new Map([...observations].filter(([, each]) => carried(each) >= MIN_LETTERS))
}

/** Letters that reached the mission's server or door, or tried to. */
export function carried({ taken, refused, bounced, handedIn }: Observation): number {
  return taken + refused + bounced + handedIn
}

/** Part of the letters sent by mail that did not get in; undefined when none was sent so. */
export function shareTurnedAway({ taken, refused, bounced }: Observation): number | undefined {
  const sent = taken + refused + bounced
  return sent === 0 ? undefined : (refused + bounced) / sent
}

/** Of few letters, or few answers, nothing is said here either. */
export function speedOf(answers: Answers | undefined): { replyRate?: number; medianDays?: number } {
  if (!answers || answers.known < MIN_LETTERS) return {}
  const { known, answered, days } = answers
  const medianDays = days.length < MIN_LETTERS ? undefined : days[Math.floor((days.length - 1) / 2)]
  return { replyRate: answered / known, medianDays }
}

/** For so long an answer is given again: the count reads every letter's place in the index. */
const FRESH_MS = 10 * MINUTE_MS

/** Observes all missions, those with most letters first; an answer may be ten minutes old. */
export function createObservatory({ reader, clock }: Pick<Deps, 'reader' | 'clock'>) {
  let kept: { atMs: number; observed: Promise<ObservedMission[]> } | undefined

  const observe = async (): Promise<ObservedMission[]> => {
    const letters = await countLettersByMission(reader)
    const observations = foldObservations(letters, await countHandIns(reader))
    const answers = await countAnswers(reader, addMs(clock.now(), -ASK_AFTER_MS))
    const missions = await findMissionsById(reader, [...observations.keys()])
    return [...observations]
      .flatMap(([id, observation]): ObservedMission[] => {
        const mission = missions.get(id)
        return mission ? [{ mission, ...observation, ...speedOf(answers.get(id)) }] : []
      })
      .sort((a, b) => carried(b) - carried(a))
  }

  return (): Promise<ObservedMission[]> => {
    const nowMs = Date.parse(clock.now())
    if (kept && Math.abs(nowMs - kept.atMs) < FRESH_MS) return kept.observed
    const observed = observe()
    kept = { atMs: nowMs, observed }
    // A failure is not an answer.
    observed.catch(() => {
      kept = undefined
    })
    return observed
  }
}
