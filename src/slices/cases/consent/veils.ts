import type { Db } from '../../../platform/db/database.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { type Clock, type Day, dayOf } from '../../../platform/time.ts'
import {
  createVeil,
  type HiddenName,
  type NameUse,
  nameUses,
  type ShownName,
  type Veil,
  type Veils,
} from '../../../platform/veil/veil.ts'
import { foldCase } from '../fold/case-state.ts'
import type { Custody } from '../fold/person-state.ts'
import { openNames } from '../names.ts'
import { findLedger, listNamedPeople } from '../queries.ts'
import { caseFact } from '../topics.ts'
import type { Person } from '../types.ts'
import { readHistories } from './history.ts'
import { findNamesVersion } from './queries.ts'
import { standingUses } from './standing.ts'
import type { ConsentRecord } from './types.ts'

interface VeilDeps {
  reader: Db
  secrets: Secrets
  clock: Clock
}

interface Compiled {
  version: number
  day: Day
  veils: Record<NameUse, Veil>
  everybody: Veil
}

/**
 * The veils of this installation, made anew when who may be named has changed: one look at the
 * database each time tells, so that no process shows a name after the withdrawal is committed.
 */
export function createVeils(deps: VeilDeps): Veils {
  let compiled: Promise<Compiled> | undefined
  const current = async () => {
    const [version, day] = [await findNamesVersion(deps.reader), dayOf(deps.clock.now())]
    const known = await compiled?.catch(() => undefined)
    if (known?.version === version && known.day === day) return known
    compiled = compile(deps, version, day)
    return compiled
  }
  return {
    for: async (use) => (await current()).veils[use],
    forEverybody: async () => (await current()).everybody,
  }
}

async function compile(deps: VeilDeps, version: number, day: Day): Promise<Compiled> {
  const named = version === 0 ? [] : await listNamed(deps, day)
  const veils = nameUses.map((use): [NameUse, Veil] => {
    const hidden = named.filter(({ uses }) => !uses.includes(use)).map(({ name }) => name)
    const shown = named.filter(({ uses }) => uses.includes(use)).map(({ name }) => name)
    return [use, createVeil(hidden, shown)]
  })
  const everybody = createVeil(named.map(({ name }) => name))
  return { version, day, everybody, veils: Object.fromEntries(veils) as Record<NameUse, Veil> }
}

/** Everybody whose name is known to the desk, or was, and what it may be used for. */
export async function listNamed(
  { reader, secrets }: VeilDeps,
  day: Day,
): Promise<{ name: HiddenName & ShownName; uses: readonly NameUse[] }[]> {
  const [people, names, histories] = await Promise.all([
    listNamedPeople(reader),
    openNames({ db: reader, secrets }),
    readHistories({ db: reader, secrets }),
  ])
  const custodies = await custodiesOf(reader, people, histories)
  return people.map((person) => {
    const { id, caseId, pseudonyms } = person
    const uses = standingUses(histories.get(id) ?? [], { day, custody: custodies.get(id) })
    const { names: present, former } = names.get(id) ?? { names: [], former: [] }
    const spellings = [...present, ...former]
    return { name: { id, spellings, instead: pseudonyms, scope: caseFact(caseId) }, uses }
  })
}

/** Where those are whose consent depends on it. */
async function custodiesOf(
  db: Db,
  people: readonly Person[],
  histories: ReadonlyMap<string, readonly ConsentRecord[]>,
): Promise<Map<string, Custody>> {
  const depends = people.filter(({ id }) => histories.get(id)?.at(-1)?.holdsAfterRelease === false)
  const custodies = new Map<string, Custody>()
  for (const caseId of new Set(depends.map((person) => person.caseId))) {
    const ledger = await findLedger(db, caseId)
    for (const [id, { custody }] of ledger ? foldCase(ledger).people : [])
      custodies.set(id, custody)
  }
  return custodies
}
