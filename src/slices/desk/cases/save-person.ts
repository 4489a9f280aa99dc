import type { Static } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { Actor } from '../../accounts/index.ts'
import { changePerson, findOwnCase } from '../../cases/index.ts'
import type { DeskDeps } from '../types.ts'
import { localTexts, type PersonChangeBody } from './bodies.ts'

/**
 * Changes somebody as the form says: what is said of them in a language that it lacks stays, and so does
 * the name.
 *
 * @throws AppError `not_found` no such case of the actor's organisation, or nobody of this key in it
 * @throws AppError `conflict` the case is closed, or somebody else was faster
 */
export async function savePerson(
  deps: DeskDeps,
  actor: Actor,
  { id, person: key, body }: { id: string; person: string; body: Static<typeof PersonChangeBody> },
): Promise<void> {
  const { ledger } = await findOwnCase(deps.reader, actor, id)
  const person = ledger.people.find((each) => each.key === key)
  if (!person) throw new AppError('not_found', 'cases.not_found')
  const group = ledger.groups.find((each) => each.key === body.group)
  await changePerson(deps, actor, {
    personId: person.id,
    roles: { ...person.roles, ...localTexts(body, 'text') },
    pseudonyms: { ...person.pseudonyms, ...localTexts(body, 'pseudonym') },
    version: body.version,
    // A group that is gone is refused, not taken for none.
    groupId: body.group === '' ? undefined : (group?.id ?? body.group),
  })
}
