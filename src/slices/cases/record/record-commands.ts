import type { ParseArgsOptionsConfig } from 'node:util'
import type { Command } from '../../../platform/cli.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import {
  parseFileChange,
  parseFileEvent,
  reportedChange,
  reportedEvent,
} from '../file/case-file.ts'
import { findCaseByKey, findLedger } from '../queries.ts'
import { readText } from '../read-text.ts'
import type { Ledger } from '../types.ts'
import { addGroup, addPerson } from './add-person.ts'
import { changePerson } from './change-case.ts'
import { addDemand, changeDemand } from './change-demand.ts'
import { openCase } from './open-case.ts'
import { recordEvent } from './record-event.ts'

type Values = Record<string, string | boolean | undefined>

const string = { type: 'string' } as const
const texts = { en: string, ru: string } satisfies ParseArgsOptionsConfig
const source = {
  source: string,
  'source-url': string,
  'source-on': string,
  reliability: string,
} satisfies ParseArgsOptionsConfig

const FORMER_STAY =
  'Names that were recorded before stay hidden. --forget-former makes texts show them again.'

/** What the forms of the desk do, for whoever works on the server. */
export const recordCommands: Command[] = [
  {
    name: 'cases open',
    usage: 'CASE --country KZ --en TITLE [--ru TITLE] [--zone Asia/Almaty] [--quiet-days 14]',
    summary: 'Begins the ledger of a case; readers do not see it yet.',
    options: { ...texts, country: string, zone: string, 'quiet-days': string },
    async run({ deps, values, positionals: [key = ''], out }) {
      const quietDays = numberOf(values, 'quiet-days')
      const settings = { country: text(values, 'country') ?? '', zone: text(values, 'zone') }
      await openCase(deps, undefined, { key, titles: textsOf(values), quietDays, ...settings })
      out.line(key)
      return 0
    },
  },
  {
    name: 'cases person',
    usage: 'CASE KEY --en ROLE [--ru ROLE] [--names FILE] [--group GROUP]',
    summary:
      'Adds somebody. The name, one way of writing it a line, comes from a file and is kept sealed.',
    options: { ...texts, names: string, group: string },
    async run({ deps, values, positionals: [caseKey = '', key = ''], out }) {
      const { case: found, groups } = await requireLedger(deps, caseKey)
      const group = text(values, 'group')
      const groupId = group === undefined ? undefined : idOf(groups, group)
      // On the command line a name would stay in the history of the shell.
      const file = text(values, 'names')
      const names = file === undefined ? [] : (await readText(file)).split('\n')
      const person = { caseId: found.id, key, names, groupId, roles: textsOf(values) }
      await addPerson(deps, undefined, person)
      out.line(key)
      return 0
    },
  },
  {
    name: 'cases change-person',
    usage:
      'CASE KEY [--en ROLE] [--ru ROLE] [--pseudonym-en NAME] [--pseudonym-ru NAME] [--names FILE] [--forget-former] [--group GROUP | --no-group]',
    summary: 'Changes what a person is called and their group; what is not named stays.',
    options: {
      ...{ ...texts, 'pseudonym-en': string, 'pseudonym-ru': string, names: string },
      ...{ group: string, 'no-group': { type: 'boolean', default: false } },
      'forget-former': { type: 'boolean', default: false },
    },
    async run({ deps, values, positionals: [caseKey = '', key = ''], out }) {
      const { people, groups } = await requireLedger(deps, caseKey)
      const person = people.find((each) => each.key === key)
      if (!person) throw new AppError('not_found', 'cases.person_unknown', { key })
      const file = text(values, 'names')
      const group = text(values, 'group')
      const kept = group === undefined ? person.groupId : idOf(groups, group)
      await changePerson(deps, undefined, {
        personId: person.id,
        names: file === undefined ? undefined : (await readText(file)).split('\n'),
        roles: { ...person.roles, ...textsOf(values) },
        pseudonyms: { ...person.pseudonyms, ...textsOf(values, 'pseudonym-') },
        groupId: values['no-group'] === true ? undefined : kept,
        forgetsFormer: values['forget-former'] === true,
      })
      if (file !== undefined && values['forget-former'] !== true) out.note(FORMER_STAY)
      out.line(key)
      return 0
    },
  },
  {
    name: 'cases group',
    usage: 'CASE KEY --en LABEL [--ru LABEL]',
    summary: 'Adds people who are counted and not told apart.',
    options: texts,
    async run({ deps, values, positionals: [caseKey = '', key = ''], out }) {
      const { case: found } = await requireLedger(deps, caseKey)
      await addGroup(deps, undefined, { caseId: found.id, key, labels: textsOf(values) })
      out.line(key)
      return 0
    },
  },
  {
    name: 'cases demand',
    usage: 'CASE KEY --en TEXT [--ru TEXT]',
    summary: 'Adds what is asked for.',
    options: texts,
    async run({ deps, values, positionals: [caseKey = '', key = ''], out }) {
      const { case: found } = await requireLedger(deps, caseKey)
      await addDemand(deps, undefined, { caseId: found.id, key, texts: textsOf(values) })
      out.line(key)
      return 0
    },
  },
  {
    name: 'cases record',
    usage:
      'CASE KIND --on 2013-05-22 --source NAME [--people A,B | --group G [--at-least N] [--at-most N] [--word many]] …',
    summary: 'Records an event or, with --corrects KEY, corrects one.',
    options: {
      ...{ ...texts, ...source, key: string, on: string, time: string, precision: string },
      ...{ people: string, group: string, 'at-least': string, 'at-most': string, word: string },
      ...{ years: string, months: string, days: string, amount: string, currency: string },
      ...{ organ: string, corrects: string, suspended: { type: 'boolean', default: false } },
    },
    async run({ deps, values, positionals: [caseKey = '', kind = ''], out }) {
      const { case: found } = await requireLedger(deps, caseKey)
      const event = reportedEvent(parseFileEvent(eventOf(kind, values)))
      const key = text(values, 'key')
      const { key: recorded, warnings } = await recordEvent(deps, undefined, {
        ...{ ...event, key, caseId: found.id },
      })
      out.line(recorded)
      const t = deps.catalogues.translator('en')
      for (const warning of warnings) out.note(t(`cases.warning_${warning.kind}`))
      return 0
    },
  },
  {
    name: 'cases change',
    usage: 'CASE DEMAND STATE --on 2013-05-22 --source NAME [--event KEY] [--addressee KEY] …',
    summary: 'Records what became of a demand: open, partly_met, met, refused or overtaken.',
    options: { ...texts, ...source, key: string, on: string, event: string, addressee: string },
    async run({ deps, values, positionals: [caseKey = '', demand = '', state = ''], out }) {
      const { case: found } = await requireLedger(deps, caseKey)
      const change = parseFileChange({
        ...{ key: 'typed', demand, state, on: text(values, 'on'), event: text(values, 'event') },
        ...{ addressee: text(values, 'addressee'), texts: textsOf(values) },
        sources: sourcesOf(values),
      })
      const key = text(values, 'key')
      await changeDemand(deps, undefined, {
        ...{ ...reportedChange(change), key, caseId: found.id },
      })
      out.line(`${demand}: ${state}`)
      return 0
    },
  },
]

