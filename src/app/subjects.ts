import type { Deps } from '../platform/deps.ts'
import { findAppeal, parseAppealPath } from '../slices/appeals/index.ts'
import type { Subject } from '../slices/comments/index.ts'

/** What can be commented on under an address of the site. */
export async function findSubject(
  { reader, catalogues }: Pick<Deps, 'reader' | 'catalogues'>,
  path: string,
): Promise<Subject | undefined> {
  const key = parseAppealPath(path)
  const appeal = key && (await findAppeal(reader, key, catalogues.languages[0] ?? ''))
  return appeal && { kind: 'appeal', id: appeal.id }
}
