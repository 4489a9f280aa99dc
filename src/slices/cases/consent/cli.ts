import type { Command, Output } from '../../../platform/cli.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Day, dayOf, isDay } from '../../../platform/time.ts'
import { type NameUse, nameUses } from '../../../platform/veil/veil.ts'
import { findCaseByKey, listPeople } from '../queries.ts'
import { readHistories } from './history.ts'
import { giveConsent, withdrawConsent } from './record.ts'
import { standingUses } from './standing.ts'
import { type AgreedBy, agreedByAll } from './types.ts'

const text = { type: 'string' } as const

/** `names list`, `names agree` and `names withdraw`; people are told by their keys. */
export const namesCommands: ReadonlyArray<Command<Deps>> = [
  {
    name: 'names list',
    usage: 'CASE',
    summary: 'For each person of a case, what their name may be used for, and since when.',
    async run({ deps, positionals: [key], out }) {
      if (!key) return wronglyCalled(out, 'Which case?')
      await printConsents(deps, key, out)
      return 0
    },
  },
  {
    name: 'names agree',
    usage: `CASE/PERSON --by ${agreedByAll.join('|')} --word TEXT --for ${nameUses.join(',')} [--on DAY] [--until DAY] [--after-release]`,
    summary: 'Records that somebody may be named: who agreed, on whose word, and for what.',
    options: {
      ...{ by: text, word: text, for: text, on: text, until: text },
      'after-release': { type: 'boolean' },
    },
    async run({ deps, positionals: [person], values, out }) {
      const uses = String(values.for ?? '').split(',') as NameUse[]
      const until = values.until === undefined ? {} : { until: dayIn(values.until) }
      await giveConsent(deps, undefined, {
        personId: await findPersonId(deps, person),
        agreedBy: values.by as AgreedBy,
        agreedOn: values.on === undefined ? dayOf(deps.clock.now()) : dayIn(values.on),
        word: String(values.word ?? ''),
        uses,
        holdsAfterRelease: values['after-release'] === true,
        ...until,
      })
      out.line('Recorded. The name is shown from now on.')
      return 0
    },
  },
  {
    name: 'names withdraw',
    usage: `CASE/PERSON --by ${agreedByAll.join('|')} --word TEXT`,
    summary:
      'Hides a name everywhere, at once: pages, feeds, data, search, mails, waiting letters.',
    options: { by: text, word: text },
    async run({ deps, positionals: [person], values, out }) {
      const personId = await findPersonId(deps, person)
      const agreedBy = values.by as AgreedBy
      await withdrawConsent(deps, undefined, {
        personId,
        agreedBy,
        word: String(values.word ?? ''),
      })
      out.line('Hidden from now on. `names check` looks through everything that is public.')
      return 0
    },
  },
]

function wronglyCalled(out: Output, problem: string): number {
  out.note(problem)
  return 2
}

/** @throws AppError `invalid` that is no day */
function dayIn(value: unknown): Day {
  const day = String(value)
  if (!isDay(day)) throw new AppError('invalid', 'cases.consent_bad_day')
  return day
}

async function findPersonId({ reader }: Deps, path = ''): Promise<string> {
  const [caseKey = '', personKey] = path.split('/')
  const found = await findCaseByKey(reader, caseKey)
  if (!found) throw new AppError('not_found', 'cases.not_found')
  const people = await listPeople(reader, found.id)
  const person = people.find(({ key }) => key === personKey)
  if (!person) throw new AppError('not_found', 'cases.person_not_found')
  return person.id
}

async function printConsents(deps: Deps, key: string, out: Output): Promise<void> {
  const found = await findCaseByKey(deps.reader, key)
  if (!found) throw new AppError('not_found', 'cases.not_found')
  const histories = await readHistories({ db: deps.reader, secrets: deps.secrets })
  const day = dayOf(deps.clock.now())
  for (const { id, key: person, hasNames } of await listPeople(deps.reader, found.id)) {
    const history = histories.get(id) ?? []
    const uses = standingUses(history, { day }).join(', ') || 'hidden everywhere'
    const last = history.at(-1)
    const since = last ? `, ${last.kind} ${last.agreedOn} by ${last.agreedBy}` : ''
    out.line(`${key}/${person}  ${hasNames ? `${uses}${since}` : 'name not known'}`)
  }
}
