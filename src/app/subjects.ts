import type { Deps } from '../platform/deps.ts'
import { findAppealId, parseAppealPath } from '../slices/appeals/index.ts'
import type { Subject } from '../slices/comments/index.ts'

/** What can be commented on under an address of the site. */
export async function findSubject(
  { reader }: Pick<Deps, 'reader'>,
  path: string,
): Promise<Subject | undefined> {
  const key = parseAppealPath(path)
  const id = key && (await findAppealId(reader, key))
  return id === undefined ? undefined : { kind: 'appeal', id }
}
