/** What whoever releases an appeal has looked at; each has to be ticked, and is kept. */
export const checkpoints = ['names', 'sources', 'pictures', 'addressees', 'contacts'] as const
export type Checkpoint = (typeof checkpoints)[number]

/** Points that were not ticked. */
export function missingCheckpoints(ticked: readonly string[]): Checkpoint[] {
  return checkpoints.filter((point) => !ticked.includes(point))
}
