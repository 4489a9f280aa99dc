import type { Day } from '../../../platform/time.ts'
import type { Length } from '../types.ts'
import type { PersonState } from './person-state.ts'

/**
 * When a sentence has been served, if it is carried out as it was given: from the arrest at the
 * earliest, where time in custody counts, and from the judgment at the latest. Of contending
 * sentences the shortest and the longest. Undefined for whoever serves none.
 */
export function sentenceEnd({
  custody,
  sentences,
  heldSince,
}: PersonState): { earliest: Day; latest: Day } | undefined {
  if (custody !== 'serving') return undefined
  const ends = sentences.flatMap(({ length, isSuspended, on }) =>
    length && !isSuspended
      ? [
          {
            earliest: addLength(heldSince && heldSince.on < on.on ? heldSince.on : on.on, length),
            latest: addLength(on.on, length),
          },
        ]
      : [],
  )
  const earliest = ends.map((end) => end.earliest).sort()[0]
  const latest = ends
    .map((end) => end.latest)
    .sort()
    .at(-1)
  return earliest && latest ? { earliest, latest } : undefined
}

/** The day that lies so long after `on`; the last of the month where it has no such day. */
export function addLength(on: Day, { years, months, days }: Length): Day {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const first = new Date(Date.UTC(year + years, month - 1 + months, 1))
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0))
  first.setUTCDate(Math.min(day, lastOfMonth.getUTCDate()) + days)
  return first.toISOString().slice(0, 10)
}
