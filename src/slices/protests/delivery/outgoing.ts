import type { Catalogues, Translator } from '../../../platform/i18n/catalogues.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Display, LetterContent } from '../types.ts'

/** What decides how a letter looks when it leaves. */
export interface LetterDraft {
  content: LetterContent
  display: Display
  letterLanguage: string
  readerCountry: string
  /** Type of the mission, which decides how it is addressed. */
  missionType: string
  /** Our own address that passes answers on to the writer; undefined where none is taken in. */
  relay?: string
}

/** The letter as the mission gets it. */
export interface OutgoingLetter {
  /** Who speaks, in front of "via Organisation"; undefined: the organisation itself. */
  onBehalfOf?: string
  /** Where answers go; undefined: to the organisation. */
  replyTo?: string
  subject: string
  /** Salutation, the writer's words, signature. */
  text: string
}

/**
 * Makes of a supporter's words what the mission will read: no link, no tracker, nothing about the
 * writer beyond what they chose to show.
 */
export function composeOutgoing(
  { catalogues, organisation }: { catalogues: Catalogues; organisation: string },
  draft: LetterDraft,
): OutgoingLetter {
  const { content } = draft
  const parts = [
    salutation(catalogues, draft.letterLanguage, draft.missionType),
    content.text.trim(),
    signature({ catalogues, organisation }, { ...draft, name: content.name }),
  ]
  return {
    onBehalfOf: visibleName(draft),
    replyTo: answersTo(draft),
    subject: content.subject,
    text: parts.filter((part) => part !== '').join('\n\n'),
  }
}

/** With a relay the mission never learns the writer's address, whatever it sees of the name. */
function answersTo({ content, display, relay }: LetterDraft): string | undefined {
  if (display === 'organisation') return undefined
  return relay ?? (display === 'full' ? content.email : undefined)
}

/** Where answers go, in words for the writer, to whom a relay address would say nothing. */
export function describeAnswers(
  t: Translator,
  organisation: string,
  { content, display, relay }: Pick<LetterDraft, 'content' | 'display' | 'relay'>,
): string {
  if (display === 'organisation') return organisation
  if (relay !== undefined) return t('protests.answers_relayed', { organisation })
  return display === 'full' ? content.email : organisation
}

/** How the letter begins; empty when there is no catalogue of its language. */
export function salutation(catalogues: Catalogues, language: string, missionType: string): string {
  if (!catalogues.languages.includes(language)) return ''
  const isLedByAmbassador = ['embassy', 'high_commission', 'nunciature'].includes(missionType)
  return catalogues.translator(language)(
    isLedByAmbassador ? 'protests.salutation_ambassador' : 'protests.salutation_general',
  )
}

/** How the letter ends: who signs, and where they live. */
export function signature(
  { catalogues, organisation }: { catalogues: Catalogues; organisation: string },
  draft: Pick<LetterDraft, 'display' | 'letterLanguage' | 'readerCountry'> & { name: string },
): string {
  const country = countryName(draft.letterLanguage, draft.readerCountry)
  if (draft.display === 'organisation') {
    const t = catalogues.translator(draft.letterLanguage)
    const values = { country: countryName(t.lang, draft.readerCountry), organisation }
    return `${t('protests.signed_by_organisation', values)}\n${organisation}`
  }
  return `${draft.display === 'first' ? firstName(draft.name) : draft.name}\n${country}`
}

function visibleName({ content, display, letterLanguage, readerCountry }: LetterDraft) {
  if (display === 'organisation') return undefined
  if (display === 'full') return content.name
  return `${firstName(content.name)}, ${countryName(letterLanguage, readerCountry)}`
}

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name
}
