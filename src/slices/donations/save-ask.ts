import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { checkLanguage } from './check-way.ts'
import { deleteAsk, upsertAsk } from './queries.ts'
import { donationsChanged } from './topics.ts'
import { type Also, MAX_ASK_CHARS } from './types.ts'

/**
 * Sets the words above the ways to give in one language: what the money is for. An empty text
 * brings back the sentence of the catalogue.
 *
 * @throws AppError `invalid` the language is not one of the interface, or the text is too long
 */
export async function saveAsk(
  { db, outbox, catalogues }: Pick<Deps, 'db' | 'outbox' | 'catalogues'>,
  language: string,
  text: string,
  also: Also = async () => {},
): Promise<void> {
  checkLanguage(language, catalogues.languages)
  const kept = text.trim()
  if (kept.length > MAX_ASK_CHARS) {
    throw new AppError('invalid', 'donations.text_too_long', { max: MAX_ASK_CHARS })
  }
  await db.transaction().execute(async (tx) => {
    if (kept) await upsertAsk(tx, language, kept)
    else await deleteAsk(tx, language)
    await outbox.publish(tx, donationsChanged, {})
    await also(tx)
  })
}
