import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { versionOf } from '../../platform/version-of.ts'
import { checkWay } from './check-way.ts'
import { findWay, insertWay, listWays, updatePosition, updateWay } from './queries.ts'
import { donationsChanged } from './topics.ts'
import type { Also, BankAccount, WayInput, WayTexts } from './types.ts'

type WayDeps = Pick<Deps, 'db' | 'clock' | 'outbox' | 'catalogues'>

/**
 * Adds a way to give, behind the others, and offers it at once on `/donate/` and every appeal.
 *
 * @throws AppError `invalid`  something in it cannot be used
 * @throws AppError `conflict` there is a way of this name
 */
export async function addWay(
  { db, clock, outbox, catalogues }: WayDeps,
  input: WayInput,
  also: Also = async () => {},
): Promise<void> {
  const way = checkWay(input, catalogues.languages)
  await db.transaction().execute(async (tx) => {
    const position = (await listWays(tx)).length
    if (!(await insertWay(tx, way, { position, at: clock.now() }))) {
      throw new AppError('conflict', 'donations.name_taken', { name: way.name })
    }
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
  })
}

/** What is to be different; what is left out stays as it is. */
export type WayChanges = Partial<Pick<WayInput, 'address' | 'currency' | 'texts'>> & {
  account?: Partial<BankAccount>
  /** What `versionOfWay` said when the changes were begun; left out, they replace whatever stands there. */
  version?: string
}

/** Changes with everything of a way that can be changed. */
export function versionOfWay({ address, account, currency, texts }: WayInput): string {
  return versionOf([address, account, currency, texts])
}

/**
 * Changes a way in every place where it is shown. Texts are replaced language by language.
 *
 * @throws AppError `not_found` there is no such way
 * @throws AppError `conflict`  somebody has changed it since `version`, or in this moment
 * @throws AppError `invalid`   something in it cannot be used
 */
export async function changeWay(
  { db, outbox, catalogues }: Pick<WayDeps, 'db' | 'outbox' | 'catalogues'>,
  name: string,
  { version, ...changes }: WayChanges,
  also: (tx: Db, before: WayInput, after: WayInput) => Promise<void> = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const before = await findWay(tx, name)
    if (!before) throw new AppError('not_found', 'donations.no_such_way', { name })
    if (version !== undefined && version !== versionOfWay(before)) throw changedMeanwhile()
    const texts = mergeTexts(before.texts, changes.texts ?? {})
    const account = { ...before.account, ...changes.account }
    const way = checkWay({ ...before, ...changes, account, texts }, catalogues.languages)
    if (!(await updateWay(tx, way, before))) throw changedMeanwhile()
    await outbox.publish(tx, donationsChanged, {})
    await also(tx, before, way)
  })
}

/**
 * Puts the ways into the order of `names`; those not named follow as they were.
 *
 * @throws AppError `not_found` one of them does not exist
 */
export async function orderWays(
  { db, outbox }: Pick<WayDeps, 'db' | 'outbox'>,
  names: readonly string[],
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const others = (await listWays(tx)).map(({ name }) => name)
    const order = [...new Set([...names, ...others])]
    for (const [position, name] of order.entries()) {
      if (!(await updatePosition(tx, name, position))) {
        throw new AppError('not_found', 'donations.no_such_way', { name })
      }
    }
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
  })
}

function changedMeanwhile(): AppError {
  return new AppError('conflict', 'donations.changed_meanwhile')
}

function mergeTexts(before: WayInput['texts'], changes: WayInput['texts']): WayInput['texts'] {
  const merged: Record<string, WayTexts> = { ...before }
  for (const [language, texts] of Object.entries(changes)) {
    merged[language] = { ...merged[language], ...texts }
  }
  return merged
}
