import type { View } from '../../../platform/html/view.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { formatDay, formatMonth } from '../../../platform/i18n/format.ts'
import type { Alarm } from '../fold/alarms.ts'
import type { Counts } from '../fold/counts.ts'
import { type Range, upper } from '../fold/ranges.ts'
import { localText } from '../local-text.ts'
import type { Addressee, CaseEvent, Ledger, Length, LocalTexts, Person, When } from '../types.ts'

/** What a message says of a number of people: `quantity` chooses the words, the counts fill them. */
export function quantityOf(range: Range, word?: 'many' | 'some') {
  const { atLeast, atMost } = range
  const values = (quantity: string, count = atLeast) => ({ quantity, count, most: atMost ?? 0 })
  if (atMost === undefined) {
    if (word && atLeast < 10) return values(word)
    if (atLeast > 10 && atLeast % 10 === 1) return values('more_than', atLeast - 1)
    return values('at_least')
  }
  if (atLeast === atMost) return values('exactly')
  return atLeast === 0 ? values('at_most', atMost) : values('between')
}

/**
 * The state of a case in a few phrases, the gravest first: more than 80 detained, 5 on trial, many
 * released. What nobody reported is left out; only how many are still held is always said.
 */
export function statePhrases(t: Translator, counts: Counts): string[] {
  const { detained, custody, legal, words } = counts
  const rows: [string, Range, ('many' | 'some')?][] = [
    ['detained', detained, words.get('detained')],
    ['dead', custody.dead, words.get('dead')],
    ['missing', custody.missing, words.get('missing')],
    ['serving', custody.serving, words.get('serving')],
    ['on_trial', legal.on_trial, words.get('on_trial')],
    ['charged', legal.charged, words.get('charged')],
    ['fined', legal.fined, words.get('fined')],
    ['acquitted', legal.acquitted, words.get('acquitted')],
    ['dropped', legal.dropped, words.get('dropped')],
    ['free', custody.free, words.get('free')],
    ['deported', custody.deported, words.get('deported')],
    ['lost', custody.lost, words.get('lost')],
  ]
  const reported = rows
    .filter(([key, range]) => range.atLeast > 0 && (key !== 'lost' || range.atMost !== undefined))
    .map(([key, range, word]) => t(`cases.count_${key}`, quantityOf(range, word)))
  return [...reported, ...unknownPhrases(t, counts)]
}

/**
 * What is not known is part of the state of a case. Once some of a group are free, nobody may say
 * that the others are held only because no name was given: the number is said where it is certain.
 */
function unknownPhrases(t: Translator, { custody, legal }: Counts): string[] {
  const { held, free, lost } = custody
  const phrases: string[] = []
  const pending = legal.on_trial.atLeast + legal.charged.atLeast
  if (held.atLeast === held.atMost) {
    if (held.atLeast > pending) phrases.push(t('cases.count_held', quantityOf(held)))
  } else if (free.atLeast > 0) phrases.push(t('cases.held_unknown'))
  if (lost.atLeast < upper(lost)) phrases.push(t('cases.lost_unknown'))
  return phrases
}

/** The sentence at the top of a page. */
export function stateSentence(t: Translator, counts: Counts): string {
  const phrases = statePhrases(t, counts)
  if (phrases.length === 0) return t('cases.nothing_known')
  const text = phrases.join('; ')
  return `${text.charAt(0).toLocaleUpperCase(t.lang)}${text.slice(1)}.`
}

export function whenText(lang: string, t: Translator, { on, time, precision }: When): string {
  if (precision === 'month') return formatMonth(lang, on.slice(0, 7))
  const day = formatDay(lang, on)
  if (precision === 'about') return t('cases.about_day', { day })
  return time ? `${day}, ${time}` : day
}

/** What a person is called on a page: a name that is not theirs and says so, or what they are. */
export function personLabel(t: Translator, { pseudonyms, roles, key }: Person): string {
  const pseudonym = localText(pseudonyms, t.lang)
  if (pseudonym) return t('cases.pseudonym', { name: pseudonym.text })
  return localText(roles, t.lang)?.text ?? key
}

export function textOf(texts: LocalTexts, t: Translator): string {
  return localText(texts, t.lang)?.text ?? ''
}

