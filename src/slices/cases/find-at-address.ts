import type { Deps } from '../../platform/deps.ts'
import type { Veil } from '../../platform/veil/veil.ts'
import { casePath, findShownCase, type ShownCase } from './load-case.ts'
import { listPublicKeys } from './queries.ts'
import { caseFact } from './topics.ts'

interface Address {
  /** What stands in the address that was asked for. */
  key: string
  lang: string
}

/**
 * The public case that readers mean by an address. Keys stay what they are, because files and appeals know
 * the case by them; where one holds a name that is hidden, the links that pass the veil lead to
 * this case, and the key itself is unknown, as a hidden name in the address of an appeal is
 * (`docs/decisions/names-in-addresses.md`).
 */
export async function findCaseAtAddress(
  { reader, veils }: Pick<Deps, 'reader' | 'veils'>,
  { key, lang }: Address,
): Promise<ShownCase | undefined> {
  const [onPages, spread] = await Promise.all([veils.for('pages'), veils.for('spread')])
  const isHidden = veiledKey(onPages, key, { lang }) !== key
  const shown = isHidden ? undefined : await findShownCase(reader, key)
  if (shown || (onPages.isEmpty && spread.isEmpty)) return shown
  for (const one of await listPublicKeys(reader)) {
    const ways = [onPages, spread].flatMap((veil) =>
      [[], [caseFact(one.id)]].map((scopes) => publicKeyUnder(veil, one.key, { lang, scopes })),
    )
    if (one.key !== key && ways.includes(key)) return findShownCase(reader, one.key)
  }
  return undefined
}

interface KeyOptions {
  lang: string
  scopes?: readonly string[]
}

const remembered = new WeakMap<Veil, Map<string, string>>()

/** Remembered as long as the veil holds: whoever asks for addresses that are none would keep us busy with all keys. */
function publicKeyUnder(veil: Veil, key: string, options: KeyOptions): string {
  const known = remembered.get(veil) ?? new Map<string, string>()
  remembered.set(veil, known)
  const id = JSON.stringify([key, options.lang, options.scopes])
  const veiled = known.get(id) ?? veiledKey(veil, key, options)
  known.set(id, veiled)
  return veiled
}

function veiledKey(veil: Veil, key: string, options: KeyOptions): string {
  const [, , veiled = ''] = veil.text(casePath(key), options).split('/')
  return veiled
}
