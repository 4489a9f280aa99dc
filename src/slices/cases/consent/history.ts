import type { Db } from '../../../platform/db/database.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { type NameUse, nameUses } from '../../../platform/veil/veil.ts'
import { listConsentRows } from './queries.ts'
import type { AgreedBy, ConsentRecord } from './types.ts'

/** The records of everybody or of one person, by person, the oldest first. */
export async function readHistories(
  { db, secrets }: { db: Db; secrets: Secrets },
  personId?: string,
): Promise<Map<string, ConsentRecord[]>> {
  const rows = await listConsentRows(db, personId)
  const records = rows.map(
    (row): ConsentRecord => ({
      personId: row.person_id,
      kind: row.kind === 'given' ? 'given' : 'withdrawn',
      agreedBy: row.agreed_by as AgreedBy,
      agreedOn: row.agreed_on,
      word: secrets.open(row.sealed_word, row.id),
      uses: usesIn(row.uses),
      ...(row.until_on !== null && { until: row.until_on }),
      holdsAfterRelease: row.holds_after_release === 1,
      recordedAt: row.recorded_at,
    }),
  )
  return Map.groupBy(records, (record) => record.personId)
}

function usesIn(json: string): NameUse[] {
  const stored: unknown = JSON.parse(json)
  return nameUses.filter((use) => Array.isArray(stored) && stored.includes(use))
}