/** Options of the command as an event of a case file, which knows what is allowed. */
function eventOf(kind: string, values: Values): object {
  const [years, months, days] = ['years', 'months', 'days'].map((name) => numberOf(values, name))
  const hasLength = [years, months, days].some((each) => each !== undefined)
  return defined({
    ...{ key: 'typed', kind, on: text(values, 'on'), time: text(values, 'time') },
    precision: text(values, 'precision'),
    people: text(values, 'people')?.split(','),
    group: text(values, 'group'),
    ...{ at_least: numberOf(values, 'at-least'), at_most: numberOf(values, 'at-most') },
    ...{ word: text(values, 'word'), organ: text(values, 'organ'), texts: textsOf(values) },
    ...{ amount_minor: numberOf(values, 'amount'), currency: text(values, 'currency') },
    length: hasLength ? defined({ years, months, days }) : undefined,
    suspended: values.suspended === true ? true : undefined,
    ...{ sources: sourcesOf(values), corrects: text(values, 'corrects') },
  })
}

function sourcesOf(values: Values): object[] {
  const name = text(values, 'source')
  if (name === undefined) return []
  return [
    defined({
      ...{ name, url: text(values, 'source-url'), published_on: text(values, 'source-on') },
      reliability: text(values, 'reliability') ?? 'reported',
    }),
  ]
}

function textsOf(values: Values, prefix = ''): Record<string, string> {
  const [en, ru] = [text(values, `${prefix}en`), text(values, `${prefix}ru`)]
  return defined({ en, ru }) as Record<string, string>
}

function text(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** What is no number is refused where it is used. */
function numberOf(values: Values, name: string): number | undefined {
  const value = text(values, name)
  return value === undefined ? undefined : Number(value)
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}

function idOf(groups: Ledger['groups'], key: string): string {
  const found = groups.find((group) => group.key === key)
  if (!found) throw new AppError('invalid', 'cases.group_unknown')
  return found.id
}

async function requireLedger({ db }: Pick<Deps, 'db'>, key: string): Promise<Ledger> {
  const found = await findCaseByKey(db, key)
  const ledger = found && (await findLedger(db, found.id))
  if (!ledger) throw new AppError('not_found', 'cases.not_found')
  return ledger
}
