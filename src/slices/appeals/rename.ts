import type { Deps } from '../../platform/deps.ts'
import type { Veil } from '../../platform/veil/veil.ts'
import { listAddresses, updateSlug } from './queries.ts'
import { appealChanged } from './topics.ts'

type RenameDeps = Pick<Deps, 'db' | 'reader' | 'outbox' | 'veils'>

/**
 * Gives appeals whose address names somebody who is not to be named another one, for good. Nothing
 * leads from the old address to the new one, because that would tell who is meant: the old one
 * is unknown from now on (`docs/decisions/names-in-addresses.md`).
 */
export async function hideNamesInAddresses(
  { db, reader, outbox, veils }: RenameDeps,
  { appealId }: { appealId?: string } = {},
): Promise<void> {
  // Addresses are handed on: a name that is agreed for pages alone does not stand in one.
  const veil = await veils.for('spread')
  if (veil.isEmpty) return
  for (const { id, publishedOn, slug } of await listAddresses(reader, appealId)) {
    const veiled = veiledSlug(veil, slug)
    if (veiled === slug) continue
    await db.transaction().execute(async (tx) => {
      for (let number = 1; ; number += 1) {
        const free = number === 1 ? veiled : `${veiled}-${number}`
        const outcome = await updateSlug(tx, { id, publishedOn, from: slug, to: free })
        if (outcome === 'taken') continue
        if (outcome === 'changed') await outbox.publish(tx, appealChanged, { appealId: id })
        return
      }
    })
  }
}

/** With its lines, which are all that an address has, a slug is read as what it stands for. */
function veiledSlug(veil: Veil, slug: string): string {
  return veil.text(`/${slug}/`).slice(1, -1)
}
