import type { Translator } from '../../platform/i18n/catalogues.ts'
import { countryName, formatDay, formatMonth } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { bestContact, evidenceDate } from './evidence.ts'
import type { Contact, Mission, MissionAnswer, MissionType } from './types.ts'

/** What a mission is called: "Embassy of Kazakhstan in London". */
export function missionTitle(
  t: Translator,
  mission: { type: MissionType; sendingState: string; receivingState: string; city?: string },
): string {
  const title = missionKind(t, mission)
  if (mission.city) return t('missions.title_in_town', { title, town: mission.city })
  return t('missions.title_in_state', { title, state: countryName(t.lang, mission.receivingState) })
}

/** What a mission is, wherever it stands: "Embassy of Kazakhstan". */
export function missionKind(
  t: Translator,
  { type, sendingState }: { type: MissionType; sendingState: string },
): string {
  return t(`missions.type_${type}`, { state: stateOf(t, sendingState) })
}

/** Why this mission is an answer, in a sentence for the reader. */
export function reasonSentence(t: Translator, answer: MissionAnswer): string {
  const { reason, type, throughState, distanceKm = 0 } = answer
  const isMinistry = reason === 'multilateral' && type === 'foreign_ministry'
  const key = throughState ? 'through' : isMinistry ? 'ministry' : reason
  return t(`missions.reason_${key}`, {
    state: stateInSentence(t, answer.sendingState),
    host: stateInSentence(t, answer.receivingState),
    reader: stateInSentence(t, answer.readerState),
    through: throughState ? stateInSentence(t, throughState) : '',
    // "About" says it: nobody needs the last kilometre.
    km: distanceKm < 100 ? distanceKm : Math.round(distanceKm / 10) * 10,
  })
}

/** What the reader must know of the e-mail address: missing, coming back, not confirmed, old. */
export function contactNotes(t: Translator, answer: MissionAnswer, today: Day): string[] {
  const email = bestContact(answer, 'email')
  if (!email) return [t(answer.emailBounces ? 'missions.email_bounces' : 'missions.email_missing')]
  const date = evidenceDate(email)
  const notes = email.confirmedOn ? [] : [t('missions.email_not_confirmed')]
  if (isOlderThanAYear(date, today)) {
    notes.push(
      date === ''
        ? t('missions.email_undated')
        : t('missions.email_old', { date: inWords(t, date) }),
    )
  }
  return notes
}

/** Why somebody should make sure of a mission's e-mail address, the worst first; undefined when it is sure. */
export function addressDoubt(
  mission: Pick<Mission, 'contacts'>,
  today: Day,
): 'missing' | 'bounces' | 'unconfirmed' | 'old' | undefined {
  const email = bestContact(mission, 'email')
  if (!email) {
    const bounces = mission.contacts.some(({ kind, bouncedAt }) => kind === 'email' && bouncedAt)
    return bounces ? 'bounces' : 'missing'
  }
  if (!email.confirmedOn) return 'unconfirmed'
  return isOlderThanAYear(email.confirmedOn, today) ? 'old' : undefined
}

/** Where a contact is from and when: "London Diplomatic List, February 2014, not confirmed". */
export function contactOrigin(
  t: Translator,
  { source, sourceDate, confirmedOn }: Pick<Contact, 'source' | 'sourceDate' | 'confirmedOn'>,
): string {
  return [
    sourceName(t, source),
    sourceDate ? inWords(t, sourceDate) : t('missions.undated'),
    confirmedOn
      ? t('missions.confirmed_on', { date: inWords(t, confirmedOn) })
      : t('missions.not_confirmed'),
  ].join(', ')
}

/** Who says what a mission is, and when: "Wikidata, 16 November 2022". */
export function descriptionOrigin(
  t: Translator,
  { source, sourceDate }: { source: string; sourceDate?: string },
): string {
  const date = sourceDate ? inWords(t, sourceDate) : t('missions.undated')
  return [sourceName(t, source), date].join(', ')
}

/** A state after "of": with its article in English, in the genitive in Russian. */
function stateOf(t: Translator, code: string): string {
  return t('missions.of_state', { code, name: countryName(t.lang, code) })
}

/** A state within a sentence, with its article: "the United Kingdom". */
export function stateInSentence(t: Translator, code: string): string {
  return t('missions.the_state', { code, name: countryName(t.lang, code) })
}

const NAMED_SOURCES = new Set([
  'wikidata-dbe',
  'gb-govuk-worldwide',
  'gb-london-diplomatic-list',
  'de-auswaertiges-amt',
  'ie-dfa-diplomatic-list',
  'ph-dfa-bettergov',
])

/** A source by its name; what an operator calls one is shown as it stands. */
export function sourceName(t: Translator, source: string): string {
  return NAMED_SOURCES.has(source) ? t(`missions.source_${source}`) : source
}

/** Sources date by the year, the month or the day. */
function inWords(t: Translator, date: string): string {
  if (date.length === 10) return formatDay(t.lang, date)
  return date.length === 7 ? formatMonth(t.lang, date) : date
}

/** True also when there is no date at all. */
function isOlderThanAYear(date: string, today: Day): boolean {
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`
  return date < yearAgo.slice(0, date.length || 1)
}
