import type { ParseArgsOptionsConfig } from 'node:util'
import type { Command, Output } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { checkCurrency } from './check-way.ts'
import { formatIban } from './iban.ts'
import { formatMoney, type Money, readAmount } from './money.ts'
import { findGoal, listWays } from './queries.ts'
import { recordSum } from './record.ts'
import { saveAsk } from './save-ask.ts'
import { addWay, changeWay, orderWays, type WayChanges } from './save-way.ts'
import { endGoal, setGoal } from './set-goal.ts'
import { switchWay } from './switch-way.ts'
import { listMonthTotals, listPledgeTotals } from './total-queries.ts'
import { type BankAccount, type Way, type WayKind, wayKinds } from './types.ts'

type Values = Record<string, string | boolean | undefined>

const wayOptions = {
  address: { type: 'string' },
  holder: { type: 'string' },
  iban: { type: 'string' },
  bic: { type: 'string' },
  remittance: { type: 'string' },
  currency: { type: 'string' },
  lang: { type: 'string', default: 'en' },
  label: { type: 'string' },
  note: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

const wayUsage =
  '[--address URL | --holder NAME --iban IBAN [--bic BIC] [--remittance TEXT]] [--lang LANG --label TEXT --note TEXT]'

/** `donations list`, `add`, `change`, `switch-on` …, `goal`, `record` and `total`. */
export const donationsCommands: Command[] = [
  {
    name: 'donations list',
    usage: '',
    summary: 'Lists the ways to give in the order shown, and the goal.',
    run: ({ deps, out }) => list(deps, out),
  },
  {
    name: 'donations add',
    usage: `paypal|patreon|bank|link NAME ${wayUsage}`,
    summary: 'Adds a way to give and offers it at once on every page.',
    options: wayOptions,
    async run({ deps, values, positionals: [kind, name], out }) {
      const t = deps.catalogues.translator('en')
      if (!isKind(kind) || !name) return wronglyCalled(out, t('donations.cli_no_kind'))
      const { account, ...rest } = changesOf(values)
      const texts = rest.texts ?? {}
      const whole = account && { holder: '', iban: '', ...account }
      await addWay(deps, { name, kind, ...rest, texts, account: whole })
      out.line(t('donations.cli_added', { name }))
      return 0
    },
  },
  {
    name: 'donations change',
    usage: `NAME ${wayUsage}`,
    summary: 'Changes a way to give on every page; what is not named stays.',
    options: wayOptions,
    async run({ deps, values, positionals: [name], out }) {
      const t = deps.catalogues.translator('en')
      if (!name) return wronglyCalled(out, t('donations.cli_no_name'))
      await changeWay(deps, name, changesOf(values))
      out.line(t('donations.cli_changed', { name }))
      return 0
    },
  },
  switchCommand('on', 'Offers a way to give again, on every page.'),
  switchCommand('off', 'Offers a way to give no longer, on any page; its totals stay.'),
  {
    name: 'donations order',
    usage: 'NAME…',
    summary: 'Puts the ways to give into this order.',
    async run({ deps, positionals: names, out }) {
      const t = deps.catalogues.translator('en')
      if (names.length === 0) return wronglyCalled(out, t('donations.cli_no_name'))
      await orderWays(deps, names)
      return list(deps, out)
    },
  },
  {
    name: 'donations ask',
    usage: 'LANG [TEXT]',
    summary: 'Sets the words above the ways to give; without TEXT those that came with Outcry.',
    async run({ deps, positionals: [language, text = ''], out }) {
      const t = deps.catalogues.translator('en')
      if (!language) return wronglyCalled(out, t('donations.cli_no_language'))
      await saveAsk(deps, language, text)
      out.line(t('donations.cli_asked', { language }))
      return 0
    },
  },
  {
    name: 'donations goal',
    usage: 'AMOUNT CURRENCY [--monthly] [--from DAY] [--by DAY] | --none',
    summary: 'Shows a goal and how far it is reached; --none shows none.',
    options: {
      monthly: { type: 'boolean', default: false },
      from: { type: 'string' },
      by: { type: 'string' },
      none: { type: 'boolean', default: false },
    },
    run: ({ deps, values, positionals, out }) => goal(deps, { values, positionals }, out),
  },
  {
    name: 'donations record',
    usage: 'NAME AMOUNT CURRENCY [--on DAY] [--minus]',
    summary:
      'Counts a sum that nobody reports, such as the day’s transfers; --minus takes it back.',
    options: { on: { type: 'string' }, minus: { type: 'boolean', default: false } },
    async run({ deps, values, positionals: [way, amount, currency], out }) {
      const t = deps.catalogues.translator('en')
      if (!way || !amount || !currency) return wronglyCalled(out, t('donations.cli_no_sum'))
      const money = readMoney(amount, currency)
      const amountMinor = values.minus ? -money.amountMinor : money.amountMinor
      const sum = { way, currency: money.currency, amountMinor, paidOn: textOf(values.on) }
      await recordSum(deps, sum)
      out.line(t('donations.cli_recorded', { way, sum: formatMoney('en', sum) }))
      return 0
    },
  },
  {
    name: 'donations total',
    usage: '',
    summary: 'Adds up what arrived, by way, month and currency, and what is promised each month.',
    run: ({ deps, out }) => total(deps, out),
  },
]

function switchCommand(direction: 'on' | 'off', summary: string): Command {
  return {
    name: `donations switch-${direction}`,
    usage: 'NAME',
    summary,
    async run({ deps, positionals: [name], out }) {
      const t = deps.catalogues.translator('en')
      if (!name) return wronglyCalled(out, t('donations.cli_no_name'))
      await switchWay(deps, name, direction)
      out.line(t(`donations.cli_switched_${direction}`, { name }))
      return 0
    },
  }
}

async function list({ db, catalogues }: Deps, out: Output): Promise<number> {
  const t = catalogues.translator('en')
  const ways = await listWays(db)
  if (ways.length === 0) out.note(t('donations.cli_nothing'))
  for (const way of ways) {
    const state = t(way.switchedOnAt ? 'donations.cli_on' : 'donations.cli_off')
    const languages = Object.keys(way.texts).join(' ')
    out.line(
      [state.padEnd(3), way.name.padEnd(16), way.kind.padEnd(8), target(way), languages]
        .join(' ')
        .trimEnd(),
    )
  }
  const found = await findGoal(db)
  if (found) {
    const { basis, startsOn, endsOn = 'none' } = found
    const sum = formatMoney('en', found)
    out.line(t('donations.cli_goal', { basis, sum, from: startsOn, by: endsOn }))
  }
  return 0
}

async function goal(
  deps: Deps,
  { values, positionals: [amount, currency] }: { values: Values; positionals: string[] },
  out: Output,
): Promise<number> {
  const t = deps.catalogues.translator('en')
  if (values.none) {
    await endGoal(deps)
    out.line(t('donations.cli_goal_ended'))
    return 0
  }
  if (!amount || !currency) return wronglyCalled(out, t('donations.cli_no_goal'))
  await setGoal(deps, {
    ...readMoney(amount, currency),
    basis: values.monthly ? 'monthly' : 'received',
    startsOn: textOf(values.from),
    endsOn: textOf(values.by),
  })
  return list(deps, out)
}

async function total({ db, clock, catalogues }: Deps, out: Output): Promise<number> {
  const t = catalogues.translator('en')
  const [months, pledges] = await Promise.all([listMonthTotals(db), listPledgeTotals(db)])
  out.note(t('donations.cli_as_of', { at: clock.now() }))
  for (const { way, month, count, returnedMinor, ...sum } of months) {
    const returned = formatMoney('en', { ...sum, amountMinor: returnedMinor })
    const values = { sum: formatMoney('en', sum), count, returned }
    out.line(`${month}  ${way.padEnd(16)} ${t('donations.cli_month', values)}`)
  }
  for (const { way, count, changedAt, ...sum } of pledges) {
    const values = { sum: formatMoney('en', sum), count, day: changedAt.slice(0, 10) }
    out.line(`monthly  ${way.padEnd(16)} ${t('donations.cli_pledged', values)}`)
  }
  for (const sum of sumByCurrency(months)) {
    out.line(t('donations.cli_sum', { sum: formatMoney('en', sum) }))
  }
  return 0
}

function sumByCurrency(sums: readonly Money[]): Money[] {
  const byCurrency = Map.groupBy(sums, ({ currency }) => currency)
  return [...byCurrency].map(([currency, parts]) => ({
    currency,
    amountMinor: parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }))
}

function changesOf(values: Values): WayChanges {
  const account: Partial<BankAccount> = given(values, ['holder', 'iban', 'bic', 'remittance'])
  const texts = given(values, ['label', 'note'])
  return {
    ...given(values, ['address', 'currency']),
    ...(Object.keys(account).length > 0 ? { account } : {}),
    ...(Object.keys(texts).length > 0 ? { texts: { [String(values.lang)]: texts } } : {}),
  }
}

/** The options that were named, so that those left out change nothing. */
function given<K extends string>(values: Values, names: readonly K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const name of names) {
    const value = values[name]
    if (typeof value === 'string') found[name] = value
  }
  return found
}

/** @throws AppError `invalid` when it is no amount above zero, or no currency */
function readMoney(amount: string, code: string): Money {
  const currency = checkCurrency(code)
  const amountMinor = readAmount(amount, currency)
  if (!amountMinor || amountMinor < 0) throw new AppError('invalid', 'donations.bad_amount')
  return { amountMinor, currency }
}

function target({ address, account }: Way): string {
  return account ? `${account.holder}, ${formatIban(account.iban)}` : (address ?? '')
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isKind(text: string | undefined): text is WayKind {
  return wayKinds.some((kind) => kind === text)
}

function wronglyCalled(out: Output, message: string): number {
  out.note(message)
  return 2
}
