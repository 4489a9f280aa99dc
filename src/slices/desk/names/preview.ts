import { createVeil, type Veil } from '../../../platform/veil/veil.ts'
import { listPublicAppeals } from '../../appeals/index.ts'
import type { listNamed } from '../../cases/index.ts'
import { listCommentsWith } from '../../comments/index.ts'
import { composeWaitingLetters } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'

/** What the withdrawal of one consent would change, as things are now. */
export interface WithdrawalPreview {
  /** Public appeals that name the person, and in how many places over all languages. */
  appeals: number
  places: number
  /** Addresses that hold the name, and will be unknown. */
  addresses: number
  /** Published comments that name the person, in their text or as their author. */
  comments: number
  /** Letters that wait and name the person. */
  letters: number
  examples: { before: string; after: string }[]
  /** Not everything was looked at: there may be more of each. */
  isCut: boolean
}

/**
 * How much is looked at, of each: whoever has to hide a name at once does not wait for a count. What
 * is hidden does not depend on it.
 */
const MAX_LOOKED_AT = { appeals: 150, comments: 300, letters: 100 } as const
const MAX_EXAMPLES = 5
const AROUND_CHARS = 60

type Named = Awaited<ReturnType<typeof listNamed>>[number]

/**
 * Looks through the appeals that the search knows under the name, the comments that hold a beginning
 * of it, and the letters that wait; nothing is changed.
 */
export async function previewWithdrawal(
  deps: DeskDeps,
  { name }: Named,
): Promise<WithdrawalPreview> {
  const [shown, ids, comments, letters] = await Promise.all([
    deps.veils.for('pages'),
    deps.listPossiblyNaming(name.spellings, { limit: MAX_LOOKED_AT.appeals }),
    listCommentsWith(deps.reader, beginningsOf(name.spellings), { limit: MAX_LOOKED_AT.comments }),
    composeWaitingLetters(deps, { limit: MAX_LOOKED_AT.letters }),
  ])
  const veil = createVeil([name])
  const preview: WithdrawalPreview = {
    ...{ appeals: 0, places: 0, addresses: 0, examples: [] },
    comments: comments.filter((one) => veil.all(one) !== one).length,
    letters: letters.filter(({ text }) => veil.find(text).length > 0).length,
    isCut:
      ids.length === MAX_LOOKED_AT.appeals ||
      comments.length === MAX_LOOKED_AT.comments ||
      letters.length === MAX_LOOKED_AT.letters,
  }
  for (const { texts, key } of await listPublicAppeals(deps.reader, ids)) {
    addAppeal(preview, { texts: stringsIn(shown.all(texts)), slug: key.slug }, veil)
  }
  return preview
}

const MIN_BEGINNING_CHARS = 3

/** As much of each word as its endings have in common. */
function beginningsOf(spellings: readonly string[]): string[] {
  const words = spellings.flatMap((spelling) => spelling.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [])
  return words
    .map((word) => word.slice(0, Math.max(MIN_BEGINNING_CHARS, word.length - 2)))
    .filter((beginning) => beginning.length >= MIN_BEGINNING_CHARS)
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
