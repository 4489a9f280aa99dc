import { createVeil, type Veil } from '../../../platform/veil/veil.ts'
import { type AppealPlace, listPublicAppeals, listPublicPlaces } from '../../appeals/index.ts'
import type { listNamed } from '../../cases/index.ts'
import { composeWaitingLetters } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'

/** What the withdrawal of one consent would change, as things are now. */
export interface WithdrawalPreview {
  /** Public appeals that name the person, and in how many places over all languages. */
  appeals: number
  places: number
  /** Addresses that hold the name, and will be unknown. */
  addresses: number
  /** Letters that wait and name the person. */
  letters: number
  examples: { before: string; after: string }[]
}

const BATCH_SIZE = 200
const MAX_EXAMPLES = 5
const AROUND_CHARS = 60

/** Looks through all public appeals and all waiting letters; nothing is changed. */
export async function previewWithdrawal(
  deps: DeskDeps,
  { name }: Awaited<ReturnType<typeof listNamed>>[number],
): Promise<WithdrawalPreview> {
  const shown = await deps.veils.for('pages')
  const veil = createVeil([name])
  const letters = (await composeWaitingLetters(deps)).filter(
    ({ text }) => veil.find(text).length > 0,
  )
  const preview: WithdrawalPreview = {
    ...{ appeals: 0, places: 0, addresses: 0, examples: [] },
    letters: letters.length,
  }
  for (let after: AppealPlace | undefined; ; ) {
    const found = await listPublicPlaces(deps.reader, { after, limit: BATCH_SIZE })
    const appeals = await listPublicAppeals(
      deps.reader,
      found.map(({ id }) => id),
    )
    for (const { texts, key } of appeals) {
      addAppeal(preview, { texts: stringsIn(shown.all(texts)), slug: key.slug }, veil)
    }
    if (found.length < BATCH_SIZE) return preview
    after = found.at(-1)
  }
}

function addAppeal(
  preview: WithdrawalPreview,
  { texts, slug }: { texts: string[]; slug: string },
  veil: Veil,
): void {
  const found = texts.flatMap((text) => veil.find(text).map((place) => ({ text, ...place })))
  if (veil.find(`/${slug}/`).length > 0) preview.addresses += 1
  if (found.length === 0) return
  preview.appeals += 1
  preview.places += found.length
  for (const { text, start, end } of found.slice(0, MAX_EXAMPLES - preview.examples.length)) {
    const before = text.slice(Math.max(0, start - AROUND_CHARS), end + AROUND_CHARS)
    preview.examples.push({ before, after: veil.text(before) })
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
}
