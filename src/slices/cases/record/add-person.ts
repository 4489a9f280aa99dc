import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { recordAct } from '../../accounts/index.ts'
import { announceNames } from '../consent/announce.ts'
import { sealNames } from '../names.ts'
import { findGroup } from '../queries.ts'
import { type LocalTexts, limits } from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { touchCase } from './announce.ts'
import { checkKey, checkTexts, requireTexts } from './check.ts'
import { insertGroup, insertPerson } from './queries.ts'

export interface NewPerson {
  caseId: string
  key: string
  /** Their name as it is written in each script. Kept sealed, and shown under a consent alone. */
  names?: readonly string[]
  pseudonyms?: LocalTexts
  /** What is said of them where their name is not: "one of five leaders". */
  roles: LocalTexts
  /** The counted group that they are one of, so that they are not counted twice. */
  groupId?: string
}

/**
 * Adds somebody to a case. Two people may have one name; their keys tell them apart.
 *
 * @returns the id of the person
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case has a person of this key, or is closed
 * @throws AppError `invalid` a text is missing or too long, or the group is not one of this case
 */
export async function addPerson(
  { db, clock, outbox, secrets }: RecordDeps & Pick<Deps, 'secrets'>,
  actor: Recorder,
  input: NewPerson,
): Promise<string> {
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const { key: name } = await requireOwnCase(tx, actor, input.caseId)
    await touchCase({ tx, outbox }, input.caseId, at)
    const id = await placePerson({ tx, secrets, outbox }, { ...input, at })
    // The name of a person at risk has no place in a log.
    const subject = { kind: 'case', id: input.caseId, name }
    await recordAct(tx, {
      at,
      actor,
      act: 'cases.act_person_added',
      subject,
      after: { person: input.key },
    })
    return id
  })
}

/** The work of `addPerson`, inside a transaction that has noted the change. */
export async function placePerson(
  { tx, secrets, outbox }: { tx: Db; secrets: Deps['secrets']; outbox: Outbox },
  input: NewPerson & { at: Instant },
): Promise<string> {
  const { caseId, groupId } = input
  if (groupId !== undefined && (await findGroup(tx, groupId))?.caseId !== caseId) {
    throw new AppError('invalid', 'cases.group_unknown')
  }
  const id = newId()
  const isNew = await insertPerson(tx, {
    id,
    case_id: caseId,
    key: checkKey(input.key),
    sealed_names: sealNames(secrets, id, checkNames(input.names ?? [])),
    sealed_former_names: null,
    pseudonyms: JSON.stringify(checkTexts(input.pseudonyms ?? {}, limits.nameChars)),
    roles: JSON.stringify(requireTexts(input.roles, limits.nameChars)),
    group_id: groupId ?? null,
    created_at: input.at,
  })
  if (!isNew) throw new AppError('conflict', 'cases.key_taken', { key: input.key })
  if (input.names?.length) await announceNames({ tx, outbox }, id)
  return id
}

export interface NewGroup {
  caseId: string
  key: string
  labels: LocalTexts
}

/**
 * Adds people who are counted and not told apart. How many they are is said by events.
 *
 * @returns the id of the group
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` the case has a group of this key, or is closed
 * @throws AppError `invalid` the label is missing or too long
 */
export async function addGroup(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  input: NewGroup,
): Promise<string> {
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const { key: name } = await requireOwnCase(tx, actor, input.caseId)
    await touchCase({ tx, outbox }, input.caseId, at)
    const id = await placeGroup(tx, { ...input, at })
    const subject = { kind: 'case', id: input.caseId, name }
    const after = { group: input.key }
    await recordAct(tx, { at, actor, act: 'cases.act_group_added', subject, after })
    return id
  })
}

/** The work of `addGroup`, inside a transaction that has noted the change. */
export async function placeGroup(tx: Db, input: NewGroup & { at: Instant }): Promise<string> {
  const id = newId()
  const isNew = await insertGroup(tx, {
    id,
    case_id: input.caseId,
    key: checkKey(input.key),
    labels: JSON.stringify(requireTexts(input.labels, limits.nameChars)),
    created_at: input.at,
  })
  if (!isNew) throw new AppError('conflict', 'cases.key_taken', { key: input.key })
  return id
}

export function checkNames(names: readonly string[]): string[] {
  const kept = [...new Set(names.map((name) => name.trim().replace(/\s+/g, ' ')))].filter(Boolean)
  if (kept.length > limits.nameForms || kept.some((name) => name.length > limits.nameChars)) {
    throw new AppError('invalid', 'cases.names_too_long', {
      max: limits.nameChars,
      count: limits.nameForms,
    })
  }
  return kept
}
