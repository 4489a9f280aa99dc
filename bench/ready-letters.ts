import type { AppDeps } from '../src/app/deps.ts'
import { newId } from '../src/platform/ids.ts'
import { importMissions } from '../src/slices/missions/index.ts'

/** A mission that letters wait for. */
export interface WaitingMission {
  id: string
  email: string
}

const BATCH = 500

/** Enters an embassy of Kazakhstan in each of some countries, with an address on a server of its own. */
export async function addMissions(deps: AppDeps, countries: string[]): Promise<WaitingMission[]> {
  const header =
    'sending_state,receiving_state,type,city,address,email,phone,fax,website,latitude,longitude,' +
    'also_accredited_to,source,source_date\n'
  const emailIn = (country: string) => `embassy@${country.toLowerCase()}.example`
  const rows = countries.map(
    (country) => `KZ,${country},embassy,Town,,${emailIn(country)},,,,,,,made up,2013-05\n`,
  )
  const content = Buffer.from(header + rows.join(''))
  await importMissions(deps, { name: 'made-up.csv', content }, { dryRun: false })
  const found = await deps.reader
    .selectFrom('missions')
    .innerJoin('mission_contacts', 'mission_contacts.mission_id', 'missions.id')
    .where('mission_contacts.source', '=', 'made up')
    .where('mission_contacts.kind', '=', 'email')
    .select(['missions.id', 'mission_contacts.value'])
    .orderBy('mission_contacts.value')
    .execute()
  return found.map(({ id, value }) => ({ id, email: value }))
}

/** Puts confirmed letters into the queue, the missions and three appeals in turn. */
export async function addReadyLetters(
  deps: AppDeps,
  missions: WaitingMission[],
  { letters, textOf }: { letters: number; textOf: (index: number) => string },
): Promise<void> {
  const appeals = [newId(), newId(), newId()]
  for (let from = 0; from < letters; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, letters - from) }, (_, offset) => {
      const index = from + offset
      const appealId = appeals[Math.floor(index / missions.length) % appeals.length] ?? ''
      const missionId = missions[index % missions.length]?.id ?? ''
      return readyLetter(deps, { appealId, missionId, text: textOf(index) })
    })
    await deps.db.transaction().execute(async (tx) => {
      await tx.insertInto('letters').values(rows).execute()
    })
  }
}

function readyLetter(
  { clock, secrets }: AppDeps,
  { appealId, missionId, text }: { appealId: string; missionId: string; text: string },
) {
  const id = newId()
  const at = clock.now()
  const content = {
    name: 'Nora Byrne',
    email: 'nora@reader.example',
    subject: 'Release them',
    text,
  }
  return {
    id,
    appeal_id: appealId,
    mission_id: missionId,
    country: 'KZ',
    reader_country: 'IE',
    language: 'en',
    letter_language: 'en',
    state: 'ready' as const,
    state_at: at,
    due_at: null,
    attempts: 0,
    display: 'first' as const,
    sealed: secrets.seal(JSON.stringify(content), id),
    person_hash: null,
    content_hash: null,
    code_hash: null,
    mailed_at: at,
    asked_at: at,
    reminded_at: null,
    follow_at: null,
    consent_version: 'made-up',
    consent_at: at,
    created_at: at,
    confirmed_at: at,
    warned_at: null,
    held_for: null,
    erased_at: null,
  }
}
