import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { dayOf } from '../../../platform/time.ts'
import { type Actor, recordAct } from '../../accounts/index.ts'
import { isLanguage } from '../file/readers.ts'
import { insertAppeal, insertText } from '../queries.ts'
import { rowKinds, type SheetFields } from '../sheets/fields.ts'
import { findRevision, insertRevision, insertSheet } from '../sheets/queries.ts'
import { readOriginal } from '../sheets/read-sheet.ts'
import { openOwn, ownerOf } from './own-appeal.ts'

/** What the next issue of an appeal takes over; what happened since is written anew. */
const carriedOn = ['country', 'place', 'topics', 'addressee_languages', 'copy_to', 'prompts']
const carriedRows = rowKinds.filter((list) => list !== 'events' && list !== 'pictures')

/**
 * Begins an appeal in one language, visible to its own organisation alone. With `updatesId` it
 * carries on one that is public: whom to write to, what is demanded, the letters.
 *
 * @returns its id
 * @throws AppError `invalid` no such language
 * @throws AppError `not_found` the appeal to carry on is not there, or another organisation's
 * @throws AppError `conflict` the appeal to carry on is not public
 */
export async function createDraft(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  { language, updatesId }: { language: string; updatesId?: string },
): Promise<string> {
  if (!isLanguage(language)) {
    throw new AppError('invalid', 'appeals.file_unknown_language', { value: language })
  }
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const fields: SheetFields = { date: dayOf(at) }
    let originalLanguage = language
    if (updatesId !== undefined) {
      const before = await openOwn(tx, { actor, id: updatesId, at })
      if (!before.publishedAt || before.withdrawnAt) {
        throw new AppError('conflict', 'appeals.not_public')
      }
      originalLanguage = before.originalLanguage
      const head = await findRevision(tx, before.sheets[0]?.releasedId ?? '')
      Object.assign(fields, carryOn(head?.fields ?? {}))
    }
    const { facts, texts } = readOriginal(fields, originalLanguage)
    const key = { publishedOn: dayOf(at), slug: `draft-${newId()}` }
    const created = { key, facts, language: originalLanguage, at, owner: ownerOf(actor), updatesId }
    const id = await insertAppeal(tx, created)
    if (id === undefined) throw new AppError('conflict', 'platform.error_conflict_text')
    await insertText(tx, id, texts, at)
    const author = { id: actor.memberId, name: actor.name }
    const revision = {
      appealId: id,
      language: originalLanguage,
      fields,
      origin: 'save',
      at,
    } as const
    const headId = await insertRevision(tx, { ...revision, author })
    await insertSheet(tx, id, { language: originalLanguage, headId })
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_created' },
      subject: { kind: 'appeal', id },
    })
    return id
  })
}

function carryOn(fields: SheetFields): SheetFields {
  const isCarried = (name: string) =>
    carriedOn.includes(name) || carriedRows.some((list) => name.startsWith(`${list}.`))
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isCarried(name)))
}
