import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { versionOf } from '../../../platform/version-of.ts'
import { recordAct } from '../../accounts/index.ts'
import { announceNames } from '../consent/announce.ts'
import { openNames, sealFormerNames, sealNames } from '../names.ts'
import { findGroup, findPerson } from '../queries.ts'
import type { PeopleTable } from '../tables.ts'
import { type LocalTexts, limits, type Person } from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { checkNames } from './add-person.ts'
import { touchCase } from './announce.ts'
import { checkTexts, requireTexts } from './check.ts'
import { checkCase, type NewCase } from './open-case.ts'
import { updateCase, updatePerson } from './queries.ts'

/**
 * Puts title, time zone and reminder of a case right. Key and country stay what they are.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case is closed
 * @throws AppError `invalid` title, time zone or number of days cannot be
 */
export async function changeCase(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  { caseId, ...input }: Pick<NewCase, 'titles' | 'zone' | 'quietDays'> & { caseId: string },
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const { key: name, country, zone, quietDays, titles } = await requireOwnCase(tx, actor, caseId)
    // A form has the languages of the site; a file may have brought others.
    const settings = checkCase({ country, ...input, titles: { ...titles, ...input.titles } })
    await touchCase({ tx, outbox }, caseId, at)
    await updateCase(tx, caseId, settings)
    const subject = { kind: 'case', id: caseId, name }
    const change = { before: { zone, quietDays }, after: settings }
    await recordAct(tx, { at, actor, act: 'cases.act_changed', subject, ...change })
  })
}

export interface PersonChange {
  personId: string
  /**
   * In place of all ways of writing the name; left out, they stay. What is not among them any more
   * stays hidden like the others: the name may still stand in texts.
   */
  names?: readonly string[]
  /** Forgets names that are not among the present ones, which makes texts show them. */
  forgetsFormer?: boolean
  pseudonyms?: LocalTexts
  roles: LocalTexts
  groupId?: string
  /** What `versionOfPerson` said when the change was begun; left out, it replaces whatever stands there. */
  version?: string
}

/** Changes with what is said of a person in place of the name, and with their group. */
export function versionOfPerson({ roles, pseudonyms, groupId }: Person): string {
  return versionOf([roles, pseudonyms, groupId])
}

/**
 * Puts right what a person is called, and which group they are one of. What happened to them is said
 * by events alone.
 *
 * @throws AppError `not_found` no such person in a case of the actor's organisation
 * @throws AppError `conflict` the case is closed, or somebody has changed the person since `version`
 * @throws AppError `invalid` a text is missing or too long, or the group is not one of this case
 */
export async function changePerson(
  { db, clock, outbox, secrets }: RecordDeps & Pick<Deps, 'secrets'>,
  actor: Recorder,
  { personId, pseudonyms = {}, roles, groupId, version, ...change }: PersonChange,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const { caseId } = await requirePerson(tx, personId)
    const { key: name } = await requireOwnCase(tx, actor, caseId)
    // Whoever changes somebody of the same case waits here, so that what is read next is what they left.
    await touchCase({ tx, outbox }, caseId, at)
    const person = await requirePerson(tx, personId)
    if (version !== undefined && version !== versionOfPerson(person)) {
      throw new AppError('conflict', 'cases.person_meanwhile')
    }
    if (groupId !== undefined && (await findGroup(tx, groupId))?.caseId !== caseId) {
      throw new AppError('invalid', 'cases.group_unknown')
    }
    await updatePerson(tx, personId, {
      ...(await changedNames({ tx, secrets }, personId, change)),
      pseudonyms: JSON.stringify(checkTexts(pseudonyms, limits.nameChars)),
      roles: JSON.stringify(requireTexts({ ...person.roles, ...roles }, limits.nameChars)),
      group_id: groupId ?? null,
    })
    // Also what is written in place of the name is remembered, and may have told too much.
    await announceNames({ tx, outbox }, personId)
    const subject = { kind: 'case', id: caseId, name }
    const after = { person: person.key, isNameChanged: change.names !== undefined }
    await recordAct(tx, { at, actor, act: 'cases.act_person_changed', subject, after })
  })
}

async function requirePerson(tx: Db, personId: string): Promise<Person> {
  const person = await findPerson(tx, personId)
  if (!person) throw new AppError('not_found', 'cases.not_found')
  return person
}

/** A name that was recorded once is kept among the former ones until it is forgotten expressly. */
async function changedNames(
  { tx, secrets }: { tx: Db; secrets: Deps['secrets'] },
  personId: string,
  { names, forgetsFormer = false }: Pick<PersonChange, 'names' | 'forgetsFormer'>,
): Promise<Partial<Pick<PeopleTable, 'sealed_names' | 'sealed_former_names'>>> {
  const all = await openNames({ db: tx, secrets }, { personId })
  const known = all.get(personId) ?? { names: [], former: [] }
  const present = names ? checkNames(names) : known.names
  const former = new Set(forgetsFormer ? [] : [...known.former, ...known.names])
  for (const name of present) former.delete(name)
  return {
    sealed_names: sealNames(secrets, personId, present),
    sealed_former_names: sealFormerNames(secrets, personId, [...former]),
  }
}
