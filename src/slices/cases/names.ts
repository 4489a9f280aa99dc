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

/**
 * What people are called, by the id of the person: the name as it is written in each script. For
 * the desk, and for whatever keeps names from being shown; never for a page as it is.
 */
export async function openNames(
  { db, secrets }: NamesDeps,
  options: { caseId?: string; personId?: string } = {},
): Promise<Map<string, string[]>> {
  const rows = await listSealedNames(db, options)
  return new Map(
    rows.map(({ personId, sealed }) => [
      personId,
      parseStored.nameForms(secrets.open(sealed, personId)),
    ]),
  )
}