export function addresseeLabel(t: Translator, { names }: Addressee): string {
  return textOf(names, t) || t('cases.addressee_government')
}

/** "10 days", "1 year and 6 months". */
export function lengthText(t: Translator, { years, months, days }: Length): string {
  const parts = [
    ...(years > 0 ? [t('cases.years', { count: years })] : []),
    ...(months > 0 ? [t('cases.months', { count: months })] : []),
    ...(days > 0 ? [t('cases.days', { count: days })] : []),
  ]
  return joinWords(t.lang, parts)
}

/** A fine as its currency is written where the reader lives. */
export function amountText(lang: string, amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat(lang === 'en' ? 'en-GB' : lang, {
    ...{ style: 'currency', currency, currencyDisplay: 'code' },
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amountMinor / 10 ** digits)
}

/** What is particular to the event: how long, how much, on probation. */
export function detailText(t: Translator, { details }: CaseEvent): string {
  const { length, amountMinor, currency, isSuspended } = details
  const parts = [
    ...(length ? [lengthText(t, length)] : []),
    ...(isSuspended ? [t('cases.suspended')] : []),
    ...(amountMinor !== undefined && currency ? [amountText(t.lang, amountMinor, currency)] : []),
  ]
  return parts.join(', ')
}

const NAMED_AT_MOST = 5

/** Whom an event is about, in words; nothing for the case as a whole. */
export function aboutText(t: Translator, ledger: Ledger, { about }: CaseEvent): string {
  if ('people' in about) {
    if (about.people.length > NAMED_AT_MOST) {
      return t('cases.people_count', { count: about.people.length })
    }
    const labels = about.people.map((id) => labelOf(t, ledger, id))
    // Five people who are all "one of five leaders" are named once, with their number.
    const [first] = labels
    if (first && labels.length > 1 && labels.every((label) => label === first)) {
      return t('cases.people_alike', { count: labels.length, label: first })
    }
    return joinLabels(t.lang, labels)
  }
  if (!('group' in about)) return ''
  const group = ledger.groups.find(({ id }) => id === about.group)
  const label = group ? textOf(group.labels, t) : ''
  if (!about.count) return t('cases.all_of_group', { label })
  return t('cases.some_of_group', { label, ...quantityOf(about.count, about.count.word) })
}

/** "Leader (1 of 5)" and "leader (2 of 5)" become "leader (1 of 5 and 2 of 5)". */
function joinLabels(lang: string, labels: readonly string[]): string {
  const parts = labels.map((label) => /^(?<role>.+) \((?<which>[^()]+)\)$/.exec(label)?.groups)
  const role = parts[0]?.role
  if (labels.length < 2 || !role || parts.some((each) => each?.role !== role)) {
    return joinWords(lang, labels)
  }
  return `${role} (${joinWords(
    lang,
    parts.map((each) => each?.which ?? ''),
  )})`
}

function labelOf(t: Translator, { people }: Ledger, id: string): string {
  const person = people.find((each) => each.id === id)
  return person ? personLabel(t, person) : ''
}

/** One line for lists and calendars: what happened, and to whom. */
export function eventLine(view: Pick<View, 't'>, ledger: Ledger, event: CaseEvent): string {
  const { t } = view
  const parts = [aboutText(t, ledger, event), detailText(t, event)].filter((part) => part !== '')
  const kind = t(`cases.kind_${event.kind}`)
  return parts.length > 0 ? `${kind}: ${parts.join(', ')}` : kind
}

/** An alarm in words, for a list. */
export function alarmText({ t, lang }: Pick<View, 't' | 'lang'>, alarm: Alarm): string {
  if (alarm.kind === 'quiet') return t('cases.alarm_quiet', { days: alarm.days })
  const day = formatDay(lang, alarm.on)
  if (alarm.kind === 'sentence_over') {
    return t('cases.alarm_sentence_over', { day, person: alarm.personKey })
  }
  return t(`cases.alarm_${alarm.kind}`, { day })
}

const listFormats = new Map<string, Intl.ListFormat>()

/** "a, b and c" */
function joinWords(lang: string, words: readonly string[]): string {
  const format = listFormats.get(lang) ?? new Intl.ListFormat(lang, { type: 'conjunction' })
  listFormats.set(lang, format)
  return format.format(words)
}
