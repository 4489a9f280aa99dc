import type { Deps } from '../../platform/deps.ts'
import { listSealedNames } from './queries.ts'
import { parseStored } from './schemas.ts'

type NamesDeps = Pick<Deps, 'secrets'> & { db: Deps['db'] }

/** Names of people are readable with the secret key alone, which lives outside the database. */
export function sealNames(
  secrets: Deps['secrets'],
  personId: string,
  forms: readonly string[],
): string | null {
  return forms.length === 0 ? null : secrets.seal(JSON.stringify(forms), personId)
}

/** Of names that were recorded before, so that one list is never taken for the other. */
export function sealFormerNames(
  secrets: Deps['secrets'],
  personId: string,
  forms: readonly string[],
): string | null {
  return sealNames(secrets, formerContext(personId), forms)
}

const formerContext = (personId: string) => `${personId} former`

/**
 * What people are called, by the id of the person: the name as it is written in each script, and what was
 * recorded of them before, because a name is not forgotten when a list is. For the desk, and for
 * whatever keeps names from being shown; never for a page as it is.
 */
export async function openNames(
  { db, secrets }: NamesDeps,
  options: { caseId?: string; personId?: string } = {},
): Promise<Map<string, { names: string[]; former: string[] }>> {
  const rows = await listSealedNames(db, options)
  const open = (sealed: string | null, context: string) =>
    sealed === null ? [] : parseStored.nameForms(secrets.open(sealed, context))
  return new Map(
    rows.map(({ personId, sealed, sealedFormer }) => [
      personId,
      { names: open(sealed, personId), former: open(sealedFormer, formerContext(personId)) },
    ]),
  )
}
