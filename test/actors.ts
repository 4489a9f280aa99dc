import { newId } from '../src/platform/ids.ts'
import type { Actor, Role } from '../src/slices/accounts/index.ts'
import {
  findHost,
  findOrganisationByName,
  insertMember,
} from '../src/slices/accounts/member-queries.ts'
import { inviteByOperator } from '../src/slices/accounts/members/invite.ts'
import { listKeptMessages } from '../src/slices/mail/queries.ts'
import type { TestApp } from './harness.ts'

/** Somebody who has just shown their second factor, for tests of verbs. */
export async function actor(
  { deps }: Pick<TestApp, 'deps'>,
  name: string,
  organisationName?: string,
  role: Role = 'administrator',
): Promise<Actor> {
  const email = `${name.toLowerCase()}@outcry.example`
  // Makes the organisation, when it is the first of it.
  const other = `invited-${email}`
  await inviteByOperator(deps, { email: other, role, organisation: organisationName })
  const organisation = organisationName
    ? await findOrganisationByName(deps.db, organisationName)
    : await findHost(deps.db)
  if (!organisation) throw new Error('the organisation was not made')
  const memberId = newId()
  const at = deps.clock.now()
  const member = { id: memberId, organisationId: organisation.id, email, name, role }
  await insertMember(deps.db, { ...member, passwordHash: 'none', at })
  return {
    ...{ memberId, organisation, email, name, role },
    sessionId: newId(),
    hasFactor: true,
    factorAt: at,
  }
}

/** The mails that were kept instead of being sent, the newest first. */
export async function keptMails({ deps }: Pick<TestApp, 'deps'>) {
  const store = { db: deps.reader, secrets: deps.secrets }
  const kept = await listKeptMessages(store, { limit: 50 })
  return kept.map(({ message }) => message.readable)
}
